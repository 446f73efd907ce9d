package org.mailiwf.lookup;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.spi.Metadata;
import org.mailiwf.cpim.HostName;
import org.mailiwf.cpim.SipUri;
import org.mailiwf.lookup.dns.DnsAnswer;
import org.mailiwf.lookup.dns.DnsRecord.Service;
import org.mailiwf.lookup.dns.DnsType;

/**
 * The bean {@code imDomains}: users of foreign SIP domains, taken for {@code im:local@domain} and resolved by the SRV records of
 * {@code _im._sip} (RFC 3861, RFC 5509). Only of domains that are named: a gateway that reached all of them would be open to anybody.
 */
@Metadata(label = "bean", description = "Users of foreign SIP domains by the SRV records of _im._sip (RFC 5509).")
public class ImDomains extends DnsUser implements Processor {

    private static final String KEY = "iwf.recipients.im-domains";
    private static final int DEFAULT_PORT = 5060;

    @Metadata(javaType = "java.lang.String", description = "The domains, separated by commas. Empty: none.")
    private volatile Set<String> domains = Set.of();

    /**
     * The domains, comma separated; empty, the default: none.
     *
     * @throws IllegalArgumentException if one is no domain name
     */
    public void setDomains(String text) {
        Set<String> names = new LinkedHashSet<>();
        for (String name : text.split(",")) {
            String domain = HostName.canonical(name.strip());
            if (domain != null) {
                names.add(domain);
            } else if (!name.isBlank()) {
                throw new IllegalArgumentException(
                        KEY + ": '" + text + "' is not allowed; allowed: domain names separated by commas such as sip.example, or empty");
            }
        }
        domains = names;
    }

    /** At RCPT, where the body is the address: sets {@code sipUris} if its domain is one of them, or {@code recipientTrouble}. */
    @Override
    public void process(Exchange exchange) {
        String address = exchange.getMessage().getBody(String.class);
        int at = address.lastIndexOf('@');
        String domain = at < 0 ? null : HostName.canonical(address.substring(at + 1));
        if (domain == null || !domains.contains(domain)) {
            return;
        }
        DnsAnswer answer = dns().ask("_im._sip." + domain, DnsType.SRV);
        List<Service> servers = answer.all(Service.class);
        String user = "sip:" + SipUri.escapeUser(address.substring(0, at)) + "@";
        if (!servers.isEmpty()) {
            servers.stream().filter(server -> !server.target().isEmpty())
                    .min(Comparator.comparingInt(Service::priority).thenComparing(Service::weight, Comparator.reverseOrder()))
                    .map(server -> user + server.target() + (server.port() == DEFAULT_PORT ? "" : ":" + server.port()))
                    .ifPresent(uri -> exchange.setProperty(RecipientAnswer.SIP_URIS, List.of(uri)));
        } else if (answer.isTrouble()) {
            exchange.setProperty(RecipientAnswer.TROUBLE, true);
        } else if (hasAddress(domain, exchange)) {
            exchange.setProperty(RecipientAnswer.SIP_URIS, List.of(user + domain));
        }
    }

    /** Without SRV the domain itself is the server, if it has an address (RFC 3861 section 3). */
    private boolean hasAddress(String domain, Exchange exchange) {
        DnsAnswer ipv4 = dns().ask(domain, DnsType.A);
        DnsAnswer ipv6 = ipv4.records().isEmpty() ? dns().ask(domain, DnsType.AAAA) : ipv4;
        if (ipv4.records().isEmpty() && ipv6.records().isEmpty() && (ipv4.isTrouble() || ipv6.isTrouble())) {
            exchange.setProperty(RecipientAnswer.TROUBLE, true);
        }
        return !ipv4.records().isEmpty() || !ipv6.records().isEmpty();
    }
}
