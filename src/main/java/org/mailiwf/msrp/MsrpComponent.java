package org.mailiwf.msrp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;

import org.apache.camel.Endpoint;
import org.apache.camel.spi.annotations.Component;
import org.mailiwf.files.Reloaded;
import org.mailiwf.msrp.transport.MsrpEndpoint;
import org.mailiwf.msrp.transport.MsrpListen;
import org.mailiwf.msrp.transport.MsrpSettings;
import org.mailiwf.msrp.transport.MsrpTls;
import org.mailiwf.sip.SipComponent;

/**
 * Messages over MSRP (RFC 4975), one in each session, which INVITE opens through a {@code sip} component. All endpoints share the listening
 * points, which open with the first of them and close with the component.
 */
@Component("msrp")
public class MsrpComponent extends MsrpConnectionOptions {

    private MsrpEndpoint transport;
    private ExecutorService worker;

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        MsrpCamelEndpoint endpoint = new MsrpCamelEndpoint(uri, this);
        if (!remaining.isEmpty()) {
            endpoint.setName(remaining);
        }
        setProperties(endpoint, parameters);
        return endpoint;
    }

    /**
     * What speaks MSRP; starts it if it does not run.
     *
     * @throws IOException              if a listening point cannot be bound; the message names it
     * @throws IllegalArgumentException if an option is wrong
     */
    synchronized MsrpEndpoint startTransport() throws IOException {
        if (transport == null) {
            MsrpSettings settings = MsrpSettings.DEFAULTS.withChunkSize(getChunkSize()).withWindow(getWindow())
                    .withTransactionTimeout(Duration.ofMillis(getResponseTimeout())).withReportTimeout(Duration.ofMillis(getReportTimeout()))
                    .withConnectTimeout(Duration.ofMillis(getConnectTimeout())).withIdleTimeout(Duration.ofMillis(getIdleTimeout()))
                    .withMaxConnections(getMaxSessions()).withMaxSessions(getMaxSessions());
            List<MsrpListen> addresses = MsrpListen.parse(orEmpty(getListen()));
            boolean tls = addresses.stream().anyMatch(MsrpListen::secure) || !orEmpty(getTlsKeyStore()).isEmpty()
                    || !orEmpty(getTlsTrustStore()).isEmpty();
            transport = MsrpEndpoint.start(addresses, settings, tls ? MsrpTls.read(orEmpty(getTlsKeyStore()), orEmpty(getTlsKeyStorePassword()),
                    orEmpty(getTlsTrustStore()), orEmpty(getTlsTrustStorePassword()), Reloaded.INTERVAL) : null);
            worker = getCamelContext().getExecutorServiceManager().newCachedThreadPool(this, "MsrpWorker");
        }
        return transport;
    }

    /** Runs what may wait: there are as many threads as there are sessions at that point. */
    synchronized ExecutorService worker() {
        return worker;
    }

    /** The component that INVITEs go through. */
    SipComponent sipComponent() {
        return getCamelContext().getComponent(getSip(), SipComponent.class);
    }

    /** Where connections are accepted, with their real ports; none before the first endpoint has started. */
    public synchronized List<MsrpListen> listening() {
        return transport == null ? List.of() : transport.listening();
    }

    /** Sessions that have not ended. */
    synchronized int sessions() {
        return transport == null ? 0 : transport.sessions();
    }

    /** Open connections. */
    synchronized int connections() {
        return transport == null ? 0 : transport.connections();
    }

    /** The host for our path. */
    String publicHost() {
        if (!orEmpty(getHost()).isEmpty()) {
            return getHost();
        }
        List<MsrpListen> addresses = listening();
        return addresses.isEmpty() ? "localhost" : addresses.get(0).host();
    }

    /** Where large received messages lie. @throws IOException if it cannot be made */
    Path spool() throws IOException {
        return orEmpty(getSpoolDirectory()).isEmpty() ? Path.of(System.getProperty("java.io.tmpdir"))
                : Files.createDirectories(Path.of(getSpoolDirectory()));
    }

    private static String orEmpty(String value) {
        return value == null ? "" : value;
    }

    @Override
    protected void doStop() throws Exception {
        synchronized (this) {
            if (transport != null) {
                transport.close();
                transport = null;
                getCamelContext().getExecutorServiceManager().shutdownGraceful(worker);
                worker = null;
            }
        }
        super.doStop();
    }
}
