package org.mailiwf.sip.engine;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Keeps the idle connections that we have made open through a NAT, and closes dead ones, so that the next request makes a new one. The ping
 * is CRLF CRLF, the pong CRLF (RFC 5626 section 4.4.1). A peer need not know that, so a missing pong counts only after one that came.
 */
final class KeepAlive {

    /** RFC 5626 section 4.4.1: a connection without pong after so long has failed. */
    private static final long PONG_MILLIS = 10_000;
    private static final byte[] PING = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private record Connection(Socket socket, OutputStream out, Activity activity) {
    }

    private final Map<InetSocketAddress, Connection> connections = new ConcurrentHashMap<>();
    private final Timers timers;
    private final Executor worker;
    private final long intervalMillis;

    /**
     * @param worker         runs what may block
     * @param intervalMillis how long a connection may be idle; 0: no pings
     */
    KeepAlive(Timers timers, Executor worker, long intervalMillis) {
        this.timers = timers;
        this.worker = worker;
        this.intervalMillis = intervalMillis;
    }

    /**
     * @param socket the connection itself, under TLS
     * @param out    what requests are written to
     */
    void opened(InetSocketAddress remote, Socket socket, OutputStream out, Activity activity) {
        Connection connection = new Connection(socket, out, activity);
        connections.put(remote, connection);
        if (intervalMillis > 0) {
            timers.schedule(() -> worker.execute(() -> look(connection, false)), intervalMillis);
        }
    }

    void closed(InetSocketAddress remote) {
        connections.computeIfPresent(remote, (each, connection) -> connection.socket().isClosed() ? null : connection);
    }

    boolean isOpen(InetSocketAddress remote) {
        return connections.containsKey(remote);
    }

    /** A request that was sent at {@code since} got no answer: if nothing at all has come from there, the connection is dead. */
    void unanswered(InetSocketAddress remote, long since) {
        Connection connection = connections.get(remote);
        if (connection != null && connection.activity().lastRead() - since < 0) {
            worker.execute(() -> close(connection, "nothing has come over it since a request was sent"));
        }
    }

    private void look(Connection connection, boolean peerAnswers) {
        if (connection.socket().isClosed()) {
            return;
        }
        long now = System.nanoTime();
        long idle = now - Math.max(connection.activity().lastRead(), connection.activity().lastWrite());
        long left = intervalMillis - TimeUnit.NANOSECONDS.toMillis(idle);
        if (left > 0) {
            timers.schedule(() -> worker.execute(() -> look(connection, peerAnswers)), left);
            return;
        }
        try {
            OutputStream out = connection.out();
            // the stack holds the same monitor while it writes a message
            synchronized (out) {
                out.write(PING);
                out.flush();
            }
        } catch (IOException e) {
            close(connection, e.getMessage());
            return;
        }
        timers.schedule(() -> worker.execute(() -> awaitPong(connection, peerAnswers, now)), Math.min(PONG_MILLIS, intervalMillis));
    }

    private void awaitPong(Connection connection, boolean peerAnswers, long pinged) {
        boolean answered = connection.activity().lastRead() - pinged > 0;
        if (peerAnswers && !answered) {
            close(connection, "no answer to a keep-alive");
        } else {
            look(connection, answered);
        }
    }

    private static void close(Connection connection, String why) {
        if (!connection.socket().isClosed()) {
            JainSipEngine.LOG.info("The connection to {} is closed: {}", connection.socket().getRemoteSocketAddress(), why);
        }
        try {
            connection.socket().close();
        } catch (IOException e) {
            JainSipEngine.LOG.debug("A connection was not closed cleanly", e);
        }
    }
}
