package org.mailiwf.smtpd.server;

import java.net.InetSocketAddress;
import java.time.Duration;

import org.mailiwf.net.Networks;
import org.mailiwf.smtpd.protocol.HeloName;

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
 * @param proxies        whose connections begin with the PROXY protocol
 */
public record ServerOptions(InetSocketAddress address, String hostname, String banner, long maxMessageSize, int maxRecipients,
                            int maxConnections, Duration idleTimeout, int deliverByMin, int spoolThreshold,
                            Networks proxies) {

    /** @throws IllegalArgumentException that names the option */
    public ServerOptions {
        require(HeloName.isAcceptable(hostname), "hostname", hostname, "a host name");
        require(banner.chars().allMatch(c -> c >= ' ' && c < 127), "banner", banner, "one line of US-ASCII");
        require(maxMessageSize >= 0, "maxMessageSize", maxMessageSize, "0 or more octets");
        require(maxRecipients >= 1, "maxRecipients", maxRecipients, "1 or more");
        require(maxConnections >= 1, "maxConnections", maxConnections, "1 or more");
        require(idleTimeout.toMillis() >= 1, "idleTimeout", idleTimeout, "longer than 0");
        require(deliverByMin >= 0, "deliverByMin", deliverByMin, "0 or more seconds");
        require(spoolThreshold >= 0, "spoolThreshold", spoolThreshold, "0 or more octets");
    }

    private static void require(boolean holds, String option, Object value, String allowed) {
        if (!holds) {
            throw new IllegalArgumentException(option + "=" + value + ": must be " + allowed);
        }
    }

    /** True if a mail of this many octets is larger than allowed. */
    boolean isTooLarge(long octets) {
        return maxMessageSize > 0 && octets > maxMessageSize;
    }
}
