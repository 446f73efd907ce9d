package org.mailiwf.smtpd.server;

import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cuts connections whose client does not take what is sent to it: writing to a socket has no timeout, so without this such a client would
 * hold its connection and its thread for ever, also when its session has ended but for the farewell. One thread for the whole server.
 */
final class StallWatch {

    private static final Logger LOG = LoggerFactory.getLogger(StallWatch.class);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final Collection<ClientSocket> connections;
    private final Duration limit;
    private final ScheduledExecutorService rounds;

    /**
     * @param connections a live view of those that are open
     * @param limit       how long a client may take to receive replies
     */
    StallWatch(String name, Collection<ClientSocket> connections, Duration limit) {
        this.connections = connections;
        this.limit = limit;
        this.rounds = Executors.newSingleThreadScheduledExecutor(round -> {
            Thread thread = new Thread(round, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    void start() {
        Duration quarter = limit.dividedBy(4);
        long pause = Math.max(1, (quarter.compareTo(LONGEST_PAUSE) < 0 ? quarter : LONGEST_PAUSE).toMillis());
        rounds.scheduleWithFixedDelay(() -> connections.forEach(this::cutIfStalled), pause, pause, TimeUnit.MILLISECONDS);
    }

    void stop() {
        rounds.shutdownNow();
    }

    /** The executor would give up all further rounds for one exception, and with them all other connections. */
    private void cutIfStalled(ClientSocket connection) {
        try {
            connection.cutIfStalled(limit);
        } catch (RuntimeException e) {
            LOG.error("A connection that stalls cannot be cut", e);
        }
    }
}
