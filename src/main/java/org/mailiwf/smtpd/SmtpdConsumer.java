package org.mailiwf.smtpd;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.apache.camel.Processor;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.Suspendable;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.spi.ShutdownAware;
import org.apache.camel.spi.ShutdownStrategy;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.service.ServiceHelper;
import org.mailiwf.smtpd.limit.ClientLimits;
import org.mailiwf.smtpd.limit.LimitGuard;
import org.mailiwf.smtpd.server.MailHandler;
import org.mailiwf.smtpd.server.ServerOptions;
import org.mailiwf.smtpd.server.ServerState;
import org.mailiwf.smtpd.server.SessionSecurity;
import org.mailiwf.smtpd.server.SmtpServer;
import org.mailiwf.smtpd.spool.SpoolDirectory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.subethamail.smtp.server.Session;

/**
 * Runs an SMTP server. Suspended, it answers 421 to everybody but the mails between DATA and their reply, which Camel counts as in
 * flight; so a graceful shutdown of the route waits for them.
 */
public class SmtpdConsumer extends DefaultConsumer implements ShutdownAware, Suspendable {

    private static final Logger LOG = LoggerFactory.getLogger(SmtpdConsumer.class);

    private RouteMailHandler handler;
    private SpoolDirectory spool;
    private SmtpServer server;
    private InetSocketAddress boundAddress;
    private List<HealthCheck> healthChecks = List.of();

    public SmtpdConsumer(SmtpdEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
    }

    @Override
    public SmtpdEndpoint getEndpoint() {
        return (SmtpdEndpoint) super.getEndpoint();
    }

    /** Where it listens, with the true port where 0 was configured; {@code null} when it is not started. */
    public InetSocketAddress getBoundAddress() {
        return boundAddress;
    }

    /** What its server is doing; {@code null} when it is not started. */
    ServerState state() {
        SmtpServer running = server;
        return running == null ? null : running.state();
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        SmtpdConfiguration configuration = getEndpoint().getConfiguration();
        ServerOptions options = options(configuration);
        try {
            handler = new RouteMailHandler(this, configuration);
            ServiceHelper.startService(handler);
            spool = SpoolDirectory.open(spoolDirectory(configuration));
            LimitGuard limits = limits(configuration.limits());
            MailHandler counted = getEndpoint().getComponent().mailCounter().counting(handler);
            SessionSecurity security = configuration.sessionSecurity();
            warnOfPasswordsInTheLog(security);
            server = new SmtpServer(options, counted, spool, limits, security);
            listen(configuration);
        } catch (Exception e) {
            stopAll();
            throw e;
        }
        registerHealthChecks(configuration);
        LOG.info("SMTP server listens on {}:{}", boundAddress.getAddress().getHostAddress(), boundAddress.getPort());
    }

    private static void warnOfPasswordsInTheLog(SessionSecurity security) {
        if (security.knowsUsers() && LoggerFactory.getLogger(Session.class).isDebugEnabled()) {
            LOG.warn("Logger {} is at DEBUG: it writes the passwords of those who log in", Session.class.getName());
        }
    }

    private LimitGuard limits(ClientLimits limits) {
        return new LimitGuard(limits, getEndpoint().getComponent().failedLogins(limits.failedLoginsPerMinute()), System::nanoTime);
    }

    private void listen(SmtpdConfiguration configuration) throws IOException {
        try {
            server.start();
        } catch (IOException e) {
            server = null;
            throw new IOException("Cannot listen on " + configuration.getHost() + ":" + configuration.getPort() + ": " + e.getMessage(), e);
        }
        boundAddress = server.boundAddress();
        getEndpoint().getComponent().listening(this, boundAddress);
    }

    private void registerHealthChecks(SmtpdConfiguration configuration) {
        HealthCheckRegistry registry = HealthCheckRegistry.get(getEndpoint().getCamelContext());
        if (registry != null) {
            String address = boundAddress.getAddress().getHostAddress() + ":" + boundAddress.getPort();
            healthChecks = List.of(new ListenerHealthCheck(this, address),
                    new IntakeHealthCheck(this, address, spoolDirectory(configuration), configuration.getMaxMessageSize()));
            healthChecks.forEach(registry::register);
        }
    }

    private void unregisterHealthChecks() {
        HealthCheckRegistry registry = HealthCheckRegistry.get(getEndpoint().getCamelContext());
        if (registry != null) {
            healthChecks.forEach(registry::unregister);
        }
        healthChecks = List.of();
    }

    boolean isListening() {
        SmtpServer running = server;
        return running != null && running.isListening();
    }

    boolean isTurningAway() {
        SmtpServer running = server;
        return running == null || running.isDraining();
    }

    /** How many clients are connected. */
    int sessions() {
        ServerState state = state();
        return state == null ? 0 : state.connections();
    }

    /** The room in the spool directory, octets. */
    long spoolUsable() {
        return spoolDirectory(getEndpoint().getConfiguration()).toFile().getUsableSpace();
    }

    @Override
    protected void doSuspend() {
        server.drain();
    }

    @Override
    protected void doResume() {
        server.resume();
    }

    @Override
    protected void doStop() throws Exception {
        if (server != null && !server.isDraining()) {
            // stopped by itself and not by Camel's shutdown, which would have suspended it and waited
            server.drain();
            ShutdownStrategy strategy = getEndpoint().getCamelContext().getShutdownStrategy();
            server.awaitMails(Duration.of(strategy.getTimeout(), strategy.getTimeUnit().toChronoUnit()));
        }
        stopAll();
        super.doStop();
    }

    private void stopAll() throws IOException {
        unregisterHealthChecks();
        if (boundAddress != null) {
            getEndpoint().getComponent().listeningNoMore(this, boundAddress);
            boundAddress = null;
        }
        if (server != null) {
            server.stop();
            server = null;
        }
        if (spool != null) {
            spool.close();
            spool = null;
        }
        ServiceHelper.stopService(handler);
        handler = null;
    }

    @Override
    public boolean deferShutdown(ShutdownRunningTask shutdownRunningTask) {
        return false;
    }

    @Override
    public int getPendingExchangesSize() {
        SmtpServer running = server;
        return running == null ? 0 : running.mailsInFlight();
    }

    @Override
    public void prepareShutdown(boolean suspendOnly, boolean forced) {
        // the suspension has told the clients already, and the stop cuts what is left
    }

    private static Path spoolDirectory(SmtpdConfiguration configuration) {
        String directory = configuration.getSpoolDirectory();
        return Path.of(directory == null || directory.isBlank() ? System.getProperty("java.io.tmpdir") : directory);
    }

    private static ServerOptions options(SmtpdConfiguration configuration) throws UnknownHostException {
        String host = configuration.getHost();
        InetAddress address = InetAddress.getByName(host);
        return new ServerOptions(new InetSocketAddress(address, configuration.getPort()), hostname(configuration),
                configuration.getBanner(), configuration.getMaxMessageSize(), configuration.getMaxRecipients(),
                configuration.getMaxConnections(),
                Duration.ofMillis(configuration.getIdleTimeout()), configuration.getDeliverByMin(), configuration.getSpoolThreshold(),
                SmtpdLimitsConfiguration.networks("proxyProtocolNetworks", configuration.getProxyProtocolNetworks()));
    }

    private static String hostname(SmtpdConfiguration configuration) throws UnknownHostException {
        String hostname = configuration.getHostname();
        return hostname == null || hostname.isBlank() ? InetAddress.getLocalHost().getCanonicalHostName() : hostname;
    }
}
