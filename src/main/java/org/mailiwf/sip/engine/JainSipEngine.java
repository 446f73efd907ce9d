package org.mailiwf.sip.engine;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

import javax.sip.PeerUnavailableException;
import javax.sip.SipException;

import gov.nist.javax.sip.stack.HopImpl;
import gov.nist.javax.sip.stack.MessageChannel;
import org.mailiwf.sip.IncomingSipRequest;
import org.mailiwf.sip.SipEngine;
import org.mailiwf.sip.SipHop;
import org.mailiwf.sip.SipListeningPoint;
import org.mailiwf.sip.SipOutcome;
import org.mailiwf.sip.SipRequest;
import org.mailiwf.sip.SipSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine on JAIN-SIP, which serves as parser and transport; the transactions are ours. UDP and TCP.
 */
public final class JainSipEngine implements SipEngine {

    static final Logger LOG = LoggerFactory.getLogger(JainSipEngine.class);

    private final List<BoundPoint> points = new CopyOnWriteArrayList<>();
    private final LocalAddresses localAddresses = new LocalAddresses();
    private SipSockets sockets;
    private JainStack stack;
    private WheelTimers timers;
    private ClientTransactions clientTransactions;
    private Reception reception;
    private PortProbes probes;
    private KeepAlive keepAlive;

    @Override
    public void start(SipSettings settings, Executor worker) throws IOException {
        timers = new WheelTimers();
        clientTransactions = new ClientTransactions(settings, timers, worker);
        probes = new PortProbes(timers, settings.t1(), clientTransactions::unreachable);
        keepAlive = new KeepAlive(timers, worker, settings.keepAlive());
        sockets = new SipSockets(settings.connectTimeout(), keepAlive, this::connectionClosed, octets -> reception.response(octets));
        reception = new Reception(clientTransactions, new ServerTransactions(settings, timers), worker, sockets, points);
        try {
            stack = new JainStack(settings, sockets, reception);
        } catch (PeerUnavailableException e) {
            throw new IOException("The SIP stack cannot start: " + e.getMessage(), e);
        }
        if (!Charset.defaultCharset().equals(StandardCharsets.UTF_8)) {
            LOG.warn("The default charset is {}: non-ASCII header fields that come over TCP are lost. Run Java with -Dfile.encoding=UTF-8.",
                    Charset.defaultCharset());
        }
    }

    @Override
    public void stop() {
        if (timers == null) {
            return;
        }
        clientTransactions.abort(transaction -> true);
        if (stack != null) {
            stack.stop();
        }
        try {
            sockets.close();
        } catch (IOException e) {
            LOG.debug("A listening socket was not closed cleanly", e);
        }
        timers.stop();
        points.clear();
        stack = null;
        timers = null;
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
                stack.open(each.point().transport(), each.address().getHostAddress(), each.point().port());
            } catch (SipException e) {
                throw new IOException("Cannot listen on " + each.point() + ": " + e.getMessage(), e);
            }
        }
        return bound.stream().map(BoundPoint::point).toList();
    }

    private BoundPoint bind(SipListeningPoint point, Consumer<IncomingSipRequest> requests) throws IOException {
        try {
            InetAddress address = InetAddress.getByName(point.host());
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
        clientTransactions.start(request, timeoutMillis, new Transmission(request), outcome);
    }

    @Override
    public boolean canSendTo(SipHop hop) {
        return points.stream().anyMatch(point -> point.point().transport().equals(hop.transport())) && !sockets.hasJustFailed(hop);
    }

    private BoundPoint pointFor(SipHop hop) throws IOException {
        for (BoundPoint point : points) {
            if (point.point().transport().equals(hop.transport())) {
                return point;
            }
        }
        throw new IOException("There is no listening point for " + hop.transport() + " to send to " + hop);
    }

    private void connectionClosed(InetSocketAddress remote) {
        clientTransactions.abort(transaction -> transaction.isOver(remote));
    }

    /** A request on its way, first and again. */
    private final class Transmission implements ClientTransaction.Transmission {

        private final SipRequest request;
        private volatile InetSocketAddress remote;
        private int transmissions;
        private volatile long sent;

        Transmission(SipRequest request) {
            this.request = request;
        }

        @Override
        public void transmit() throws IOException {
            SipHop hop = request.hop();
            if (remote == null) {
                remote = new InetSocketAddress(InetAddress.getByName(hop.host()), hop.port());
            }
            BoundPoint own = pointFor(hop);
            if (hop.transport().equals("udp")) {
                sockets.udp(own.address(), own.point().port()).send(new DatagramPacket(request.octets(), request.octets().length, remote));
                if (++transmissions == 2) {
                    probes.probe(own.address(), remote);
                }
                return;
            }
            String address = remote.getAddress().getHostAddress();
            MessageChannel channel = stack.createRawMessageChannel(own.address().getHostAddress(), own.point().port(),
                    new HopImpl(address, hop.port(), hop.transport()));
            sent = System.nanoTime();
            channel.sendMessage(new RawMessage.Request(request.octets()), remote.getAddress(), hop.port());
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
