package org.mailiwf.smtpd.limit;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongFunction;

/**
 * What is counted of the clients that were seen within the last minute. Bounded: of too many clients those are forgotten that were seen
 * longest ago.
 *
 * @param <T> what is kept of one client
 */
final class ClientTable<T> {

    static final int MAX_CLIENTS = 10_000;
    private static final long MINUTE = 60_000_000_000L;

    /** Tells who is like new after a minute's rest. */
    @FunctionalInterface
    interface Rested<T> {
        boolean isLikeNew(T value, long nanos);
    }

    private static final class Entry<T> {

        private final T value;
        private long seenAt;

        private Entry(T value) {
            this.value = value;
        }
    }

    private final LongFunction<T> anew;
    private final Rested<T> rested;
    private final Map<ClientKey, Entry<T>> clients = new LinkedHashMap<>(16, 0.75f, true);

    /** @param anew makes what is kept of a client who is seen for the first time, at that time in nanoseconds */
    ClientTable(LongFunction<T> anew, Rested<T> rested) {
        this.anew = anew;
        this.rested = rested;
    }

    synchronized T of(ClientKey client, long nanos) {
        Entry<T> entry = clients.get(client);
        if (entry == null) {
            forget(nanos);
            entry = new Entry<>(anew.apply(nanos));
            clients.put(client, entry);
        }
        entry.seenAt = nanos;
        return entry.value;
    }

    /** The map has those first that were seen longest ago. */
    private void forget(long nanos) {
        Iterator<Entry<T>> eldest = clients.values().iterator();
        while (eldest.hasNext()) {
            Entry<T> entry = eldest.next();
            boolean likeNew = nanos - entry.seenAt > MINUTE && rested.isLikeNew(entry.value, nanos);
            if (!likeNew && clients.size() < MAX_CLIENTS) {
                return;
            }
            eldest.remove();
        }
    }

    synchronized int size() {
        return clients.size();
    }
}
