package org.mailiwf.smtpd.limit;

/** Lets through so many a minute, and up to as many at once after a rest. */
final class TokenBucket {

    private static final double NANOS_A_MINUTE = 60e9;

    private final int perMinute;
    private double tokens;
    private long filledAt;

    /** @param perMinute 0 lets everything through */
    TokenBucket(int perMinute, long nanos) {
        this.perMinute = perMinute;
        this.tokens = perMinute;
        this.filledAt = nanos;
    }

    /** @param nanos now, of a clock that does not go back @return false if there were too many */
    synchronized boolean take(long nanos) {
        if (perMinute == 0) {
            return true;
        }
        tokens = Math.min(perMinute, tokens + (nanos - filledAt) * (perMinute / NANOS_A_MINUTE));
        filledAt = nanos;
        if (tokens < 1) {
            return false;
        }
        tokens--;
        return true;
    }
}
