package org.mailiwf.sip;

import java.util.concurrent.TimeUnit;

/**
 * A moment by which something ends.
 *
 * @param nanoTime the moment, as {@link System#nanoTime()} has it
 */
record Deadline(long nanoTime) {

    static Deadline in(long millis) {
        return new Deadline(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis));
    }

    /** What is left, at least 0. */
    long remainingMillis() {
        return Math.max(0, TimeUnit.NANOSECONDS.toMillis(nanoTime - System.nanoTime()));
    }

    boolean isOver() {
        return remainingMillis() == 0;
    }
}
