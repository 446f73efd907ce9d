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
        fill(nanos);
        if (tokens < 1) {
            return false;
        }
        tokens--;
        return true;
    }

    /** Whether {@link #take} would let through; takes nothing. */
    synchronized boolean hasOne(long nanos) {
        fill(nanos);
        return perMinute == 0 || tokens >= 1;
    }

    /** Takes one that has been let through before it was known to count: there may be none left, then the next one has longer to wait. */
    synchronized void owe(long nanos) {
        fill(nanos);
        tokens--;
    }

    /** True if more was owed than there is again. */
    synchronized boolean isInDebt(long nanos) {
        fill(nanos);
        return perMinute > 0 && tokens < 0;
    }

    private void fill(long nanos) {
        tokens = Math.min(perMinute, tokens + (nanos - filledAt) * (perMinute / NANOS_A_MINUTE));
        filledAt = nanos;
    }
}
