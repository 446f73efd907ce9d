package org.mailiwf.smtpd;

import java.time.Duration;

import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.mailiwf.net.Networks;
import org.mailiwf.smtpd.limit.ClientLimits;

/** The options of an endpoint that say what clients are held to. */
@UriParams
public class SmtpdLimitsConfiguration {

    @UriParam(label = "consumer,limits", defaultValue = "100",
              description = "How many connections one client may have at once; further ones get 421. A client is an IPv4 address, or the"
                            + " first 64 bits of an IPv6 address. 0 is no limit.")
    private int maxConnectionsPerClient = 100;
    @UriParam(label = "consumer,limits", defaultValue = "0",
              description = "How many mails all clients together may begin in a minute; further MAIL commands get 451. 0 is no limit.")
    private int maxMailsPerMinute;
    @UriParam(label = "consumer,limits", defaultValue = "6000",
              description = "How many mails one client may begin in a minute; further MAIL commands get 450. 0 is no limit.")
    private int maxMailsPerMinutePerClient = 6000;
    @UriParam(label = "consumer,limits", defaultValue = "0",
              description = "How many recipients all clients together may name in a minute; further RCPT commands get 451."
                            + " 0 is no limit.")
    private int maxRecipientsPerMinute;
    @UriParam(label = "consumer,limits", defaultValue = "12000",
              description = "How many recipients one client may name in a minute; further RCPT commands get 450. 0 is no limit.")
    private int maxRecipientsPerMinutePerClient = 12_000;
    @UriParam(label = "consumer,limits", defaultValue = "100",
              description = "How many recipients of a session may be refused for good; after that 421 closes the connection."
                            + " 0 is no limit.")
    private int maxUnknownRecipients = 100;
    @UriParam(label = "consumer,limits", defaultValue = "300",
              description = "How many recipients of one client may be refused for good in a minute; after that 421 closes the connection."
                            + " 0 is no limit.")
    private int maxUnknownRecipientsPerMinutePerClient = 300;
    @UriParam(label = "consumer,limits", defaultValue = "10",
              description = "How many logins of one client may fail in a minute, in all its sessions; after that AUTH gets 421, which closes"
                            + " the connection, before a password is looked at. 0 is no limit.")
    private int maxFailedLoginsPerMinutePerClient = 10;
    @UriParam(label = "consumer,limits", defaultValue = "20",
              description = "How many protocol errors (unknown, malformed or misplaced commands) and failed logins a session may have;"
                            + " after that 421 closes the connection. 0 is no limit.")
    private int maxErrors = 20;
    @UriParam(label = "consumer,limits", defaultValue = "1000",
              description = "From how many mails on that wait for the answer of the route MAIL gets 451. 0 is no limit.")
    private int maxMailsInFlight = 1000;
    @UriParam(label = "consumer,limits", defaultValue = "10m", javaType = "java.time.Duration",
              description = "How long all the data of one mail may take, however steadily it drips; after that the connection is closed"
                            + " with 421.")
    private long dataTimeout = 600_000;
    @UriParam(label = "consumer,limits", defaultValue = "0", javaType = "java.time.Duration",
              description = "How long to wait before the greeting for clients that talk before it: they get 554. With 0 only those get it"
                            + " whose data is there already.")
    private long greetingDelay;
    @UriParam(label = "consumer,limits",
              description = "Clients that are not held to what one client is held to, but for errors and times: addresses or CIDR blocks,"
                            + " comma separated. The limits for all hold for them too.")
    private String exemptNetworks;

    /** @throws IllegalArgumentException that names the option */
    ClientLimits limits() {
        return new ClientLimits(maxConnectionsPerClient, new ClientLimits.Rate(maxMailsPerMinute, maxMailsPerMinutePerClient),
                new ClientLimits.Rate(maxRecipientsPerMinute, maxRecipientsPerMinutePerClient), maxUnknownRecipients,
                maxUnknownRecipientsPerMinutePerClient, maxFailedLoginsPerMinutePerClient, maxErrors, maxMailsInFlight,
                Duration.ofMillis(dataTimeout), Duration.ofMillis(greetingDelay), networks("exemptNetworks", exemptNetworks));
    }

    /** @throws IllegalArgumentException that names the option */
    static Networks networks(String option, String value) {
        try {
            return Networks.parse(value == null ? "" : value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(option + "=" + value + ": must be " + e.getMessage(), e);
        }
    }

    public int getMaxConnectionsPerClient() {
        return maxConnectionsPerClient;
    }

    public void setMaxConnectionsPerClient(int maxConnectionsPerClient) {
        this.maxConnectionsPerClient = maxConnectionsPerClient;
    }

    public int getMaxMailsPerMinute() {
        return maxMailsPerMinute;
    }

    public void setMaxMailsPerMinute(int maxMailsPerMinute) {
        this.maxMailsPerMinute = maxMailsPerMinute;
    }

    public int getMaxMailsPerMinutePerClient() {
        return maxMailsPerMinutePerClient;
    }

    public void setMaxMailsPerMinutePerClient(int maxMailsPerMinutePerClient) {
        this.maxMailsPerMinutePerClient = maxMailsPerMinutePerClient;
    }

    public int getMaxRecipientsPerMinute() {
        return maxRecipientsPerMinute;
    }

    public void setMaxRecipientsPerMinute(int maxRecipientsPerMinute) {
        this.maxRecipientsPerMinute = maxRecipientsPerMinute;
    }

    public int getMaxRecipientsPerMinutePerClient() {
        return maxRecipientsPerMinutePerClient;
    }

    public void setMaxRecipientsPerMinutePerClient(int maxRecipientsPerMinutePerClient) {
        this.maxRecipientsPerMinutePerClient = maxRecipientsPerMinutePerClient;
    }

    public int getMaxUnknownRecipients() {
        return maxUnknownRecipients;
    }

    public void setMaxUnknownRecipients(int maxUnknownRecipients) {
        this.maxUnknownRecipients = maxUnknownRecipients;
    }

    public int getMaxUnknownRecipientsPerMinutePerClient() {
        return maxUnknownRecipientsPerMinutePerClient;
    }

    public void setMaxUnknownRecipientsPerMinutePerClient(int maxUnknownRecipientsPerMinutePerClient) {
        this.maxUnknownRecipientsPerMinutePerClient = maxUnknownRecipientsPerMinutePerClient;
    }

    public int getMaxFailedLoginsPerMinutePerClient() {
        return maxFailedLoginsPerMinutePerClient;
    }

    public void setMaxFailedLoginsPerMinutePerClient(int maxFailedLoginsPerMinutePerClient) {
        this.maxFailedLoginsPerMinutePerClient = maxFailedLoginsPerMinutePerClient;
    }

    public int getMaxErrors() {
        return maxErrors;
    }

    public void setMaxErrors(int maxErrors) {
        this.maxErrors = maxErrors;
    }

    public int getMaxMailsInFlight() {
        return maxMailsInFlight;
    }

    public void setMaxMailsInFlight(int maxMailsInFlight) {
        this.maxMailsInFlight = maxMailsInFlight;
    }

    public long getDataTimeout() {
        return dataTimeout;
    }

    public void setDataTimeout(long dataTimeout) {
        this.dataTimeout = dataTimeout;
    }

    public long getGreetingDelay() {
        return greetingDelay;
    }

    public void setGreetingDelay(long greetingDelay) {
        this.greetingDelay = greetingDelay;
    }

    public String getExemptNetworks() {
        return exemptNetworks;
    }

    public void setExemptNetworks(String exemptNetworks) {
        this.exemptNetworks = exemptNetworks;
    }
}
