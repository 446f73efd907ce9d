package org.mailiwf.sip.engine;

import java.io.IOException;
import java.net.InetAddress;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/**
 * The connections that others have made. Bounded: for one too many another is closed, of those who are not trusted before those who are,
 * of the address with the most of them, and there the one that has been idle for longest. So nobody keeps others out by being there.
 */
final class AcceptedConnections {

    private static final long WARNING_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final AtomicLong nextWarning = new AtomicLong(System.nanoTime());
    private final Set<StreamSocket> open = ConcurrentHashMap.newKeySet();
    private final int most;
    private final Predicate<InetAddress> trusted;

    /**
     * @param most    how many may be open
     * @param trusted whether an address is that of a peer to keep
     */
    AcceptedConnections(int most, Predicate<InetAddress> trusted) {
        this.most = most;
        this.trusted = trusted;
    }

    void add(StreamSocket socket) throws IOException {
        open.add(socket);
        while (open.size() > most) {
            StreamSocket victim = victim();
            tell(victim);
            open.remove(victim);
            victim.close();
        }
    }

    /** Whoever floods us with connections shall not flood the log. */
    private void tell(StreamSocket victim) {
        long now = System.nanoTime();
        long due = nextWarning.get();
        if (now - due >= 0 && nextWarning.compareAndSet(due, now + WARNING_NANOS)) {
            JainSipEngine.LOG.warn("More than {} connections: that of {} is closed, and others like it", most,
                    victim.getRemoteSocketAddress());
        }
    }

    void remove(StreamSocket socket) {
        open.remove(socket);
    }

    private StreamSocket victim() {
        Map<InetAddress, Integer> counts = new HashMap<>();
        open.forEach(each -> counts.merge(each.getInetAddress(), 1, Integer::sum));
        return open.stream().min(Comparator.<StreamSocket, Boolean>comparing(each -> trusted.test(each.getInetAddress()))
                .thenComparing(each -> -counts.getOrDefault(each.getInetAddress(), 0))
                .thenComparing(each -> -each.activity().idleNanos())).orElseThrow();
    }
}
