package org.mailiwf.bench.load;

import java.util.concurrent.TimeUnit;

/** So many a second, for all threads together; what was late is not made up for. */
final class Pace {

    private final long interval;
    private long next = System.nanoTime();

    Pace(int perSecond) {
        interval = TimeUnit.SECONDS.toNanos(1) / perSecond;
    }

    /** Waits for the caller's turn. */
    void await() throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(turn() - System.nanoTime());
    }

    private synchronized long turn() {
        next = Math.max(next + interval, System.nanoTime());
        return next;
    }
}
