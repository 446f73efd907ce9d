package org.mailiwf.msrp.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;

import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;

import org.mailiwf.msrp.protocol.Continuation;
import org.mailiwf.msrp.protocol.MsrpDecoder;
import org.mailiwf.msrp.protocol.MsrpEncoder;
import org.mailiwf.msrp.protocol.MsrpHead;
import org.mailiwf.msrp.protocol.MsrpSyntaxException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection with the sessions that use it. One thread reads it, and gives to the sessions what it reads: a session that is slow to take
 * it holds the peer back. Whoever writes does so himself, one frame at a time.
 */
final class MsrpConnection implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(MsrpConnection.class);
    /** Octets that are written at once: the peer must take them within the transaction timeout. */
    private static final int SLICE = 16 * 1024;

    private final MsrpEndpoint endpoint;
    private final boolean accepted;
    private final boolean secure;
    private final ReentrantLock writing = new ReentrantLock(true);
    private final Map<String, MsrpTransaction> transactions = new ConcurrentHashMap<>();
    private final Set<MsrpSession> sessions = ConcurrentHashMap.newKeySet();
    private final AtomicReference<LostConnection> lost = new AtomicReference<>();
    /** Messages that a route works on: meanwhile nobody speaks. */
    private final AtomicInteger working = new AtomicInteger();
    private final long since = System.nanoTime();

    /** Below TLS. */
    private final Socket raw;
    private volatile Socket socket;
    private OutputStream out;
    private volatile X509Certificate certificate;
    /** When the octets that are being written were handed over; 0: none are. */
    private volatile long writingSince;
    private volatile long lastActivity = System.nanoTime();
    private volatile boolean used;

    /** One that the peer has opened. @param secure whether TLS is spoken on it; it shakes hands when it runs */
    MsrpConnection(MsrpEndpoint endpoint, Socket accepted, boolean secure) {
        this(endpoint, accepted, accepted, true, secure);
    }

    /** One that we have opened. @param socket the same as {@code raw}, or TLS over it that has not yet shaken hands */
    MsrpConnection(MsrpEndpoint endpoint, Socket raw, Socket socket) {
        this(endpoint, raw, socket, false, raw != socket);
    }

    private MsrpConnection(MsrpEndpoint endpoint, Socket raw, Socket socket, boolean accepted, boolean secure) {
        this.endpoint = endpoint;
        this.raw = raw;
        this.socket = socket;
        this.accepted = accepted;
        this.secure = secure;
    }

    /** Shakes hands. @throws IOException if that fails */
    void handshake() throws IOException {
        if (socket instanceof SSLSocket tls) {
            tls.setSoTimeout((int) endpoint.settings().connectTimeout().toMillis());
            tls.startHandshake();
            tls.setSoTimeout(0);
            certificate = MsrpTls.certificate(tls);
        }
        out = socket.getOutputStream();
    }

    @Override
    public void run() {
        LostConnection why = new LostConnection(MsrpOutcome.Kind.CONNECTION_LOST, "the peer has closed the connection");
        try {
            if (accepted) {
                if (secure) {
                    socket = endpoint.tls().accepted(raw);
                }
                handshake();
            }
            read();
        } catch (MsrpSyntaxException e) {
            why = new LostConnection(MsrpOutcome.Kind.CONNECTION_LOST, "the peer does not speak MSRP: " + e.getMessage());
        } catch (SSLException e) {
            why = new LostConnection(MsrpOutcome.Kind.CONNECTION_LOST, "TLS failed: " + e.getMessage());
        } catch (IOException e) {
            why = new LostConnection(MsrpOutcome.Kind.CONNECTION_LOST, "the connection has ended: " + e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("MSRP connection with {} fails", raw.getRemoteSocketAddress(), e);
            why = new LostConnection(MsrpOutcome.Kind.CONNECTION_LOST, "an error of this side");
        } finally {
            close(why);
        }
    }

    private void read() throws IOException {
        InputStream in = socket.getInputStream();
        MsrpDecoder decoder = new MsrpDecoder(MsrpSettings.READ_BUFFER, new FrameReception(endpoint, this));
        int octets = in.read(decoder.buffer(), decoder.position(), decoder.room());
        while (octets > 0) {
            working.incrementAndGet();
            try {
                decoder.received(octets);
            } finally {
                worked();
            }
            octets = in.read(decoder.buffer(), decoder.position(), decoder.room());
        }
    }

    /** Writes a request or response without a body. */
    void write(MsrpHead head, Continuation continuation) throws IOException {
        byte[] octets = MsrpEncoder.encode(head, continuation);
        write(octets, 0, octets.length);
    }

    /** Writes a frame. Returns when the socket has taken it. */
    void write(byte[] octets, int offset, int length) throws IOException {
        writing.lock();
        try {
            for (int written = 0; written < length; written += SLICE) {
                if (lost.get() != null) {
                    throw new IOException(lost.get().detail());
                }
                writingSince = System.nanoTime() | 1;
                out.write(octets, offset + written, Math.min(SLICE, length - written));
            }
            out.flush();
        } finally {
            writingSince = 0;
            lastActivity = System.nanoTime();
            writing.unlock();
        }
    }

    /** The transaction gets the response that has this id, or hears that the connection has ended. */
    void expect(String transactionId, MsrpTransaction transaction) {
        transactions.put(transactionId, transaction);
        LostConnection why = lost.get();
        if (why != null && transactions.remove(transactionId) != null) {
            transaction.lost(why);
        }
    }

    /** Nobody waits for this response any more. */
    void forget(String transactionId) {
        transactions.remove(transactionId);
    }

    void answered(MsrpHead response) {
        MsrpTransaction transaction = transactions.remove(response.transactionId());
        if (transaction != null) {
            transaction.answered(response);
        }
    }

    /** @return false if the connection has ended */
    boolean add(MsrpSession session) {
        used = true;
        sessions.add(session);
        return lost.get() == null;
    }

    /** The session does not use this connection any more; without sessions it is closed. */
    void remove(MsrpSession session) {
        if (sessions.remove(session) && sessions.isEmpty()) {
            close(new LostConnection(MsrpOutcome.Kind.CANCELLED, "the session has ended"));
        }
    }

    boolean holds(MsrpSession session) {
        return sessions.contains(session);
    }

    /** Whether it has never had a session. */
    boolean isUnused() {
        return !used;
    }

    /** Since when it is there, as nanoseconds. */
    long age() {
        return System.nanoTime() - since;
    }

    /** Why it has ended; {@code null} as long as it has not. */
    LostConnection lost() {
        return lost.get();
    }

    boolean isOpen() {
        return lost.get() == null;
    }

    boolean isSecure() {
        return secure;
    }

    /** What the peer has shown; {@code null} for none. */
    X509Certificate certificate() {
        return certificate;
    }

    /** A route begins to work on what came. */
    void works() {
        working.incrementAndGet();
    }

    /** It has done so. */
    void worked() {
        lastActivity = System.nanoTime();
        working.decrementAndGet();
    }

    /** Called from time to time: ends what takes too long. */
    void look(long now, MsrpSettings settings) {
        long writes = writingSince;
        if (writes != 0 && now - writes > settings.transactionTimeout().toNanos()) {
            close(new LostConnection(MsrpOutcome.Kind.TIMEOUT, "the peer does not read"));
        } else if (!used && now - since > settings.connectTimeout().toNanos()) {
            close(new LostConnection(MsrpOutcome.Kind.TIMEOUT, "the peer names no session"));
        } else if (writes == 0 && working.get() == 0) {
            long silent = now - lastActivity;
            if (silent > settings.idleTimeout().toNanos()) {
                close(new LostConnection(MsrpOutcome.Kind.TIMEOUT, "nothing has come for " + settings.idleTimeout().toSeconds() + " s"));
            } else if (!settings.keepAlive().isZero() && silent > settings.keepAlive().toNanos()) {
                lastActivity = now;
                sessions.stream().findFirst().ifPresent(MsrpSession::keepAlive);
            }
        }
    }

    void close(LostConnection why) {
        if (!lost.compareAndSet(null, why)) {
            return;
        }
        LOG.debug("MSRP connection with {} closed: {}", raw.getRemoteSocketAddress(), why.detail());
        endpoint.closed(this);
        if (writingSince != 0 || why.kind() == MsrpOutcome.Kind.TIMEOUT) {
            // TLS would wait for the octets that the peer does not read
            quietly(raw);
        } else if (secure) {
            // as it may with its own last octets
            endpoint.later(endpoint.settings().connectTimeout(), () -> quietly(raw));
        }
        quietly(socket);
        transactions.keySet().forEach(id -> {
            MsrpTransaction transaction = transactions.remove(id);
            if (transaction != null) {
                transaction.lost(why);
            }
        });
        sessions.forEach(session -> session.lost(this, why));
    }

    private static void quietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("closing an MSRP connection", e);
        }
    }
}
