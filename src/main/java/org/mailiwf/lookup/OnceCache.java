package org.mailiwf.lookup;

import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * Values that are found out once and kept for a time that each of them says. Bounded: beyond, those go that were not asked for since they
 * were last looked at (CLOCK). What one asks for while another finds it out is not found out twice. Reading takes no lock.
 */
public final class OnceCache<K, V> {

    private static final class Entry<K, V> {
        private final K key;
        private final V value;
        private final long until;
        private volatile boolean asked;

        Entry(K key, V value, long until) {
            this.key = key;
            this.value = value;
            this.until = until;
        }

        boolean isOver() {
            return System.nanoTime() - until >= 0;
        }
    }

    private final Map<K, Entry<K, V>> entries = new ConcurrentHashMap<>();
    private final Queue<Entry<K, V>> hand = new ConcurrentLinkedQueue<>();
    private final AtomicInteger held = new AtomicInteger();
    private final Map<K, CompletableFuture<V>> underWay = new ConcurrentHashMap<>();
    private final int maxEntries;
    private final ToLongFunction<V> ttlMillis;

    /**
     * @param maxEntries how many values are kept
     * @param ttlMillis  how long a value is kept; 0: not at all
     */
    public OnceCache(int maxEntries, ToLongFunction<V> ttlMillis) {
        this.maxEntries = maxEntries;
        this.ttlMillis = ttlMillis;
    }

    /** The value that is kept; {@code null} if there is none. */
    public V peek(K key) {
        Entry<K, V> entry = entries.get(key);
        if (entry == null || entry.isOver()) {
            return null;
        }
        if (!entry.asked) {
            entry.asked = true;
        }
        return entry.value;
    }

    /**
     * The value that is kept, that another caller finds out just now, or that {@code find} begins to find out.
     *
     * @param find called at most once; what it throws reaches all who wait, and is not kept
     */
    public CompletableFuture<V> get(K key, Supplier<CompletableFuture<V>> find) {
        V kept = peek(key);
        if (kept != null) {
            return CompletableFuture.completedFuture(kept);
        }
        CompletableFuture<V> mine = new CompletableFuture<>();
        CompletableFuture<V> others = underWay.putIfAbsent(key, mine);
        if (others != null) {
            return others;
        }
        // it may have been found between the two looks
        V found = peek(key);
        if (found != null) {
            underWay.remove(key, mine);
            mine.complete(found);
            return mine;
        }
        try {
            find.get().whenComplete((value, error) -> end(key, mine, value, error));
        } catch (RuntimeException | Error e) {
            end(key, mine, null, e);
        }
        return mine;
    }

    private void end(K key, CompletableFuture<V> mine, V value, Throwable error) {
        if (error == null) {
            put(key, value);
        }
        underWay.remove(key, mine);
        if (error == null) {
            mine.complete(value);
        } else {
            mine.completeExceptionally(error);
        }
    }

    /** Keeps a value instead of the one that was kept. */
    public void put(K key, V value) {
        long millis = ttlMillis.applyAsLong(value);
        if (millis <= 0) {
            return;
        }
        Entry<K, V> entry = new Entry<>(key, value, System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis));
        entries.put(key, entry);
        hand.add(entry);
        if (held.incrementAndGet() > maxEntries) {
            makeRoom();
        }
    }

    /** One round at most: then the oldest goes even if it was asked for. */
    private void makeRoom() {
        for (int i = 0; i <= maxEntries; i++) {
            Entry<K, V> oldest = hand.poll();
            if (oldest == null) {
                return;
            }
            if (i < maxEntries && oldest.asked && !oldest.isOver() && entries.get(oldest.key) == oldest) {
                oldest.asked = false;
                hand.add(oldest);
            } else {
                entries.remove(oldest.key, oldest);
                held.decrementAndGet();
                return;
            }
        }
    }

    /** Forgets everything that is kept. */
    public void clear() {
        entries.clear();
    }

    /** How many values are kept, those included whose time is over. */
    public int size() {
        return entries.size();
    }
}
