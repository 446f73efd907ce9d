package org.mailiwf.smtpd.server;

import java.time.Duration;
import java.util.Collection;

/**
 * Cuts sessions whose client does not take its replies: writing to a socket has no timeout, so without this such a client would hold its
 * session for ever. One thread for the whole server.
 */
final class StallWatch implements Runnable {

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private final Collection<SmtpSession> sessions;
    private final Duration limit;
    private final Thread thread;

    /**
     * @param sessions a live view of those that run
     * @param limit    how long a client may take to receive replies
     */
    StallWatch(String name, Collection<SmtpSession> sessions, Duration limit) {
        this.sessions = sessions;
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
                sessions.forEach(session -> session.cutIfStalled(limit));
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
