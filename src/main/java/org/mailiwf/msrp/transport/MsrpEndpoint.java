package org.mailiwf.msrp.transport;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;

import org.mailiwf.msrp.protocol.MsrpHead;
import org.mailiwf.msrp.protocol.MsrpIds;
import org.mailiwf.msrp.protocol.MsrpSyntaxException;
import org.mailiwf.msrp.protocol.MsrpUri;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Speaks MSRP: accepts and opens connections, and holds the sessions that use them. Thread-safe.
 *
 * <p>Each connection has a thread that reads it, and each message that is sent a thread that writes it. They wait where the peer, or who
 * takes what it sends, is slow: that is the back-pressure, and the reason why one slow peer does not hold up others.
 */
public final class MsrpEndpoint implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(MsrpEndpoint.class);
    private static final AtomicInteger THREADS = new AtomicInteger();
    /** How often it is looked what takes too long. */
    private static final Duration MAX_LOOK = Duration.ofSeconds(1);

    private record Hop(boolean secure, String host, int port, List<Fingerprint> fingerprints) {
    }

    private final MsrpSettings settings;
    private final MsrpTls tls;
    private final Connector connector;
    private final List<Listener> listeners = new ArrayList<>();
    private final Map<String, MsrpSession> sessions = new ConcurrentHashMap<>();
    private final Set<MsrpConnection> connections = ConcurrentHashMap.newKeySet();
    private final Map<Hop, MsrpConnection> shared = new ConcurrentHashMap<>();
    private final ExecutorService threads;
    private final ScheduledExecutorService timer;
    private volatile boolean closed;

    private MsrpEndpoint(MsrpSettings settings, MsrpTls tls) {
        this.settings = settings;
        this.tls = tls;
        this.connector = new Connector(settings, tls);
        ThreadFactory factory = task -> {
            Thread thread = new Thread(task, "msrp-" + THREADS.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
        this.threads = Executors.newCachedThreadPool(factory);
        this.timer = Executors.newSingleThreadScheduledExecutor(factory);
    }

    /**
     * Binds its addresses.
     *
     * @param  addresses where connections are accepted; none: connections are only opened
     * @param  tls       {@code null}: no {@code msrps}
     * @throws IOException if one of the addresses cannot be bound; the message names it
     */
    public static MsrpEndpoint start(List<MsrpListen> addresses, MsrpSettings settings, MsrpTls tls) throws IOException {
        MsrpEndpoint endpoint = new MsrpEndpoint(settings, tls);
        try {
            for (MsrpListen address : addresses) {
                if (address.secure() && (tls == null || tls.fingerprint() == null)) {
                    throw new IOException("cannot listen on " + address + ": there is no key for TLS");
                }
                Listener listener = new Listener(address, endpoint::accepted);
                endpoint.listeners.add(listener);
                endpoint.threads.execute(listener);
            }
        } catch (IOException e) {
            endpoint.close();
            throw e;
        }
        long shortest = LongStream.of(settings.transactionTimeout().toNanos(), settings.connectTimeout().toNanos(),
                settings.idleTimeout().toNanos()).min().getAsLong();
        long look = Math.min(MAX_LOOK.toNanos(), shortest / 4);
        endpoint.timer.scheduleWithFixedDelay(endpoint::look, look, look, TimeUnit.NANOSECONDS);
        return endpoint;
    }

    /** Where connections are accepted, with the ports that were bound. */
    public List<MsrpListen> listening() {
        return listeners.stream().map(Listener::address).toList();
    }

    /** Whether connections with or without TLS are accepted. */
    public boolean listens(boolean secure) {
        return listeners.stream().anyMatch(listener -> listener.address().secure() == secure);
    }

    /** Of our certificate, for SDP; {@code null} if there is none. */
    public Fingerprint fingerprint() {
        return tls == null ? null : tls.fingerprint();
    }

    /** Sessions that have not ended. */
    public int sessions() {
        return sessions.size();
    }

    /** Connections that are open. */
    public int connections() {
        return connections.size();
    }

    /**
     * Makes a session with a path of its own, which nobody can guess.
     *
     * @param  secure   {@code msrps}
     * @param  host     that the peer knows us by: a name or an address, IPv6 in brackets
     * @param  receiver gets the messages of the peer
     * @throws TooManySessionsException if there are as many as the settings allow
     */
    public MsrpSession newSession(boolean secure, String host, MsrpReceiver receiver) throws TooManySessionsException {
        if (closed || sessions.size() >= settings.maxSessions()) {
            throw new TooManySessionsException(closed ? "the MSRP endpoint is closed" : "there are " + settings.maxSessions()
                    + " MSRP sessions");
        }
        int port = listeners.stream().map(Listener::address).filter(address -> address.secure() == secure).map(MsrpListen::port).findFirst()
                .orElse(MsrpUri.DEFAULT_PORT);
        String id = MsrpIds.next();
        MsrpSession session = new MsrpSession(this, MsrpUri.of(secure, host, port, id), receiver);
        sessions.put(id, session);
        return session;
    }

    /** Ends everything: open messages are lost. */
    @Override
    public void close() {
        closed = true;
        listeners.forEach(Listener::close);
        sessions.values().forEach(MsrpSession::close);
        LostConnection why = new LostConnection(MsrpOutcome.Kind.CANCELLED, "this side stops");
        connections.forEach(connection -> connection.close(why));
        timer.shutdownNow();
        threads.shutdown();
    }

    MsrpSettings settings() {
        return settings;
    }

    /** {@code null} if there is none. Its whole URI does not count: a relay, or a network in between, may know us by another address. */
    MsrpSession session(MsrpUri to) {
        return sessions.get(to.sessionId());
    }

    void ended(MsrpSession session) {
        sessions.remove(session.id());
    }

    void execute(Runnable task) {
        try {
            threads.execute(task);
        } catch (RejectedExecutionException e) {
            // closed while somebody still ends his session: what has to be told to him, is told by this thread
            task.run();
        }
    }

    void later(Duration delay, Runnable task) {
        if (!timer.isShutdown()) {
            timer.schedule(() -> execute(task), delay.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    /** Opens a connection, or shares one. @throws IOException if there is none; its message says why */
    MsrpConnection connect(MsrpRemote remote) throws IOException {
        Hop hop = new Hop(remote.nextHop().secure(), remote.connectHost(), remote.connectPort(), remote.fingerprints());
        MsrpConnection open = settings.shareConnections() ? shared.get(hop) : null;
        if (open != null && open.isOpen()) {
            return open;
        }
        if (connections.size() >= settings.maxConnections()) {
            throw new TooManySessionsException("there are " + settings.maxConnections() + " MSRP connections");
        }
        MsrpConnection connection = connector.connect(this, remote);
        if (settings.shareConnections()) {
            shared.put(hop, connection);
        }
        begin(connection);
        return connection;
    }

    private void begin(MsrpConnection connection) {
        connections.add(connection);
        execute(connection);
    }

    private void accepted(Socket socket, boolean secure) {
        if (closed || connections.size() >= settings.maxConnections() && !closeUnused()) {
            try {
                socket.close();
            } catch (IOException e) {
                LOG.debug("closing an MSRP connection that is one too many", e);
            }
            return;
        }
        begin(new MsrpConnection(this, socket, secure));
    }

    /** Makes room: the connection that has waited longest without a session goes. */
    private boolean closeUnused() {
        return connections.stream().filter(MsrpConnection::isUnused).min(Comparator.comparingLong(MsrpConnection::age).reversed())
                .map(connection -> {
                    connection.close(new LostConnection(MsrpOutcome.Kind.CONNECTION_LOST, "too many connections"));
                    return true;
                }).orElse(false);
    }

    MsrpTls tls() {
        return tls;
    }

    void closed(MsrpConnection connection) {
        connections.remove(connection);
        shared.values().remove(connection);
    }

    void dropped(MsrpHead head, MsrpSyntaxException why) {
        LOG.debug("an MSRP {} is dropped: {}", head.method(), why.getMessage());
    }

    private void look() {
        long now = System.nanoTime();
        connections.forEach(connection -> connection.look(now, settings));
    }
}
