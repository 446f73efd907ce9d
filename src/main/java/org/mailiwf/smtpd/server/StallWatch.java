package org.mailiwf.smtpd.server;

import java.time.Duration;
import java.util.Collection;

/**
 * Cuts connections whose client does not take what is sent to it: writing to a socket has no timeout, so without this such a client would
 * hold its connection and its thread for ever, also when its session has ended but for the farewell. One thread for the whole server.
 */
final class StallWatch implements Runnable {

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final Collection<ClientSocket> connections;
    private final Duration limit;
    private final Thread thread;

    /**
     * @param connections a live view of those that are open
     * @param limit       how long a client may take to receive replies
     */
    StallWatch(String name, Collection<ClientSocket> connections, Duration limit) {
        this.connections = connections;
        this.limit = limit;
        this.thread = new Thread(this, name);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    void stop() {
        thread.interrupt();
    }

    @Override
    public void run() {
        Duration quarter = limit.dividedBy(4);
        long pause = Math.max(1, (quarter.compareTo(LONGEST_PAUSE) < 0 ? quarter : LONGEST_PAUSE).toMillis());
        try {
            while (true) {
                Thread.sleep(pause);
                connections.forEach(connection -> connection.cutIfStalled(limit));
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
