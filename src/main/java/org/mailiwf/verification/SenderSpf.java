package org.mailiwf.verification;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.spi.Metadata;
import org.apache.camel.util.TimeUtils;
import org.mailiwf.lookup.DnsUser;
import org.mailiwf.net.IpLiteral;
import org.mailiwf.smtpd.SmtpConstants;
import org.mailiwf.verification.spf.SpfAnswer;
import org.mailiwf.verification.spf.SpfCheck;
import org.mailiwf.verification.spf.SpfResult;

/** The bean {@code senderSpf}: what the domain of MAIL FROM says of the client (RFC 7208). */
@Metadata(label = "bean", description = "SPF at MAIL (RFC 7208).")
public class SenderSpf extends DnsUser implements Processor {

    private static final String TIMEOUT = "iwf.sender-verification.timeout";

    @Metadata(javaType = "java.lang.String", defaultValue = "20s",
              description = "The most time that all questions to the DNS may take, a duration up to two minutes.")
    private volatile Duration timeout = Duration.ofSeconds(20);

    /**
     * The most time that all questions to the DNS may take, a duration such as {@code 20s}, the default (RFC 7208 section 4.6.4 asks for
     * that much at least), up to two minutes.
     *
     * @throws IllegalArgumentException if it is none
     */
    public void setTimeout(String timeout) {
        this.timeout = timeout(timeout);
    }

    /** At MAIL: sets the exchange property {@code spf}, the result as text. A null reverse-path is not asked about. */
    @Override
    public void process(Exchange exchange) {
        SpfResult result = reversePath(exchange).isEmpty() ? SpfResult.NONE : check(exchange, new TimedDns(dns(), timeout)).result();
        exchange.setProperty("spf", result.toString());
    }

    static SpfAnswer check(Exchange exchange, TimedDns dns) {
        Message message = exchange.getMessage();
        return SpfCheck.of(dns, client(message), reversePath(exchange), message.getHeader(SmtpConstants.HELO, "", String.class));
    }

    private static String reversePath(Exchange exchange) {
        return exchange.getMessage().getHeader(SmtpConstants.MAIL_FROM, "", String.class);
    }

    private static InetAddress client(Message message) {
        String address = message.getHeader(SmtpConstants.CLIENT_ADDRESS, "", String.class);
        try {
            return InetAddress.getByAddress(IpLiteral.octets(address));
        } catch (UnknownHostException e) {
            throw new IllegalStateException(SmtpConstants.CLIENT_ADDRESS + " is no address: " + address, e);
        }
    }

    static Duration timeout(String text) {
        Duration duration;
        try {
            duration = Duration.ofMillis(TimeUtils.toMilliSeconds(text));
        } catch (RuntimeException e) {
            duration = Duration.ZERO;
        }
        if (duration.isZero() || duration.isNegative() || duration.compareTo(Duration.ofMinutes(2)) > 0) {
            throw new IllegalArgumentException(
                    TIMEOUT + ": '" + text + "' is not allowed; allowed: a duration over zero and up to 2m, such as 20s");
        }
        return duration;
    }
}
