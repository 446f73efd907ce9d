package org.mailiwf.smtpd.server;

import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * What an {@link SmtpServer} needs to know.
 *
 * @param address        where to listen; port 0 takes a free one
 * @param hostname       what the server calls itself
 * @param banner         the text of the greeting behind the host name and ESMTP
 * @param maxMessageSize the largest mail in octets; 0: no limit
 * @param maxRecipients  how many recipients one mail may have
 * @param maxConnections how many connections may be open at once
 * @param idleTimeout    how long to wait for the client
 * @param deliverByMin   the least by-time of BY= with mode R, in seconds
 * @param spoolThreshold from how many octets on a mail lies in a file
 */
public record ServerOptions(InetSocketAddress address, String hostname, String banner, long maxMessageSize, int maxRecipients,
                            int maxConnections, Duration idleTimeout, int deliverByMin, int spoolThreshold) {

    /** True if a mail of this many octets is larger than allowed. */
    boolean isTooLarge(long octets) {
        return maxMessageSize > 0 && octets > maxMessageSize;
    }
}
