package org.mailiwf.smtpd.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

import org.mailiwf.smtpd.limit.LimitGuard;
import org.mailiwf.smtpd.protocol.Replies;
import org.mailiwf.smtpd.protocol.Reply;
import org.mailiwf.smtpd.security.TlsMode;
import org.mailiwf.smtpd.spool.SpoolDirectory;
import org.subethamail.smtp.server.SMTPServer;
import org.subethamail.smtp.server.Session;
import org.subethamail.smtp.server.SessionHandler;

/**
 * An SMTP server: SubEtha's sessions with our own commands. Started once and stopped once.
 */
public final class SmtpServer implements SessionHandler {

    /** How many sessions SubEtha may still be cleaning up while others have taken their places. */
    private static final int CLOSING = 100;
    private static final int MAX_BACKLOG = 1024;
    /** How long sessions may take to tell their clients that the server stops. */
    private static final Duration FAREWELL = Duration.ofSeconds(1);

    private final ServerOptions options;
    private final MailHandler handler;
    private final SpoolDirectory spool;
    private final LimitGuard limits;
    private final SessionSecurity security;
    private final ListeningSocket listener;
    private final SessionThreads threads;
    private final SMTPServer server;
    private final Map<Session, SmtpSession> sessions = new ConcurrentHashMap<>();
    private final InFlight sessionsInFlight = new InFlight();
    private final InFlight mailsInFlight = new InFlight();
    private final StallWatch stallWatch;
    private volatile boolean draining;

    /** @throws IOException if no socket can be made */
    public SmtpServer(ServerOptions options, MailHandler handler, SpoolDirectory spool, LimitGuard limits, SessionSecurity security)
            throws IOException {
        this.options = options;
        this.handler = handler;
        this.spool = spool;
        this.limits = limits;
        this.security = security;
        this.listener = new ListeningSocket(options, limits);
        InetSocketAddress address = options.address();
        int connections = options.maxConnections() + CLOSING;
        String name = "smtpd-" + address.getPort();
        this.threads = new SessionThreads(name, connections);
        this.server = SMTPServer.port(address.getPort())
                .bindAddress(address.getAddress())
                .backlog(Math.min(connections, MAX_BACKLOG))
                .hostName(options.hostname())
                .softwareName(options.banner())
                .maxConnections(connections)
                .connectionTimeoutMs((int) Math.min(options.idleTimeout().toMillis(), Integer.MAX_VALUE))
                .executorService(threads)
                .serverThreadName(name + "-accept")
                .serverSocketFactory(() -> listener)
                .sessionHandler(this)
                .proxyHandler(new ProxyProtocol(options))
                .build();
        this.stallWatch = new StallWatch(name + "-stalls", listener.connections(), options.idleTimeout());
        Commands.of(this).forEach(server.getCommandHandler()::addCommand);
    }

    /** Starts to listen. @throws IOException if the address cannot be bound */
    public void start() throws IOException {
        try {
            server.start();
            stallWatch.start();
        } catch (RuntimeException e) {
            listener.close();
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw e;
        }
    }

    /** Where it listens. */
    public InetSocketAddress boundAddress() {
        return (InetSocketAddress) listener.getLocalSocketAddress();
    }

    /** How many mails are between DATA and their reply. */
    public int mailsInFlight() {
        return mailsInFlight.count();
    }

    /** Whether clients can still connect. */
    public boolean isListening() {
        return listener.isBound() && !listener.isClosed();
    }

    /** What it is doing now. */
    public ServerState state() {
        TreeMap<String, Integer> clients = new TreeMap<>();
        sessions.values().forEach(session -> clients.merge(session.clientAddress().getHostAddress(), 1, Integer::sum));
        return new ServerState(boundAddress(), draining, sessions.size(), options.maxConnections(), mailsInFlight(), clients);
    }

    /** No more mails: new clients and new commands get 421, waiting clients too; mails between DATA and their reply go on. */
    public void drain() {
        draining = true;
        listener.setTurningAway(true);
        sessions.values().forEach(SmtpSession::drain);
    }

    /** Ends {@link #drain}. */
    public void resume() {
        draining = false;
        listener.setTurningAway(false);
    }

    public boolean isDraining() {
        return draining;
    }

    /** Waits until no mail is in flight. @return false if some still are after {@code limit} */
    public boolean awaitMails(Duration limit) {
        return mailsInFlight.awaitNone(limit);
    }

    /** Stops to listen and cuts what is still connected; clients without a mail in flight are told before. */
    public void stop() {
        drain();
        sessionsInFlight.awaitNone(FAREWELL);
        stallWatch.stop();
        // SubEtha closes sessions through their writers, which a session blocked in writing holds
        listener.connections().forEach(ClientSocket::cut);
        server.stop();
    }

    @Override
    public SessionAcceptance accept(Session subetha) {
        ClientSocket socket = (ClientSocket) subetha.getSocket();
        SmtpSession session = new SmtpSession(subetha, socket);
        Reply tooMany = socket.isCounted() ? null : socket.count(limits, session.clientAddress());
        if (tooMany != null) {
            return refused(session, tooMany);
        }
        // implicit TLS makes them again anyhow, and what a proxy has said may be in them
        if (threads.areVirtual() && security.mode() != TlsMode.IMPLICIT && !options.proxies().contains(socket.getInetAddress())) {
            session.shrinkBuffers();
        }
        sessionsInFlight.begin();
        sessions.put(subetha, session);
        if (draining) {
            // accepted just before the drain began, which may not have seen it
            session.drain();
        }
        SessionAcceptance acceptance = null;
        try {
            acceptance = begin(session);
            return acceptance;
        } finally {
            if (acceptance == null || !acceptance.accepted()) {
                onSessionEnd(subetha);
            }
        }
    }

    private SessionAcceptance begin(SmtpSession session) {
        if (security.mode() == TlsMode.IMPLICIT && !startTls(session)) {
            // the connection is closed: this reply goes nowhere
            return SessionAcceptance.failure(Replies.TLS_FAILED.code(), Replies.TLS_FAILED.text());
        }
        return session.talksEarly(limits.limits().greetingDelay()) ? refused(session, Replies.TALKS_EARLY) : SessionAcceptance.success();
    }

    private static SessionAcceptance refused(SmtpSession session, Reply reply) {
        MailLog.refused(session.clientAddress(), reply);
        return SessionAcceptance.failure(reply.code(), reply.enhancedStatus() + " " + reply.text());
    }

    private boolean startTls(SmtpSession session) {
        try {
            return session.startTls(this, session.received());
        } catch (IOException gone) {
            session.cut();
            return false;
        }
    }

    @Override
    public void onSessionEnd(Session subetha) {
        try {
            sessions.remove(subetha).ended();
        } finally {
            sessionsInFlight.end();
        }
    }

    SmtpSession session(Session subetha) {
        return sessions.get(subetha);
    }

    ServerOptions options() {
        return options;
    }

    SessionSecurity security() {
        return security;
    }

    MailHandler handler() {
        return handler;
    }

    LimitGuard limits() {
        return limits;
    }

    SpoolDirectory spool() {
        return spool;
    }

    InFlight inFlight() {
        return mailsInFlight;
    }
}
