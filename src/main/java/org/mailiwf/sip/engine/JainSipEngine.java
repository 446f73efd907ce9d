package org.mailiwf.sip.engine;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

import javax.sip.PeerUnavailableException;
import javax.sip.SipException;

import gov.nist.javax.sip.stack.HopImpl;
import gov.nist.javax.sip.stack.MessageChannel;
import org.mailiwf.sip.IncomingSipRequest;
import org.mailiwf.sip.Invitation;
import org.mailiwf.sip.SipEngine;
import org.mailiwf.sip.SipHop;
import org.mailiwf.sip.SipListeningPoint;
import org.mailiwf.sip.SipOutcome;
import org.mailiwf.sip.SipRequest;
import org.mailiwf.sip.SipSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine on JAIN-SIP, which serves as parser and transport; the transactions are ours. UDP, TCP and TLS.
 *
 * <p>TLS has a stack of its own, which sees TCP connections only: the stack's TLS agrees on keys in the thread that accepts, so that one
 * peer that says nothing would keep out all others, and it does not know the name that a certificate must have.
 */
public final class JainSipEngine implements SipEngine {

    /** Where these go says the far side: it does not choose whom we trust. */
    private static final Set<String> IN_DIALOGS = Set.of("ACK", "BYE", "PRACK", "UPDATE");

    static final Logger LOG = LoggerFactory.getLogger(JainSipEngine.class);

    private final List<BoundPoint> points = new CopyOnWriteArrayList<>();
    private final LocalAddresses localAddresses = new LocalAddresses();
    private SipSettings settings;
    private Executor worker;
    private volatile Side plain;
    private volatile Side secure;
    private TlsConnections tls;
    private ServerTransactions serverTransactions;
    private WheelTimers timers;
    private ClientTransactions clientTransactions;
    private InviteClientTransactions invitations;
    private InviteServerTransactions receivedInvitations;
    private ResponseReception responses;
    private PortProbes probes;
    private KeepAlive keepAlive;

    /** A stack with its sockets. */
    private record Side(SipSockets sockets, JainStack stack) {

        void close() {
            stack.stop();
            try {
                sockets.close();
            } catch (IOException e) {
                LOG.debug("A listening socket was not closed cleanly", e);
            }
        }
    }

    @Override
    public void start(SipSettings newSettings, Executor newWorker) throws IOException {
        settings = newSettings;
        worker = newWorker;
        timers = new WheelTimers();
        clientTransactions = new ClientTransactions(settings, timers, worker);
        invitations = new InviteClientTransactions(settings, timers, worker);
        probes = new PortProbes(timers, settings.t1(), remote -> {
            clientTransactions.unreachable(remote);
            invitations.unreachable(remote);
        });
        keepAlive = new KeepAlive(timers, worker, settings.keepAlive());
        responses = new ResponseReception(clientTransactions, invitations);
        serverTransactions = new ServerTransactions(settings, timers);
        receivedInvitations = new InviteServerTransactions(settings, timers);
        plain = newSide(null);
    }

    @Override
    public Load load() {
        return new Load(clientTransactions.size() + invitations.size(), serverTransactions.inProgress() + receivedInvitations.size());
    }

    @Override
    public void stop() {
        if (timers == null) {
            return;
        }
        clientTransactions.stop();
        invitations.stop();
        if (plain != null) {
            plain.close();
        }
        if (secure != null) {
            secure.close();
        }
        timers.stop();
        points.clear();
        plain = null;
        secure = null;
        timers = null;
    }

    private Side newSide(TlsConnections connections) throws IOException {
        SipSockets sockets = new SipSockets(settings, timers, keepAlive, this::connectionClosed, responses::receive, connections);
        Reception reception = new Reception(responses, serverTransactions, receivedInvitations, worker, sockets, points, settings.admission(),
                connections != null);
        try {
            return new Side(sockets, new JainStack(settings, sockets, timers, reception));
        } catch (PeerUnavailableException e) {
            throw new IOException("The SIP stack cannot start: " + e.getMessage(), e);
        }
    }

    /** The side of a transport; that of TLS starts with its first listening point. */
    private Side side(String transport) throws IOException {
        if (!transport.equals("tls")) {
            return plain;
        }
        if (secure == null) {
            if (settings.tls() == null) {
                throw new IOException("TLS is not set up");
            }
            tls = new TlsConnections(settings.tls(), settings.connectTimeout(), timers);
            secure = newSide(tls);
        }
        return secure;
    }

    /** As the stack calls it. */
    private static String stackTransport(String transport) {
        return transport.equals("tls") ? "tcp" : transport;
    }

    @Override
    public List<SipListeningPoint> listen(List<SipListeningPoint> wanted, Consumer<IncomingSipRequest> requests) throws IOException {
        List<BoundPoint> bound = new ArrayList<>();
        for (SipListeningPoint point : wanted) {
            bound.add(bind(point, requests));
        }
        // only now, so that a request finds its point
        points.addAll(bound);
        for (BoundPoint each : bound) {
            try {
                String transport = each.point().transport();
                side(transport).stack().open(stackTransport(transport), each.address().getHostAddress(), each.point().port());
            } catch (SipException e) {
                throw new IOException("Cannot listen on " + each.point() + ": " + e.getMessage(), e);
            }
        }
        return bound.stream().map(BoundPoint::point).toList();
    }

