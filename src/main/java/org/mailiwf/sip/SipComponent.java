package org.mailiwf.sip;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;

import org.apache.camel.Endpoint;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;
import org.mailiwf.sip.engine.JainSipEngine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SIP requests out and in (RFC 3261), above all MESSAGE (RFC 3428). All endpoints of the component share one stack, which starts with
 * the first of them and stops with the component.
 */
@Component("sip")
public class SipComponent extends DefaultComponent {

    private static final Logger LOG = LoggerFactory.getLogger(SipComponent.class);

    private static final String WORKER_NAME = "SipWorker";

    @Metadata(defaultValue = "udp:127.0.0.1:5060,tcp:127.0.0.1:5060",
              description = "The listening points of the stack, separated by commas: udp:, tcp: or tls:ADDRESS:PORT. Port 0 takes a"
                            + " free port. Requests leave from the first one of their transport, whose address becomes the Via.")
    private String listen = "udp:127.0.0.1:5060,tcp:127.0.0.1:5060";
    @Metadata(defaultValue = "16", label = "advanced",
              description = "How many threads run routes: for requests that came in, and what follows on a response. They end when idle.")
    private int threads = 16;
    @Metadata(defaultValue = "500", label = "advanced",
              description = "T1 of RFC 3261 in milliseconds, the estimate of the round-trip time. A request is given up after 64 times T1.")
    private int t1 = 500;
    @Metadata(defaultValue = "4000", label = "advanced",
              description = "T2 of RFC 3261 in milliseconds, the longest interval between two retransmissions.")
    private int t2 = 4000;
    @Metadata(defaultValue = "3000", label = "advanced",
              description = "How long to wait for a TCP connection, and as long again for a TLS handshake, in milliseconds.")
    private int connectTimeout = 3000;
    @Metadata(defaultValue = "20000", label = "advanced",
              description = "How many requests may wait for their final response, in each direction. Beyond, a request to send ends at once"
                            + " with 503 and the failure TRANSPORT, and a request that came in is answered 503 with Retry-After.")
    private int maxTransactions = 20000;
    @Metadata(defaultValue = "65535", label = "advanced",
              description = "The largest message that is read, in octets, at least 4096. A connection that brings a larger one is closed.")
    private int maxMessageSize = 65535;
    @Metadata(defaultValue = "30s", javaType = "java.time.Duration",
              description = "How long a next hop that failed gets no request while another lives. A 503 with Retry-After says it itself, up"
                            + " to five minutes.")
    private long hopRest = 30_000;
    @Metadata(defaultValue = "false", label = "advanced",
              description = "Whether the gateway is not ready while all next hops rest. By default that is only reported: a gateway without a"
                            + " next hop still answers.")
    private boolean nextHopReadiness;
    @Metadata(defaultValue = "90s", javaType = "java.time.Duration", label = "advanced",
              description = "How long a TCP or TLS connection to a next hop may be idle before it is pinged (RFC 5626 section 4.4.1). 0:"
                            + " never.")
    private long keepAlive = 90_000;
    @Metadata(description = "The User-Agent of requests. None when empty.")
    private String userAgent;
    @Metadata(label = "consumer,security",
              description = "Those whose requests are taken; others are answered 403. IP addresses and CIDR blocks, separated by commas, and"
                            + " the word next-hops for wherever requests are sent to. When empty everybody.")
    private String trustedPeers;
    @Metadata(defaultValue = "0", label = "consumer,security",
              description = "How many requests a second are taken from one address. Beyond, a tenth as many are answered 503 with"
                            + " Retry-After, and the rest is dropped. 0: any number.")
    private int rateLimit;
    @Metadata(label = "security",
              description = "Our key and certificates for TLS: a file in PEM (certificates, ours first, and a PKCS#8 key without password) or"
                            + " PKCS#12. When empty nobody can connect by TLS, but requests can be sent.")
    private String tlsKeyStore;
    @Metadata(label = "security", secret = true, description = "The password of a tlsKeyStore in PKCS#12.")
    private String tlsKeyStorePassword;
    @Metadata(label = "security",
              description = "The certificates that are trusted, of next hops and of clients: a file in PEM or PKCS#12. When empty the"
                            + " authorities that Java trusts.")
    private String tlsTrustStore;
    @Metadata(label = "security", secret = true, description = "The password of a tlsTrustStore in PKCS#12.")
    private String tlsTrustStorePassword;
    @Metadata(label = "security", defaultValue = "NONE",
              description = "Whether those that connect by TLS show a certificate: NONE, WANT (trusted if there is one) or NEED.")
    private SipTls.ClientAuth tlsClientAuth = SipTls.ClientAuth.NONE;
    @Metadata(label = "producer,security", secret = true,
              description = "The user name of digest authentication (RFC 3261 section 22). When empty no challenge is answered.")
    private String username;
    @Metadata(label = "producer,security", secret = true, description = "The password of digest authentication.")
    private String password;
    @Metadata(label = "producer,security",
              description = "The realm that user name and password are for. A challenge from another realm is not answered. When empty every"
                            + " realm is answered.")
    private String realm;
    @Metadata(label = "advanced",
              description = "What sends and receives instead of the JAIN-SIP stack, such as a DryRunSipEngine.")
    private SipEngine engine;

