package org.mailiwf.lookup;

import java.net.InetAddress;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.spi.Metadata;
import org.mailiwf.cpim.HostName;
import org.mailiwf.lookup.dns.Dns;
import org.mailiwf.lookup.dns.DnsAnswer;
import org.mailiwf.lookup.dns.DnsAnswer.Outcome;
import org.mailiwf.lookup.dns.DnsRecord.Address;
import org.mailiwf.lookup.dns.DnsRecord.MailExchange;
import org.mailiwf.lookup.dns.DnsType;

/**
 * The bean {@code senderDomain}: could a failure be told to this sender? Its domain has an MX that can be reached, or without any MX an
 * address (RFC 5321 section 5.1).
 */
@Metadata(label = "bean", description = "Whether mail could go to the domain of a sender, by its MX and address records.")
public class SenderDomain extends DnsUser implements Processor {

    /** Of so many mail exchangers one must be usable. */
    private static final int MAX_EXCHANGERS = 10;

    /** What is found about a domain; in the exchange property by its {@link #toString()}. */
    public enum Finding {
        /** Mail can go there, or the sender named none: an address literal or no domain. */
        OK("ok"),
        /** There is no such domain. */
        NO_SUCH_DOMAIN("no-such-domain"),
        /** The domain has neither MX nor address, or no MX of it can be an address of somebody else. */
        UNUSABLE("unusable"),
        /** The domain says that it takes no mail (RFC 7505). */
        NULL_MX("null-mx"),
        /** Nobody could say. */
        TROUBLE("trouble");

        private final String text;

        Finding(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** At MAIL, where the body is the reverse-path: sets the exchange property {@code senderDomain}, a {@link Finding} as text. */
    @Override
    public void process(Exchange exchange) {
        exchange.setProperty("senderDomain", find(exchange.getMessage().getBody(String.class)).toString());
    }

    /** What is found about the domain of a reverse-path. */
    public Finding find(String reversePath) {
        String domain = reversePath.substring(reversePath.lastIndexOf('@') + 1);
        if (domain.isEmpty() || domain.startsWith("[")) {
            return Finding.OK;
        }
        String host = HostName.canonical(domain);
        return host == null ? Finding.NO_SUCH_DOMAIN : ofHost(host);
    }

    private Finding ofHost(String host) {
        DnsAnswer answer = dns().ask(host, DnsType.MX);
        return switch (answer.outcome()) {
            case NXDOMAIN -> Finding.NO_SUCH_DOMAIN;
            case SERVFAIL, TIMEOUT -> Finding.TROUBLE;
            case NODATA -> usable(List.of(host));
            case NOERROR -> exchangers(answer.all(MailExchange.class));
        };
    }

    private Finding exchangers(List<MailExchange> exchangers) {
        if (exchangers.size() == 1 && exchangers.get(0).host().isEmpty()) {
            return Finding.NULL_MX;
        }
        return usable(exchangers.stream().filter(each -> !each.host().isEmpty()).sorted(Comparator.comparingInt(MailExchange::preference))
                .limit(MAX_EXCHANGERS).map(MailExchange::host).toList());
    }

    /** All are asked for at once, unless the first is known already; the first that has a usable address decides. */
    private Finding usable(List<String> hosts) {
        Dns dns = dns();
        if (!hosts.isEmpty()) {
            CompletableFuture<DnsAnswer> first = dns.query(hosts.get(0), DnsType.A);
            if (first.isDone() && isUsable(first.join())) {
                return Finding.OK;
            }
        }
        hosts.forEach(host -> Stream.of(DnsType.A, DnsType.AAAA).forEach(type -> dns.query(host, type)));
        boolean trouble = false;
        for (String host : hosts) {
            for (DnsType type : List.of(DnsType.A, DnsType.AAAA)) {
                DnsAnswer answer = dns.ask(host, type);
                if (isUsable(answer)) {
                    return Finding.OK;
                }
                trouble |= answer.isTrouble();
                if (answer.outcome() == Outcome.NXDOMAIN) {
                    break;
                }
            }
        }
        return trouble ? Finding.TROUBLE : Finding.UNUSABLE;
    }

    private static boolean isUsable(DnsAnswer answer) {
        return answer.all(Address.class).stream().anyMatch(record -> isUsable(record.address()));
    }

    private static boolean isUsable(InetAddress address) {
        return !address.isLoopbackAddress() && !address.isAnyLocalAddress() && !address.isMulticastAddress();
    }
}
