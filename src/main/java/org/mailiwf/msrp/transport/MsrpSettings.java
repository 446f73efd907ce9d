package org.mailiwf.msrp.transport;

import java.time.Duration;

import org.mailiwf.msrp.protocol.MsrpDecoder;

/**
 * The limits of an {@link MsrpEndpoint}. {@link #DEFAULTS} and the methods {@code with...} make them.
 *
 * @param chunkSize          octets of a message in one SEND; {@value #MIN_CHUNK} to {@value #MAX_CHUNK}. Every transfer holds one chunk in
 *                           memory
 * @param window             SEND requests of a message whose responses are awaited at the same time, at most
 * @param transactionTimeout for a response (RFC 4975 section 7.1.1 has 30 s), since its SEND was written or another was answered; and for
 *                           the peer to take 16 KB that are written
 * @param reportTimeout      for REPORTs after the last response, when Success-Report was asked for
 * @param connectTimeout     for a connection with its TLS handshake, and for the peer to connect and to name its session
 * @param idleTimeout        after which a connection on which nothing happens is closed; while a route still works on what it has received
 *                           is no such time
 * @param keepAlive          after which a SEND without a body is sent over a silent connection that has a session; zero: never
 * @param maxConnections     at the same time; those that come beyond are closed at once
 * @param maxSessions        at the same time
 * @param shareConnections   whether sessions with the same next hop share one connection (RFC 4975 section 5.4); if not, a peer that stops
 *                           reading holds up its own session alone
 */
public record MsrpSettings(int chunkSize, int window, Duration transactionTimeout, Duration reportTimeout, Duration connectTimeout,
                           Duration idleTimeout, Duration keepAlive, int maxConnections, int maxSessions, boolean shareConnections) {

    /** RFC 4975 section 7.1.1: no chunk but the last should be smaller. */
    public static final int MIN_CHUNK = 2048;
    public static final int MAX_CHUNK = 1024 * 1024;

    public static final MsrpSettings DEFAULTS = new MsrpSettings(64 * 1024, 16, Duration.ofSeconds(30), Duration.ofSeconds(10),
            Duration.ofSeconds(10), Duration.ofMinutes(2), Duration.ZERO, 1000, 1000, false);

    /** Octets that are read at once from a connection. */
    static final int READ_BUFFER = Math.max(32 * 1024, MsrpDecoder.MIN_BUFFER);

    /** @throws IllegalArgumentException that says which is out of its bounds */
    public MsrpSettings {
        check(chunkSize >= MIN_CHUNK && chunkSize <= MAX_CHUNK, "a chunk has " + MIN_CHUNK + " to " + MAX_CHUNK + " octets");
        check(window > 0, "the window is 1 or more");
        check(isPositive(transactionTimeout) && isPositive(reportTimeout) && isPositive(connectTimeout) && isPositive(idleTimeout),
                "a timeout is more than 0");
        check(!keepAlive.isNegative(), "the keep-alive interval is 0 or more");
        check(maxConnections > 0 && maxSessions > 0, "connections and sessions are 1 or more");
    }

    private static boolean isPositive(Duration duration) {
        return !duration.isNegative() && !duration.isZero();
    }

    private static void check(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException(what);
        }
    }

    public MsrpSettings withChunkSize(int octets) {
        return new MsrpSettings(octets, window, transactionTimeout, reportTimeout, connectTimeout, idleTimeout, keepAlive, maxConnections,
                maxSessions, shareConnections);
    }

    public MsrpSettings withWindow(int requests) {
        return new MsrpSettings(chunkSize, requests, transactionTimeout, reportTimeout, connectTimeout, idleTimeout, keepAlive,
                maxConnections, maxSessions, shareConnections);
    }

    public MsrpSettings withTransactionTimeout(Duration timeout) {
        return new MsrpSettings(chunkSize, window, timeout, reportTimeout, connectTimeout, idleTimeout, keepAlive, maxConnections,
                maxSessions, shareConnections);
    }

    public MsrpSettings withReportTimeout(Duration timeout) {
        return new MsrpSettings(chunkSize, window, transactionTimeout, timeout, connectTimeout, idleTimeout, keepAlive, maxConnections,
                maxSessions, shareConnections);
    }

    public MsrpSettings withConnectTimeout(Duration timeout) {
        return new MsrpSettings(chunkSize, window, transactionTimeout, reportTimeout, timeout, idleTimeout, keepAlive, maxConnections,
                maxSessions, shareConnections);
    }

    public MsrpSettings withIdleTimeout(Duration timeout) {
        return new MsrpSettings(chunkSize, window, transactionTimeout, reportTimeout, connectTimeout, timeout, keepAlive, maxConnections,
                maxSessions, shareConnections);
    }

    public MsrpSettings withKeepAlive(Duration interval) {
        return new MsrpSettings(chunkSize, window, transactionTimeout, reportTimeout, connectTimeout, idleTimeout, interval, maxConnections,
                maxSessions, shareConnections);
    }

    public MsrpSettings withMaxConnections(int connections) {
        return new MsrpSettings(chunkSize, window, transactionTimeout, reportTimeout, connectTimeout, idleTimeout, keepAlive, connections,
                maxSessions, shareConnections);
    }

    public MsrpSettings withMaxSessions(int sessions) {
        return new MsrpSettings(chunkSize, window, transactionTimeout, reportTimeout, connectTimeout, idleTimeout, keepAlive,
                maxConnections, sessions, shareConnections);
    }

    public MsrpSettings withShareConnections(boolean share) {
        return new MsrpSettings(chunkSize, window, transactionTimeout, reportTimeout, connectTimeout, idleTimeout, keepAlive,
                maxConnections, maxSessions, share);
    }
}
