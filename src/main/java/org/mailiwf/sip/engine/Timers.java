package org.mailiwf.sip.engine;

/** The clock of the transactions. */
interface Timers {

    /** Runs a task once after a delay, unless it is cancelled before. The task must not block. */
    Cancellable schedule(Runnable task, long delayMillis);

    /** A task that has been scheduled. */
    interface Cancellable {
        void cancel();
    }
}
