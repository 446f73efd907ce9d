package org.mailiwf.smtpd.server;

import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One thread for each session: virtual threads where the JVM has them, otherwise as many platform threads as there may be sessions.
 *
 * <p>SubEtha waits for the end of its sessions without a limit when it is stopped; here the wait is limited, and what still runs is
 * interrupted.
 */
final class SessionThreads extends AbstractExecutorService {

    private static final long STOP_SECONDS = 5;

    private final ExecutorService threads;
    private final boolean virtual;

    SessionThreads(String name, int max) {
        ExecutorService virtualThreads = virtualThreads(name);
        this.virtual = virtualThreads != null;
        this.threads = virtual ? virtualThreads : platformThreads(name, max);
    }

    /** Platform threads of the caller's. */
    SessionThreads(ExecutorService threads) {
        this.virtual = false;
        this.threads = threads;
    }

    private static ExecutorService platformThreads(String name, int max) {
        AtomicInteger count = new AtomicInteger();
        ThreadFactory factory = task -> {
            Thread thread = new Thread(task, name + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
        return new ThreadPoolExecutor(0, max, 60, TimeUnit.SECONDS, new SynchronousQueue<>(), factory);
    }

    /** {@code Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name(name, 1).factory())}; {@code null} before Java 21. */
    private static ExecutorService virtualThreads(String name) {
        try {
            Class<?> builderType = Class.forName("java.lang.Thread$Builder$OfVirtual");
            Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
            builder = builderType.getMethod("name", String.class, long.class).invoke(builder, name + "-", 1L);
            Object factory = builderType.getMethod("factory").invoke(builder);
            return (ExecutorService) Executors.class.getMethod("newThreadPerTaskExecutor", ThreadFactory.class).invoke(null, factory);
        } catch (ReflectiveOperationException olderJvm) {
            return null;
        }
    }

    /** False on a JVM without virtual threads. */
    boolean areVirtual() {
        return virtual;
    }

    /** @throws RejectedExecutionException if there is no thread for it: SubEtha then closes this connection, and goes on to accept */
    @Override
    public void execute(Runnable session) {
        try {
            threads.execute(session);
        } catch (OutOfMemoryError noThread) {
            throw new RejectedExecutionException("No thread for a session", noThread);
        }
    }

    @Override
    public void shutdown() {
        threads.shutdownNow();
    }

    @Override
    public List<Runnable> shutdownNow() {
        return threads.shutdownNow();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
        return threads.awaitTermination(Math.min(unit.toSeconds(timeout), STOP_SECONDS), TimeUnit.SECONDS);
    }

    @Override
    public boolean isShutdown() {
        return threads.isShutdown();
    }

    @Override
    public boolean isTerminated() {
        return threads.isTerminated();
    }
}
