package org.mailiwf.bench;

import java.util.Arrays;

/**
 * The latencies of one run in milliseconds.
 *
 * @param p50 half of the mails were answered faster
 * @param p99 99 of 100 mails were answered faster
 * @param max the slowest answer
 */
public record Latencies(double p50, double p99, double max) {

    public static Latencies ofNanos(long[] nanos) {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return new Latencies(millis(sorted, 0.5), millis(sorted, 0.99), millis(sorted, 1));
    }

    /** The nearest rank. */
    private static double millis(long[] sorted, double quantile) {
        int rank = (int) Math.ceil(quantile * sorted.length);
        return sorted[Math.max(rank, 1) - 1] / 1e6;
    }
}
