package org.mailiwf.sip;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the next hops of endpoints by OPTIONS whether they live (RFC 3261 section 11), so that it need not be a request that finds out. Any
 * response is a sign of life but 503. A hop is not asked again before the question of before has ended, and 100 hops are asked at most.
 */
final class HopPings implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HopPings.class);

    private static final int MAX_HOPS = 100;
    private static final int MAX_FORWARDS = 70;
    private static final long FIRST_MILLIS = 1000;

    /** A next hop as an endpoint has it, and how it is found. */
    private record Named(NextHop hop, HopResolution resolution) {
    }

    private final SipEngine engine;
    private final HopStates states;
    private final Executor worker;
    private final long timeoutMillis;
    private final ScheduledExecutorService clock;
    private final SipIds ids = new SipIds();
    private final List<Named> named = new CopyOnWriteArrayList<>();
    private final Set<SipHop> underWay = ConcurrentHashMap.newKeySet();

    private HopPings(SipEngine engine, HopStates states, Executor worker, long timeoutMillis, ScheduledExecutorService clock) {
        this.engine = engine;
        this.states = states;
        this.worker = worker;
        this.timeoutMillis = timeoutMillis;
        this.clock = clock;
    }

    /**
     * Pings that begin at once and end with {@link #close}. A hop may take as long to answer as four transmissions over UDP do.
     *
     * @param intervalMillis from one OPTIONS to a hop to the next; 0: there is none
     * @param timerF         the longest wait for an answer, of seven transmissions (RFC 3261 section 17.1.2.2)
     * @param worker         sends: over TCP that may mean to wait for a connection
     */
    static HopPings every(long intervalMillis, long timerF, SipEngine engine, HopStates states, Executor worker) {
        if (intervalMillis <= 0) {
            return new HopPings(engine, states, worker, 0, null);
        }
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "SipPings");
            thread.setDaemon(true);
            return thread;
        });
        HopPings pings = new HopPings(engine, states, worker, timerF / 4, clock);
        clock.scheduleWithFixedDelay(pings::ask, Math.min(intervalMillis, FIRST_MILLIS), intervalMillis, TimeUnit.MILLISECONDS);
        return pings;
    }

    /** Next hops that are asked from now on; those that are asked already stay as they are. */
    void add(List<NextHop> hops, HopResolution resolution) {
        if (clock == null) {
            return;
        }
        for (NextHop each : hops) {
            if (named.stream().noneMatch(known -> known.hop().equals(each))) {
                named.add(new Named(each, resolution));
            }
        }
    }

    /** Looks up those that are domains, and then asks all servers; does not wait. */
    private void ask() {
        List<CompletableFuture<List<NextHop>>> found = named.stream().map(each -> each.resolution().servers(each.hop())).toList();
        CompletableFuture.allOf(found.toArray(CompletableFuture[]::new)).whenComplete((done, error) -> {
            if (error == null) {
                ask(found.stream().flatMap(each -> each.join().stream()).limit(MAX_HOPS).toList());
            } else {
                LOG.error("The next hops cannot be asked", error);
            }
        });
    }

    private void ask(List<NextHop> servers) {
        states.asked(servers.stream().map(NextHop::hop).collect(Collectors.toUnmodifiableSet()));
        for (NextHop each : servers) {
            if (underWay.add(each.hop())) {
                worker.execute(() -> send(each.route(), each.hop()));
            }
        }
    }

    private void send(SipUri route, SipHop hop) {
        long started = System.nanoTime();
        try {
            String sentBy = engine.sentBy(hop);
            SipRequest options = options(route, hop, sentBy).write(ids.branch(), new NextHop(null, hop), sentBy, List.of());
            engine.send(options, timeoutMillis, outcome -> ended(hop, outcome, started));
        } catch (IOException | RuntimeException e) {
            LOG.debug("No OPTIONS to {}", hop, e);
            ended(hop, SipOutcome.failed(SipFailure.TRANSPORT), started);
        }
    }

    private void ended(SipHop hop, SipOutcome outcome, long started) {
        underWay.remove(hop);
        states.learnFromPing(hop, outcome, started);
    }

    /** Asks the server itself, whatever it would do with a request that has a Route. */
    private SipRequestDraft options(SipUri route, SipHop hop, String sentBy) {
        String scheme = route.scheme();
        SipUri server = SipUri.parse(scheme + ":" + hop.host() + (route.port() < 0 ? "" : ":" + hop.port())
                + (route.transport() == null ? "" : ";transport=" + route.transport()));
        return new SipRequestDraft("OPTIONS", server, "<" + scheme + ":" + sentBy + ">;tag=" + ids.tag(), "<" + server.text() + ">", ids.callId(), 1,
                new AtomicLong(1), MAX_FORWARDS, "", "Accept: application/sdp\r\n", new byte[0], 0, scheme.equals("sips"), null);
    }

    @Override
    public void close() {
        if (clock != null) {
            clock.shutdownNow();
        }
    }
}
