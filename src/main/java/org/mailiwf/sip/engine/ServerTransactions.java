package org.mailiwf.sip.engine;

import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

import org.mailiwf.sip.SipSettings;

/**
 * The non-INVITE server transactions of RFC 3261 section 17.2.2: a retransmission of a request is absorbed while the route runs, and
 * answered with the same response afterwards, for the time of Timer J. Both tables are bounded; when too many responses are remembered
 * the oldest is forgotten.
 */
final class ServerTransactions {

    private static final int SWEEP_MILLIS = 500;

    private final Map<String, ServerTransaction> byKey = new ConcurrentHashMap<>();
    private final Queue<ServerTransaction> completed = new ConcurrentLinkedQueue<>();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger remembered = new AtomicInteger();
    private final SipSettings settings;
    private final Timers timers;

    ServerTransactions(SipSettings settings, Timers timers) {
        this.settings = settings;
        this.timers = timers;
        timers.schedule(this::sweep, SWEEP_MILLIS);
    }

    /**
     * Takes a request.
     *
     * @param  wire sends a response to where the request came from
     * @return      the transaction if the request is new, {@code null} if it is a retransmission
     */
    ServerTransaction open(String key, boolean reliable, ResponseWire wire) {
        ServerTransaction fresh = new ServerTransaction(this, key, reliable, wire);
        ServerTransaction known = byKey.putIfAbsent(key, fresh);
        if (known != null) {
            known.replay();
            return null;
        }
        // counted and compared at once, or those that come together would all be refused for each other's sake
        fresh.setExcess(open.incrementAndGet() > settings.maxTransactions());
        return fresh;
    }

    /** Whether more requests are in progress than allowed. */
    boolean overloaded() {
        return open.get() > settings.maxTransactions();
    }

    void completed(ServerTransaction transaction) {
        open.decrementAndGet();
        if (transaction.reliable()) {
            byKey.remove(transaction.key());
            return;
        }
        transaction.expireAt(System.nanoTime() + settings.sixtyFourT1() * 1_000_000);
        completed.add(transaction);
        if (remembered.incrementAndGet() > 4L * settings.maxTransactions()) {
            forget(completed.poll());
        }
    }

    void refused(ServerTransaction transaction) {
        open.decrementAndGet();
        byKey.remove(transaction.key());
    }

    /** How many requests have no final response yet. */
    int inProgress() {
        return open.get();
    }

    int size() {
        return byKey.size();
    }

    /** Timer J of all: they complete in the order in which they expire. */
    private void sweep() {
        long now = System.nanoTime();
        for (ServerTransaction oldest = completed.peek(); oldest != null && oldest.expired(now); oldest = completed.peek()) {
            forget(completed.poll());
        }
        timers.schedule(this::sweep, SWEEP_MILLIS);
    }

    private void forget(ServerTransaction transaction) {
        if (transaction != null) {
            remembered.decrementAndGet();
            byKey.remove(transaction.key());
        }
    }

    /** Sends the octets of a response to where the request came from. */
    interface ResponseWire {
        void send(byte[] octets);
    }
}
