package org.mailiwf.msrp.transport;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

import org.mailiwf.msrp.protocol.MsrpField;
import org.mailiwf.msrp.protocol.MsrpHead;
import org.mailiwf.msrp.protocol.MsrpPath;
import org.mailiwf.msrp.protocol.MsrpStatus;
import org.mailiwf.msrp.protocol.MsrpSyntaxException;
import org.mailiwf.msrp.protocol.MsrpUri;

/**
 * One MSRP session: made by {@link MsrpEndpoint#newSession} with a path that goes into the SDP, {@link #start started} when offer and
 * answer are known, and closed when the dialog ends. Messages may go both ways at the same time. Thread-safe.
 */
public final class MsrpSession implements AutoCloseable {

    private final MsrpEndpoint endpoint;
    private final MsrpUri localUri;
    private final MsrpReceiver receiver;
    private final IncomingTransfers incoming;
    private final Set<OutgoingTransfer> outgoing = ConcurrentHashMap.newKeySet();
    private final CompletableFuture<MsrpConnection> bound = new CompletableFuture<>();
    /** Why the session has ended; {@code null} as long as it has not. */
    private final AtomicReference<LostConnection> ended = new AtomicReference<>();
    private final Object binding = new Object();
    private volatile MsrpPath localPath;
    /** The hops that are ours: from us to the outermost relay. */
    private volatile MsrpPath relays;
    private volatile MsrpRemote remote;
    /** Who has bound the session before it was started. */
    private MsrpPath early;

    MsrpSession(MsrpEndpoint endpoint, MsrpUri localUri, MsrpReceiver receiver) {
        this.endpoint = endpoint;
        this.localUri = localUri;
        this.localPath = MsrpPath.of(localUri);
        this.receiver = receiver;
        this.incoming = new IncomingTransfers(receiver);
    }

    /** For {@code a=path} of our SDP. */
    public MsrpPath localPath() {
        return localPath;
    }

    /** Whether the peer can open the connection: we listen at the address in our path, or there is a relay that does. */
    public boolean isReachable() {
        return relays != null || endpoint.listens(localUri.secure());
    }

    /**
     * Authenticates to a relay (RFC 4976 section 5): from now on {@link #localPath} leads over it. Before {@link #start}; waits for the
     * relay.
     *
     * @throws IOException if the relay cannot be reached, or refuses
     */
    public void useRelay(MsrpRelay relay) throws IOException {
        MsrpConnection connection = endpoint.connect(MsrpRemote.of(MsrpPath.of(relay.uri()), true));
        if (!connection.add(this)) {
            throw new IOException("the relay has closed the connection");
        }
        try {
            MsrpPath use = new RelayLogin(endpoint.settings(), connection, relay, localUri).login();
            relays = use.reversed();
            localPath = use.then(MsrpPath.of(localUri));
            bound.complete(connection);
        } finally {
            if (!bound.isDone()) {
                connection.remove(this);
            }
        }
    }

    /**
     * Offer and answer are known: opens the connection, or waits for the peer to do so. Does not wait itself. Messages that were given to
     * {@link #send} before are sent first; without any, a SEND without a body tells the peer whose connection this is (RFC 6135 section
     * 4.2).
     *
     * @throws IllegalStateException if the session was started before
     */
    public void start(MsrpRemote far) {
        MsrpPath came;
        synchronized (binding) {
            if (remote != null) {
                throw new IllegalStateException("the session was started before");
            }
            remote = far;
            came = early;
        }
        if (relays != null) {
            if (outgoing.isEmpty()) {
                endpoint.execute(this::sendEmpty);
            }
        } else if (far.active()) {
            endpoint.execute(this::open);
        } else if (came == null) {
            endpoint.later(endpoint.settings().connectTimeout(), () -> {
                if (!bound.isDone()) {
                    end(new LostConnection(MsrpOutcome.Kind.NO_CONNECTION, "the peer has not connected"), true);
                }
            });
        } else if (!isPeer(came, bound.join())) {
            end(new LostConnection(MsrpOutcome.Kind.NO_CONNECTION, "somebody else than the peer has connected"), true);
        }
        outgoing.forEach(this::runWhenBound);
    }

    private void open() {
        try {
            MsrpConnection connection = endpoint.connect(remote);
            if (!connection.add(this)) {
                throw new IOException("the connection was closed at once");
            }
            bound.complete(connection);
            if (ended.get() != null) {
                connection.remove(this);
            } else if (outgoing.isEmpty()) {
                sendEmpty();
            }
        } catch (IOException e) {
            end(new LostConnection(MsrpOutcome.Kind.NO_CONNECTION, e.getMessage()), true);
        }
    }

    /**
     * Sends a message. Its content is read as the connection takes it. May be called before {@link #start}, and for several messages: their
     * chunks then take turns.
     *
     * @return what becomes of it; never fails. Cancelling it changes nothing: see {@link #abort}
     */
    public CompletableFuture<MsrpOutcome> send(MsrpMessage message) {
        OutgoingTransfer transfer = new OutgoingTransfer(this, endpoint.settings(), message);
        boolean started;
        synchronized (binding) {
            outgoing.add(transfer);
            started = remote != null;
        }
        LostConnection over = ended.get();
        if (over != null) {
            if (transfer.begin()) {
                transfer.unbound(over);
            }
        } else if (started) {
            runWhenBound(transfer);
        }
        return transfer.outcome();
    }

