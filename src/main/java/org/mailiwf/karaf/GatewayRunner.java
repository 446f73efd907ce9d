package org.mailiwf.karaf;

import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.osgi.framework.BundleContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread on which a gateway is started, replaced and stopped; there is none while there is no configuration. */
final class GatewayRunner implements GatewayStatus {

    private static final Logger LOG = LoggerFactory.getLogger(GatewayRunner.class);
    private static final long LOOK_MILLIS = 500;
    /** Beyond camel.main.shutdownTimeout, by which a stop is bounded. */
    private static final long STOP_SECONDS = 120;

    private final BundleContext bundle;
    private final RoutesDirectory routes;
    private ScheduledExecutorService executor;
    private volatile GatewayKeeper keeper;

    GatewayRunner(BundleContext bundle, RoutesDirectory routes) {
        this.bundle = bundle;
        this.routes = routes;
    }

    /** The configuration is this now; {@code null}: there is none, and no gateway. */
    synchronized void configure(Map<String, String> given) {
        if (given == null) {
            close();
            return;
        }
        if (executor == null) {
            executor = Executors.newSingleThreadScheduledExecutor(GatewayRunner::thread);
            keeper = new GatewayKeeper(new OsgiGateways(bundle), routes);
            executor.scheduleWithFixedDelay(keeper::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
        }
        GatewayKeeper own = keeper;
        executor.execute(() -> own.configure(given));
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "mail-iwf-runner");
        thread.setContextClassLoader(GatewayRunner.class.getClassLoader());
        return thread;
    }

    /** Stops the gateway, and returns when it has stopped. */
    synchronized void close() {
        if (executor == null) {
            return;
        }
        executor.execute(keeper::stop);
        executor.shutdown();
        try {
            if (!executor.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                LOG.error("The gateway did not stop within {} s", STOP_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        executor = null;
        keeper = null;
    }

    @Override
    public Map<String, String> status() {
        GatewayKeeper own = keeper;
        return own == null ? Map.of("state", "no configuration " + GatewayActivator.PID) : own.status();
    }
}
