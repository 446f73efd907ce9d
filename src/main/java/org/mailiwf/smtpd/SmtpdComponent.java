package org.mailiwf.smtpd;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import org.apache.camel.Endpoint;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;
import org.mailiwf.smtpd.limit.FailedLogins;

/** The component {@code smtpd}: an SMTP server whose replies are the answers of routes. */
@Component("smtpd")
public class SmtpdComponent extends DefaultComponent {

    @Metadata(description = "What the options of endpoints are where an endpoint does not say otherwise.")
    private SmtpdConfiguration configuration = new SmtpdConfiguration();

    private final List<InetSocketAddress> boundAddresses = new CopyOnWriteArrayList<>();
    private final List<SmtpdConsumer> consumers = new CopyOnWriteArrayList<>();
    private final MailCounter mailCounter = new MailCounter();
    private final Map<Integer, FailedLogins> failedLogins = new ConcurrentHashMap<>();

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        SmtpdConfiguration own = configuration.copy();
        setHostAndPort(own, remaining);
        own.setHost(getAndRemoveParameter(parameters, "host", String.class, own.getHost()));
        own.setPort(getAndRemoveParameter(parameters, "port", Integer.class, own.getPort()));
        SmtpdEndpoint endpoint = new SmtpdEndpoint(uri, this, own);
        setProperties(endpoint, parameters);
        return endpoint;
    }

    public SmtpdConfiguration getConfiguration() {
        return configuration;
    }

    public void setConfiguration(SmtpdConfiguration configuration) {
        this.configuration = configuration;
    }

    /** Where the running consumers of this component listen, with the true port where 0 was configured. */
    public List<InetSocketAddress> getBoundAddresses() {
        return List.copyOf(boundAddresses);
    }

    /** How many mails all consumers of this component have taken and refused. */
    public MailCounts mailCounts() {
        return mailCounter.counts();
    }

    MailCounter mailCounter() {
        return mailCounter;
    }

    /** Is told of each mail that gets a reply, whichever listener took it; {@code null}: nobody is. */
    public void onMailReplied(MailListener mailListener) {
        mailCounter.setListener(mailListener);
    }

    /** Those of all consumers that allow so many a minute. */
    FailedLogins failedLogins(int perMinute) {
        return failedLogins.computeIfAbsent(perMinute, FailedLogins::new);
    }

    /** How many clients are connected, to all listeners. */
    public int getSessions() {
        return consumers.stream().mapToInt(SmtpdConsumer::sessions).sum();
    }

    /** How many mails are between DATA and their reply. */
    public int getMailsInFlight() {
        return consumers.stream().mapToInt(SmtpdConsumer::getPendingExchangesSize).sum();
    }

    /** The room in the fullest spool directory, in octets; 0 without a listener. */
    public long getSpoolUsable() {
        return consumers.stream().mapToLong(SmtpdConsumer::spoolUsable).min().orElse(0);
    }

    void listening(SmtpdConsumer consumer, InetSocketAddress address) {
        boundAddresses.add(address);
        consumers.add(consumer);
    }

    void listeningNoMore(SmtpdConsumer consumer, InetSocketAddress address) {
        boundAddresses.remove(address);
        consumers.remove(consumer);
    }

    /** {@code host:port}, {@code host}, {@code [::1]:port} or nothing: what is missing may come as a parameter. */
    private static void setHostAndPort(SmtpdConfiguration configuration, String remaining) {
        int colon = remaining.lastIndexOf(':');
        boolean portGiven = colon >= 0 && remaining.indexOf(']', colon) < 0;
        String host = portGiven ? remaining.substring(0, colon) : remaining;
        if (!host.isEmpty()) {
            configuration.setHost(host);
        }
        if (portGiven && colon + 1 < remaining.length()) {
            configuration.setPort(Integer.parseInt(remaining.substring(colon + 1)));
        }
    }
}