    private void runWhenBound(OutgoingTransfer transfer) {
        if (!transfer.begin()) {
            return;
        }
        bound.whenComplete((connection, failure) -> {
            if (failure instanceof NoConnectionException none) {
                transfer.unbound(none.why());
            } else {
                endpoint.execute(() -> transfer.run(connection));
            }
        });
    }

    /** Gives up every message that is being sent: the peer hears so, and their outcome is {@link MsrpOutcome.Kind#CANCELLED}. */
    public void abort() {
        LostConnection why = new LostConnection(MsrpOutcome.Kind.CANCELLED, "given up");
        outgoing.forEach(transfer -> transfer.abort(why));
    }

    /**
     * Ends the session, as with BYE: messages that are not complete are aborted in both directions, and the connection is closed unless
     * other sessions share it.
     */
    @Override
    public void close() {
        end(new LostConnection(MsrpOutcome.Kind.CANCELLED, "the session was closed"), false);
    }

    private void end(LostConnection why, boolean tell) {
        if (!ended.compareAndSet(null, why)) {
            return;
        }
        endpoint.ended(this);
        bound.completeExceptionally(new NoConnectionException(why));
        outgoing.forEach(transfer -> {
            transfer.abort(why);
            if (remote == null && transfer.begin()) {
                transfer.unbound(why);
            }
        });
        // a message that is being sent ends with an abort first, if the peer reads
        if (outgoing.isEmpty()) {
            release();
        } else {
            endpoint.later(endpoint.settings().connectTimeout(), this::release);
        }
        endpoint.execute(() -> {
            incoming.close(why.detail());
            if (tell) {
                receiver.sessionLost(why.detail());
            }
        });
    }

    private void release() {
        if (bound.isDone() && !bound.isCompletedExceptionally()) {
            bound.join().remove(this);
        }
    }

    /** A transfer has its outcome. */
    void sent(OutgoingTransfer transfer) {
        outgoing.remove(transfer);
        if (ended.get() != null && outgoing.isEmpty()) {
            release();
        }
    }

    /**
     * A SEND for this session has come over a connection.
     *
     * @return {@code null} if it may; else what it is answered with
     */
    MsrpStatus bind(MsrpConnection connection, MsrpPath from) {
        synchronized (binding) {
            if (ended.get() != null || localUri.secure() != connection.isSecure() || remote != null && !isPeer(from, connection)) {
                return MsrpStatus.NO_SESSION;
            }
            if (bound.isDone()) {
                return connection.holds(this) ? null : MsrpStatus.OTHER_CONNECTION;
            }
            if (remote == null) {
                early = from;
            } else if (remote.active()) {
                // our own connection is being opened
                return MsrpStatus.OTHER_CONNECTION;
            }
            connection.add(this);
            bound.complete(connection);
            return null;
        }
    }

    private boolean isPeer(MsrpPath from, MsrpConnection connection) {
        return from.last().equals(remote.path().last())
                && (relays != null || remote.fingerprints().isEmpty() || !connection.isSecure()
                    || PeerCertificate.isOneOf(remote.fingerprints(), connection.certificate()));
    }

    /** The connection has ended. */
    void lost(MsrpConnection connection, LostConnection why) {
        end(why, true);
    }

    /** Of its local URI. */
    String id() {
        return localUri.sessionId();
    }

    IncomingTransfers incoming() {
        return incoming;
    }

    /** A REPORT has come. @throws MsrpSyntaxException if it cannot be understood */
    void reported(MsrpHead report) throws MsrpSyntaxException {
        String id = report.messageId();
        MsrpStatus status = report.reportedStatus();
        for (OutgoingTransfer transfer : outgoing) {
            if (transfer.messageId().equals(id)) {
                transfer.reported(report.byteRange(), status);
            }
        }
    }

    /** To-Path and From-Path of what we send. */
    List<MsrpField> paths() {
        MsrpPath to = relays == null ? remote.path() : relays.then(remote.path());
        return List.of(new MsrpField(MsrpHead.TO_PATH, to.toString()), new MsrpField(MsrpHead.FROM_PATH, localUri.toString()));
    }

    /** Shows that we are there. */
    void keepAlive() {
        if (remote != null) {
            endpoint.execute(this::sendEmpty);
        }
    }

    private void sendEmpty() {
        try {
            EmptySend.write(this, bound.join());
        } catch (IOException e) {
            end(new LostConnection(MsrpOutcome.Kind.CONNECTION_LOST, e.getMessage()), true);
        }
    }

    /** The peer does not know the session, or has it on another connection. */
    void refused(MsrpStatus status) {
        end(new LostConnection(MsrpOutcome.Kind.CONNECTION_LOST, "the peer has answered " + status), true);
    }
}
