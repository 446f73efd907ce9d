package org.mailiwf.smtpd.server;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

class SessionThreadsTest {

    @Test
    void sessionForWhichThereIsNoThreadIsRejectedAndTheServerGoesOn() {
        SessionThreads threads = new SessionThreads(new ThreadPoolExecutor(0, 1, 1, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
            throw new OutOfMemoryError("unable to create native thread");
        }));
        assertThatThrownBy(() -> threads.execute(() -> { })).isInstanceOf(RejectedExecutionException.class);
        threads.shutdown();
    }
}
