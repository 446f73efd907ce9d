package org.mailiwf.sip;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * How many requests a source address may send: a token bucket for each, that of an IPv6 network of 64 bits being one source. Bounded:
 * the source that has been silent for longest is forgotten first.
 */
final class SourceLimits {

    /** What becomes of a request. */
    enum Verdict {
        /** It is within the limit. */
        WITHIN,
        /** It is beyond, and is told so. */
        REFUSE,
        /** The source has been told often enough. */
        DROP
    }

    private static final int MAX_SOURCES = 10_000;
    private static final double NANOS = 1e9;

    private final int perSecond;
    private final LongSupplier nanoTime;
    private final Map<InetAddress, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<InetAddress, Bucket> eldest) {
            return size() > MAX_SOURCES;
        }
    };

    /**
     * @param perSecond requests a second, and so many at once; 0: no limit. A tenth as many are refused before the rest is dropped.
     * @param nanoTime  the clock
     */
    SourceLimits(int perSecond, LongSupplier nanoTime) {
        this.perSecond = perSecond;
        this.nanoTime = nanoTime;
    }

    Verdict take(InetAddress source) {
        if (perSecond == 0) {
            return Verdict.WITHIN;
        }
        synchronized (buckets) {
            return buckets.computeIfAbsent(network(source), each -> new Bucket()).take();
        }
    }

    private static InetAddress network(InetAddress source) {
        if (!(source instanceof Inet6Address)) {
            return source;
        }
        byte[] octets = source.getAddress();
        Arrays.fill(octets, 8, 16, (byte) 0);
        try {
            return InetAddress.getByAddress(octets);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("16 octets are an address", e);
        }
    }

    private final class Bucket {

        private final double refusalsPerSecond = Math.max(1, perSecond / 10.0);
        private double tokens = perSecond;
        private double refusals = refusalsPerSecond;
        private long filled = nanoTime.getAsLong();

        Verdict take() {
            long now = nanoTime.getAsLong();
            double seconds = (now - filled) / NANOS;
            filled = now;
            tokens = Math.min(perSecond, tokens + seconds * perSecond);
            refusals = Math.min(refusalsPerSecond, refusals + seconds * refusalsPerSecond);
            if (tokens >= 1) {
                tokens--;
                return Verdict.WITHIN;
            }
            if (refusals >= 1) {
                refusals--;
                return Verdict.REFUSE;
            }
            return Verdict.DROP;
        }
    }
}
