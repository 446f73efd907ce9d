package org.mailiwf.sip;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import org.apache.camel.Endpoint;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;
import org.mailiwf.files.Reloaded;
import org.mailiwf.sip.engine.JainSipEngine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SIP requests out and in (RFC 3261), above all MESSAGE (RFC 3428). All endpoints of the component share one stack, which starts with
 * the first of them and stops with the component.
 */
@Component("sip")
public class SipComponent extends SipSecurityOptions {

    private static final Logger LOG = LoggerFactory.getLogger(SipComponent.class);

    private static final String WORKER_NAME = "SipWorker";

    @Metadata(label = "advanced",
              description = "What sends and receives instead of the JAIN-SIP stack, such as a DryRunSipEngine.")
    private SipEngine engine;

    private final SipDispatcher dispatcher = new SipDispatcher(() -> getCamelContext().isStarted());
    private final Map<String, List<SipListeningPoint>> bound = new HashMap<>();
    private ExecutorService worker;
    private Executor runner;
    private HopStates hopStates;
    private HopPings pings;
    private UriQueues uriQueues;
    private SipAdmission admission;
    private DigestAuthentication authentication;
    private SipCalls calls;
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
            List<SipListeningPoint> points = SipListeningPoint.parseList(getListen());
            authentication = new DigestAuthentication(credentials(), engine, new SipIds());
            admission = new SipAdmission(orEmpty(getTrustedPeers()), getRateLimit(), digestServer());
            ExecutorService pool = newWorker();
            worker = pool;
            runner = task -> run(pool, task);
            try {
                SipSettings settings = new SipSettings(getT1(), getT2(), getConnectTimeout(), getMaxTransactions(), getMaxMessageSize(),
                        getKeepAlive(), admission, tls(points));
                hopStates = new HopStates(getHopRest(), settings.sixtyFourT1());
                hopStates.setListener(requestListener);
                uriQueues = new UriQueues(runner);
                engine.start(settings, runner);
                calls = newCalls(points);
                dispatcher.setCalls(calls);
                bound.put("", engine.listen(points, dispatcher));
                pings = HopPings.every(getNextHopPing(), timerF(), engine, hopStates, runner);
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
            healthChecks = List.of(new StackHealthCheck(engine), new NextHopHealthCheck(nextHops, hopStates, isNextHopReadiness()));
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

    /** The bound points of a consumer: its own, bound when first asked for, or those of the component. */
    synchronized List<SipListeningPoint> bind(String points) throws Exception {
        List<SipListeningPoint> known = bound.get(points);
        if (known == null) {
            known = engine.listen(SipListeningPoint.parseList(points), dispatcher);
            bound.put(points, known);
        }
        return known;
    }

    private SipCalls newCalls(List<SipListeningPoint> points) {
        Set<String> transports = points.stream().map(SipListeningPoint::transport).collect(Collectors.toUnmodifiableSet());
        DialogSender dialogs = new DialogSender(engine, authentication, hopResolver(), transports, runner, timerF());
        return new SipCalls(engine, admission, dialogs, runner, getMaxCalls());
    }

    /** {@code null}: there is none. */
    HopResolver hopResolver() {
        return getCamelContext().getRegistry().findSingleByType(HopResolver.class);
    }

    synchronized SipCalls calls() {
        return calls;
    }

    /**
     * What sends INVITEs through the stack of this component, which starts if it does not run.
     *
     * @throws IllegalArgumentException if an option is wrong
     * @throws Exception                if a listening point cannot be bound
     */
    public SipCaller caller(SipCallOptions options) throws Exception {
        return new SipCaller(this, options);
    }

    /**
     * Takes the INVITEs that come to listening points.
     *
     * @param  listen    the points, as the option listen has them; empty or {@code null}: those of the component
     * @param  handler   must not wait; it may keep the call
     * @return           ends it; those that come after are answered 503
     * @throws Exception if a listening point cannot be bound, or somebody else takes the INVITEs
     */
    public Runnable takeCalls(String listen, Consumer<IncomingCall> handler) throws Exception {
        startEngine();
        List<SipListeningPoint> points = bind(listen == null ? "" : listen.strip());
        Consumer<IncomingSipRequest> requests = request -> calls().invited(request, handler);
        dispatcher.add(points, "INVITE", requests);
        return () -> dispatcher.remove(points, "INVITE", requests);
    }

    synchronized HopStates hopStates() {
        return hopStates;
    }

    /** Whether a hop of {@link #getNextHops()} is not in use, because it failed or does not answer OPTIONS. */
    public synchronized boolean isResting(String nextHop) {
        return hopStates != null && nextHops.stream().anyMatch(hop -> hop.toString().equals(nextHop) && hopStates.rests(hop));
    }

    /** The next hops that failed and get no request while another lives. */
    public synchronized Set<String> restingHops() {
        return hopStates == null ? Set.of() : hopStates.resting().keySet();
    }

    /** What asks next hops whether they live. */
    synchronized HopPings pings() {
        return pings;
    }

    synchronized UriQueues uriQueues() {
        return uriQueues;
    }

    /** The longest wait for a final response from one hop (RFC 3261 section 17.1.2.2), milliseconds. */
    long timerF() {
        return 64L * getT1();
    }

    /** What answers challenges, for all producers, once the engine runs. */
    synchronized DigestAuthentication authentication() {
        return authentication;
    }

    /** {@code null} where nothing asks for TLS: to read the authorities that Java trusts takes its time. */
    private SipTls tls(List<SipListeningPoint> points) {
        boolean wanted = points.stream().anyMatch(point -> point.transport().equals("tls"));
        if (!wanted && orEmpty(getTlsKeyStore()).isEmpty() && orEmpty(getTlsTrustStore()).isEmpty()) {
            return null;
        }
        if (wanted && orEmpty(getTlsKeyStore()).isEmpty()) {
            LOG.warn("No tlsKeyStore: requests can be sent by TLS, but nobody can connect");
        }
        return SipTls.read(orEmpty(getTlsKeyStore()), orEmpty(getTlsKeyStorePassword()), orEmpty(getTlsTrustStore()),
                orEmpty(getTlsTrustStorePassword()), getTlsClientAuth(), Reloaded.INTERVAL);
    }

    /** {@code null} where nobody may authenticate. */
    private DigestServer digestServer() {
        if (orEmpty(getAuthUsers()).isEmpty()) {
            return null;
        }
        if (orEmpty(getAuthRealm()).isEmpty()) {
            throw new IllegalArgumentException("authUsers needs an authRealm");
        }
        return new DigestServer(new SipUserFile(Path.of(getAuthUsers()), getAuthRealm(), Reloaded.INTERVAL), getAuthAlgorithms());
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
        return getUsername() == null || getUsername().isEmpty() ? null
                : new SipCredentials(getUsername(), orEmpty(getPassword()), orEmpty(getRealm()));
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

    /** What the component is doing; {@code null} while its engine does not run. */
    synchronized SipState state() {
        return running ? new SipState(listeningPoints(), engine.load(), getMaxTransactions(), calls.size(), uriQueues.busy(), hopStates.resting()) : null;
    }

    @Override
    protected void doStop() throws Exception {
        synchronized (this) {
            if (running) {
                running = false;
                unregisterHealthChecks();
                nextHops.clear();
                bound.clear();
                pings.close();
                uriQueues.close();
                calls.stop();
                engine.stop();
                stopWorker();
            }
        }
        super.doStop();
    }

    /** Runs what may wait; there while the engine runs. */
    synchronized Executor worker() {
        return runner;
    }

    private ExecutorService newWorker() {
        ThreadPoolProfile profile = new ThreadPoolProfile("sip");
        profile.setPoolSize(getThreads());
        profile.setMaxPoolSize(getThreads());
        profile.setAllowCoreThreadTimeOut(true);
        // room for every open transaction: each has one outcome, or is one request
        profile.setMaxQueueSize(2 * getMaxTransactions());
        profile.setRejectedPolicy(ThreadPoolRejectedPolicy.Abort);
        return getCamelContext().getExecutorServiceManager().newThreadPool(this, WORKER_NAME, profile);
    }

    /** On the calling thread where the pool has no room or has ended: an outcome that is lost would leave an exchange open for ever. */
    private static void run(ExecutorService pool, Runnable task) {
        try {
            pool.execute(task);
        } catch (RejectedExecutionException e) {
            task.run();
        }
    }

    private void stopWorker() {
        getCamelContext().getExecutorServiceManager().shutdownGraceful(worker);
        worker = null;
    }

    public SipEngine getEngine() {
        return engine;
    }

    public void setEngine(SipEngine engine) {
        this.engine = engine;
    }
}
