package org.mailiwf.mapping;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.spi.Metadata;
import org.mailiwf.cpim.HostName;
import org.mailiwf.net.Networks;
import org.mailiwf.smtpd.SmtpConstants;

/** The bean {@code senderTrust}: whether a sender is believed, and whether he could be told about a failure. */
@Metadata(label = "bean", description = "Whether the client of a mail is trusted, and its MAIL FROM fully qualified.")
public class SenderTrust implements Processor {

    private static final String TRUSTED_NETWORKS = "iwf.smtp.trusted-networks";

    @Metadata(javaType = "java.lang.String", defaultValue = "127.0.0.0/8,::1",
              description = "Addresses and CIDR blocks, separated by commas, of clients whose MAIL FROM is believed. Empty: none.")
    private volatile Networks trustedNetworks = Networks.parse("127.0.0.0/8,::1");

    /** Addresses and CIDR blocks of clients whose MAIL FROM is believed; default: loopback; empty: none. */
    public void setTrustedNetworks(String trustedNetworks) {
        try {
            this.trustedNetworks = Networks.parse(trustedNetworks);
        } catch (IllegalArgumentException e) {
            throw Setting.wrong(TRUSTED_NETWORKS, trustedNetworks, e.getMessage());
        }
    }

    /** At MAIL: sets the exchange properties {@code senderTrusted} and {@code senderFullyQualified}. */
    @Override
    public void process(Exchange exchange) {
        exchange.setProperty("senderTrusted", trusted(exchange));
        exchange.setProperty("senderFullyQualified", fullyQualified(Envelope.mailFrom(exchange)));
    }

    /** Whether the sender is believed: the client authenticated, or is in the trusted networks. */
    boolean trusted(Exchange exchange) {
        String authUser = exchange.getMessage().getHeader(SmtpConstants.AUTH_USER, String.class);
        if (authUser != null && !authUser.isEmpty()) {
            return true;
        }
        String client = exchange.getMessage().getHeader(SmtpConstants.CLIENT_ADDRESS, String.class);
        return client != null && trustedNetworks.contains(client);
    }

    /** Whether mail can go back to this reverse-path: its domain has a dot or is an address literal. The null reverse-path passes. */
    private static boolean fullyQualified(String reversePath) {
        if (reversePath.isEmpty()) {
            return true;
        }
        String mailDomain = MailAddress.parse(reversePath).domain();
        return mailDomain.startsWith("[") || mailDomain.indexOf('.') > 0 && HostName.canonical(mailDomain) != null;
    }
}
