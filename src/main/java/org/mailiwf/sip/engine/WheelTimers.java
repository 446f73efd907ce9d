package org.mailiwf.sip.engine;

import java.util.concurrent.TimeUnit;

import io.netty.util.HashedWheelTimer;
import io.netty.util.Timeout;
import io.netty.util.concurrent.DefaultThreadFactory;

/** One timer wheel for all transactions: a timer costs one object, and no thread. */
final class WheelTimers implements Timers {

    private static final int TICK_MILLIS = 10;

    private final HashedWheelTimer wheel = new HashedWheelTimer(new DefaultThreadFactory("sip-timer", true), TICK_MILLIS,
            TimeUnit.MILLISECONDS, 4096);

    @Override
    public Cancellable schedule(Runnable task, long delayMillis) {
        Timeout timeout = wheel.newTimeout(expired -> task.run(), delayMillis, TimeUnit.MILLISECONDS);
        return timeout::cancel;
    }

    void stop() {
        wheel.stop();
    }
}