    private final SipDispatcher dispatcher = new SipDispatcher(() -> getCamelContext().isStarted());
    private final Map<String, List<SipListeningPoint>> bound = new HashMap<>();
    private ExecutorService worker;
    private HopStates hopStates;
    private UriQueues uriQueues;
    private SipAdmission admission;
    private DigestAuthentication authentication;
    private boolean running;
    private final Set<SipHop> nextHops = ConcurrentHashMap.newKeySet();
    private List<HealthCheck> healthChecks = List.of();
    private SipRequestListener requestListener;

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        SipEndpoint endpoint = new SipEndpoint(uri, this);
        if (!remaining.isEmpty()) {
            endpoint.setMethod(remaining);
        }
        setProperties(endpoint, parameters);
        return endpoint;
    }

    /**
     * The running engine; starts it if it does not run.
     *
     * @throws Exception if a listening point cannot be bound; the message names transport, address and port
     */
    synchronized SipEngine startEngine() throws Exception {
        if (!running) {
            if (engine == null) {
                engine = new JainSipEngine();
            }
            List<SipListeningPoint> points = SipListeningPoint.parseList(listen);
            authentication = new DigestAuthentication(credentials(), engine, new SipIds());
            admission = new SipAdmission(orEmpty(trustedPeers), rateLimit);
            worker = newWorker();
            try {
                SipSettings settings = new SipSettings(t1, t2, connectTimeout, maxTransactions, maxMessageSize, keepAlive, admission,
                        tls(points));
                hopStates = new HopStates(hopRest, settings.sixtyFourT1());
                hopStates.setListener(requestListener);
                uriQueues = new UriQueues(worker);
                engine.start(settings, worker);
                bound.put("", engine.listen(points, dispatcher));
            } catch (Exception e) {
                engine.stop();
                stopWorker();
                throw e;
            }
            running = true;
            registerHealthChecks();
        }
        return engine;
    }

    private void registerHealthChecks() {
        HealthCheckRegistry registry = HealthCheckRegistry.get(getCamelContext());
        if (registry != null) {
            healthChecks = List.of(new StackHealthCheck(engine), new NextHopHealthCheck(nextHops, hopStates, nextHopReadiness));
            healthChecks.forEach(registry::register);
        }
    }

    private void unregisterHealthChecks() {
        HealthCheckRegistry registry = HealthCheckRegistry.get(getCamelContext());
        if (registry != null) {
            healthChecks.forEach(registry::unregister);
        }
        healthChecks = List.of();
    }

    /** Is told how each request ends; {@code null}: nobody is. */
    public synchronized void onRequestEnded(SipRequestListener requestListener) {
        this.requestListener = requestListener;
        if (hopStates != null) {
            hopStates.setListener(requestListener);
        }
    }

    /** The next hops that endpoints name, as {@code transport:host:port}. */
    public List<String> getNextHops() {
        return nextHops.stream().map(SipHop::toString).sorted().toList();
    }

    /** Whether a hop of {@link #getNextHops()} rests because it failed. */
    public synchronized boolean isResting(String nextHop) {
        return hopStates != null && nextHops.stream().anyMatch(hop -> hop.toString().equals(nextHop) && hopStates.rests(hop));
    }

    /** The bound points of a consumer: its own, bound when first asked for, or those of the component. */
    synchronized List<SipListeningPoint> bind(String points) throws Exception {
        List<SipListeningPoint> known = bound.get(points);
        if (known == null) {
            known = engine.listen(SipListeningPoint.parseList(points), dispatcher);
            bound.put(points, known);
        }
        return known;
    }

    synchronized HopStates hopStates() {
        return hopStates;
    }

    synchronized UriQueues uriQueues() {
        return uriQueues;
    }

    /** The longest wait for a final response from one hop (RFC 3261 section 17.1.2.2), milliseconds. */
    long timerF() {
        return 64L * t1;
    }

    /** What answers challenges, for all producers, once the engine runs. */
    synchronized DigestAuthentication authentication() {
        return authentication;
    }

    /** {@code null} where nothing asks for TLS: to read the authorities that Java trusts takes its time. */
    private SipTls tls(List<SipListeningPoint> points) throws IOException {
        boolean wanted = points.stream().anyMatch(point -> point.transport().equals("tls"));
        if (!wanted && orEmpty(tlsKeyStore).isEmpty() && orEmpty(tlsTrustStore).isEmpty()) {
            return null;
        }
        if (wanted && orEmpty(tlsKeyStore).isEmpty()) {
            LOG.warn("No tlsKeyStore: requests can be sent by TLS, but nobody can connect");
        }
        return SipTls.read(orEmpty(tlsKeyStore), orEmpty(tlsKeyStorePassword), orEmpty(tlsTrustStore), orEmpty(tlsTrustStorePassword),
                tlsClientAuth);
    }

    private static String orEmpty(String value) {
        return value == null ? "" : value;
    }

    /** Takes requests from the host of a next hop before one is sent there, if its address can be found. */
    void trust(SipHop nextHop) {
        nextHops.add(nextHop);
        try {
            for (InetAddress address : InetAddress.getAllByName(nextHop.host())) {
                admission.sendTo(address);
            }
        } catch (UnknownHostException e) {
            LOG.warn("The next hop {} has no address yet; its requests are refused until it has", nextHop);
        }
    }

    private SipCredentials credentials() {
        return username == null || username.isEmpty() ? null
                : new SipCredentials(username, orEmpty(password), orEmpty(realm));
    }

    SipDispatcher dispatcher() {
        return dispatcher;
    }

    /** The listening points that are bound, with their real ports; none before the first producer or consumer has started. */
    public synchronized List<SipListeningPoint> listeningPoints() {
        List<SipListeningPoint> all = new ArrayList<>(bound.getOrDefault("", List.of()));
        bound.forEach((points, these) -> {
            if (!points.isEmpty()) {
                all.addAll(these);
            }
        });
        return all;
    }

    @Override
    protected void doStop() throws Exception {
        synchronized (this) {
            if (running) {
                running = false;
                unregisterHealthChecks();
                nextHops.clear();
                bound.clear();
                uriQueues.close();
                engine.stop();
                stopWorker();
            }
        }
        super.doStop();
    }

    /** Runs what may wait; there while the engine runs. */
    ExecutorService worker() {
        return worker;
    }

    private ExecutorService newWorker() {
        ThreadPoolProfile profile = new ThreadPoolProfile("sip");
        profile.setPoolSize(threads);
        profile.setMaxPoolSize(threads);
        profile.setAllowCoreThreadTimeOut(true);
        // room for every open transaction: each has one outcome, or is one request
        profile.setMaxQueueSize(2 * maxTransactions);
        profile.setRejectedPolicy(ThreadPoolRejectedPolicy.CallerRuns);
        return getCamelContext().getExecutorServiceManager().newThreadPool(this, WORKER_NAME, profile);
    }

    private void stopWorker() {
        getCamelContext().getExecutorServiceManager().shutdownGraceful(worker);
        worker = null;
    }

    public String getListen() {
        return listen;
    }

    public void setListen(String listen) {
        this.listen = listen;
    }

    public int getThreads() {
        return threads;
    }

    public void setThreads(int threads) {
        this.threads = threads;
    }

    public int getT1() {
        return t1;
    }

    public void setT1(int t1) {
        this.t1 = t1;
    }

    public int getT2() {
        return t2;
    }

    public void setT2(int t2) {
        this.t2 = t2;
    }

    public int getConnectTimeout() {
        return connectTimeout;
    }

    public void setConnectTimeout(int connectTimeout) {
        this.connectTimeout = connectTimeout;
    }

    public int getMaxTransactions() {
        return maxTransactions;
    }

    public void setMaxTransactions(int maxTransactions) {
        this.maxTransactions = maxTransactions;
    }

    public int getMaxMessageSize() {
        return maxMessageSize;
    }

    public void setMaxMessageSize(int maxMessageSize) {
        this.maxMessageSize = maxMessageSize;
    }

    public long getHopRest() {
        return hopRest;
    }

    public void setHopRest(long hopRest) {
        this.hopRest = hopRest;
    }

    public boolean isNextHopReadiness() {
        return nextHopReadiness;
    }

    public void setNextHopReadiness(boolean nextHopReadiness) {
        this.nextHopReadiness = nextHopReadiness;
    }

    public long getKeepAlive() {
        return keepAlive;
    }

    public void setKeepAlive(long keepAlive) {
        this.keepAlive = keepAlive;
    }

    public String getUserAgent() {
        return userAgent;
    }

    public void setUserAgent(String userAgent) {
        this.userAgent = userAgent;
    }

    public String getTrustedPeers() {
        return trustedPeers;
    }

    public void setTrustedPeers(String trustedPeers) {
        this.trustedPeers = trustedPeers;
    }

    public int getRateLimit() {
        return rateLimit;
    }

    public void setRateLimit(int rateLimit) {
        this.rateLimit = rateLimit;
    }

    public String getTlsKeyStore() {
        return tlsKeyStore;
    }

    public void setTlsKeyStore(String tlsKeyStore) {
        this.tlsKeyStore = tlsKeyStore;
    }

    public String getTlsKeyStorePassword() {
        return tlsKeyStorePassword;
    }

    public void setTlsKeyStorePassword(String tlsKeyStorePassword) {
        this.tlsKeyStorePassword = tlsKeyStorePassword;
    }

    public String getTlsTrustStore() {
        return tlsTrustStore;
    }

    public void setTlsTrustStore(String tlsTrustStore) {
        this.tlsTrustStore = tlsTrustStore;
    }

    public String getTlsTrustStorePassword() {
        return tlsTrustStorePassword;
    }

    public void setTlsTrustStorePassword(String tlsTrustStorePassword) {
        this.tlsTrustStorePassword = tlsTrustStorePassword;
    }

    public SipTls.ClientAuth getTlsClientAuth() {
        return tlsClientAuth;
    }

    public void setTlsClientAuth(SipTls.ClientAuth tlsClientAuth) {
        this.tlsClientAuth = tlsClientAuth;
    }

    public String getUsername() {
        return username;
    }

    public void setUsername(String username) {
        this.username = username;
    }

    public String getPassword() {
        return password;
    }

    public void setPassword(String password) {
        this.password = password;
    }

    public String getRealm() {
        return realm;
    }

    public void setRealm(String realm) {
        this.realm = realm;
    }

    public SipEngine getEngine() {
        return engine;
    }

    public void setEngine(SipEngine engine) {
        this.engine = engine;
    }
}
