package org.mailiwf.smtpd.protocol;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The Received field that a server puts in front of a mail (RFC 5321 section 4.4). */
public final class ReceivedField {

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.US).withZone(ZoneOffset.UTC);

    /** A second as text; all mails of a second have it in common. */
    private record Second(long second, String text) {
    }

    private static volatile Second last = new Second(Long.MIN_VALUE, "");

    private ReceivedField() {
    }

    /**
     * The field with its last CR LF.
     *
     * @param helo      what the client called itself; a name that is neither a domain nor an address literal is not repeated
     * @param client    the address of the client
     * @param hostname  of this server
     * @param protocol  SMTP, ESMTP or UTF8SMTP (RFC 3848, RFC 6531 section 4.3)
     * @param id        of the transaction
     * @param recipient the only recipient; {@code null} if there are several, so that none learns of the others
     * @param now       when the mail was received
     */
    public static String of(String helo, InetAddress client, String hostname, String protocol, String id, String recipient, Instant now) {
        String from = HeloName.isStandard(helo) ? helo : "unknown";
        String address = client.getHostAddress();
        int scope = address.indexOf('%');
        String literal = (client instanceof Inet6Address ? "IPv6:" : "") + (scope < 0 ? address : address.substring(0, scope));
        return "Received: from " + from + " ([" + literal + "])\r\n"
                + "\tby " + hostname + " with " + protocol + " id " + id
                + (recipient == null ? "" : "\r\n\tfor <" + recipient + ">")
                + ";\r\n\t" + date(now) + "\r\n";
    }

    private static String date(Instant now) {
        Second second = last;
        if (second.second() != now.getEpochSecond()) {
            second = new Second(now.getEpochSecond(), DATE.format(now));
            last = second;
        }
        return second.text();
    }
}