    private BoundPoint bind(SipListeningPoint point, Consumer<IncomingSipRequest> requests) throws IOException {
        try {
            InetAddress address = InetAddress.getByName(point.host());
            SipSockets sockets = side(point.transport()).sockets();
            int port = point.transport().equals("udp") ? sockets.bindUdp(address, point.port()) : sockets.bindTcp(address, point.port());
            return new BoundPoint(new SipListeningPoint(point.transport(), point.host(), port), address, requests);
        } catch (IOException e) {
            throw new IOException("Cannot listen on " + point.transport() + " " + point.host() + " port " + point.port() + ": "
                    + e.getMessage(), e);
        }
    }

    @Override
    public String sentBy(SipHop hop) throws IOException {
        BoundPoint own = pointFor(hop);
        String host = own.address().isAnyLocalAddress() ? localAddresses.towards(hop) : own.point().host();
        return (host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]" : host) + ":" + own.point().port();
    }

    @Override
    public void send(SipRequest request, long timeoutMillis, Consumer<SipOutcome> outcome) {
        clientTransactions.start(request, timeoutMillis, new Transmission(request, null), outcome);
    }

    @Override
    public Invitation invite(SipRequest request, long timeoutMillis, Invitation.Listener listener) {
        return invitations.start(request, timeoutMillis, new Transmission(request, null), listener);
    }

    @Override
    public void acknowledge(SipRequest ack) throws IOException {
        new Transmission(ack, null).transmit();
    }

    @Override
    public boolean isListening() {
        Side mine = plain;
        Side withTls = secure;
        return mine != null && mine.sockets().areOpen() && (withTls == null || withTls.sockets().areOpen());
    }

    @Override
    public boolean canSendTo(SipHop hop) {
        return points.stream().anyMatch(point -> point.point().transport().equals(hop.transport()))
                && !(hop.transport().equals("tls") ? secure : plain).sockets().hasJustFailed(hop);
    }

    /** The first point of the transport; where it has several, the first of the family of the hop's address. */
    private BoundPoint pointFor(SipHop hop) throws IOException {
        BoundPoint first = null;
        InetAddress remote = null;
        for (BoundPoint point : points) {
            if (point.point().transport().equals(hop.transport())) {
                if (first == null) {
                    first = point;
                    continue;
                }
                remote = remote == null ? hop.remote().getAddress() : remote;
                if (first.reaches(remote)) {
                    return first;
                }
                if (point.reaches(remote)) {
                    return point;
                }
            }
        }
        if (first == null) {
            throw new IOException("There is no listening point for " + hop.transport() + " to send to " + hop);
        }
        return first;
    }

    private void connectionClosed(InetSocketAddress remote) {
        clientTransactions.abort(transaction -> transaction.isOver(remote));
        invitations.abort(transaction -> transaction.isOver(remote));
    }

    /** A request on its way, first and again. */
    private final class Transmission implements InviteClientTransaction.Transmission {

        private final SipRequest request;
        private volatile InetSocketAddress remote;
        private int transmissions;
        private volatile long sent;

        /**
         * @param remote where another request went, and this one has to go; {@code null}: where the hop is
         */
        Transmission(SipRequest request, InetSocketAddress remote) {
            this.request = request;
            this.remote = remote;
        }

        @Override
        public void transmit() throws IOException {
            SipHop hop = request.hop();
            if (remote == null) {
                remote = hop.remote();
            }
            if (!IN_DIALOGS.contains(request.method())) {
                settings.admission().sendTo(remote.getAddress());
            }
            BoundPoint own = pointFor(hop);
            if (hop.transport().equals("udp")) {
                DatagramSocket socket = plain.sockets().udp(own.address(), own.point().port());
                socket.send(new DatagramPacket(request.octets(), request.octets().length, remote));
                if (++transmissions == 2) {
                    probes.probe(own.address(), remote);
                }
                return;
            }
            String address = remote.getAddress().getHostAddress();
            MessageChannel channel = side(hop.transport()).stack().createRawMessageChannel(own.address().getHostAddress(),
                    own.point().port(), new HopImpl(address, hop.port(), stackTransport(hop.transport())));
            if (channel == null) {
                throw new IOException("The engine has stopped");
            }
            TlsConnections.Sending sending = () -> channel.sendMessage(new RawMessage.Request(request.octets()), remote.getAddress(),
                    hop.port());
            sent = System.nanoTime();
            if (hop.transport().equals("tls")) {
                secure.sockets().send(remote, () -> tls.send(remote, hop.host(), sending));
            } else {
                plain.sockets().send(remote, sending);
            }
        }

        @Override
        public void acknowledge(SipRequest ack) throws IOException {
            new Transmission(ack, remote).transmit();
        }

        @Override
        public void cancel(SipRequest cancel) {
            clientTransactions.start(cancel, settings.sixtyFourT1(), new Transmission(cancel, remote),
                    outcome -> LOG.debug("CANCEL {} is answered: {}", cancel.callId(), outcome.status()));
        }

        @Override
        public boolean connected() {
            return !request.hop().reliable() || keepAlive.isOpen(remote);
        }

        @Override
        public void unanswered() {
            if (request.hop().reliable()) {
                keepAlive.unanswered(remote, sent);
            }
        }

        @Override
        public InetSocketAddress remote() {
            return remote;
        }
    }
}
