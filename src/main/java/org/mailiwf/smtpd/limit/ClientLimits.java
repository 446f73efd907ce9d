package org.mailiwf.smtpd.limit;

import java.time.Duration;

import org.mailiwf.net.Networks;

/**
 * What clients are held to. Wherever it says so, 0 is no limit. A client is an IPv4 address, or the first 64 bits of an IPv6 address.
 *
 * @param maxConnections             connections of one client at once; 0: no limit
 * @param mailsPerMinute             of all clients and of one
 * @param recipientsPerMinute        of all clients and of one, counted at RCPT
 * @param maxUnknownRecipients       recipients refused with 5yz in one session; 0: no limit
 * @param unknownRecipientsPerMinute recipients of one client refused with 5yz; 0: no limit
 * @param failedLoginsPerMinute      failed logins of one client, at all servers that share {@link FailedLogins}; 0: no limit
 * @param maxErrors                  protocol errors and failed logins in one session; 0: no limit
 * @param maxMailsInFlight           mails between DATA and their reply; with so many MAIL is answered 451; 0: no limit
 * @param dataTimeout                the longest time for all data of one mail
 * @param greetingDelay              how long to wait, before the greeting, for a client that talks too early
 * @param exempt                     clients that are not held to what one client is held to, but for errors and times
 */
public record ClientLimits(int maxConnections, Rate mailsPerMinute, Rate recipientsPerMinute, int maxUnknownRecipients,
                           int unknownRecipientsPerMinute, int failedLoginsPerMinute, int maxErrors, int maxMailsInFlight,
                           Duration dataTimeout, Duration greetingDelay, Networks exempt) {

    /**
     * How often something may be in a minute. Up to a minute's worth may come at once.
     *
     * @param all       by all clients together; 0: no limit
     * @param perClient by one client; 0: no limit
     */
    public record Rate(int all, int perClient) {
    }

    /** @throws IllegalArgumentException that names the option */
    public ClientLimits {
        require(maxConnections >= 0, "maxConnectionsPerClient", maxConnections, "0 or more");
        require(mailsPerMinute.all >= 0, "maxMailsPerMinute", mailsPerMinute.all, "0 or more");
        require(mailsPerMinute.perClient >= 0, "maxMailsPerMinutePerClient", mailsPerMinute.perClient, "0 or more");
        require(recipientsPerMinute.all >= 0, "maxRecipientsPerMinute", recipientsPerMinute.all, "0 or more");
        require(recipientsPerMinute.perClient >= 0, "maxRecipientsPerMinutePerClient", recipientsPerMinute.perClient, "0 or more");
        require(maxUnknownRecipients >= 0, "maxUnknownRecipients", maxUnknownRecipients, "0 or more");
        require(unknownRecipientsPerMinute >= 0, "maxUnknownRecipientsPerMinutePerClient", unknownRecipientsPerMinute, "0 or more");
        require(failedLoginsPerMinute >= 0, "maxFailedLoginsPerMinutePerClient", failedLoginsPerMinute, "0 or more");
        require(maxErrors >= 0, "maxErrors", maxErrors, "0 or more");
        require(maxMailsInFlight >= 0, "maxMailsInFlight", maxMailsInFlight, "0 or more");
        require(dataTimeout.toMillis() >= 1, "dataTimeout", dataTimeout, "longer than 0");
        require(!greetingDelay.isNegative() && greetingDelay.toSeconds() <= 60, "greetingDelay", greetingDelay, "0 to 60 seconds");
    }

    private static void require(boolean holds, String option, Object value, String allowed) {
        if (!holds) {
            throw new IllegalArgumentException(option + "=" + value + ": must be " + allowed);
        }
    }
}
