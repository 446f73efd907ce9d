package org.mailiwf.sip.engine;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import gov.nist.javax.sip.stack.MessageChannel;
import org.mailiwf.sip.DigestServer;
import org.mailiwf.sip.IncomingSipRequest;
import org.mailiwf.sip.ServerInvitation;
import org.mailiwf.sip.SipAdmission;
import org.mailiwf.sip.SipField;
import org.mailiwf.sip.SipIds;
import org.mailiwf.sip.SipResponse;

/** What comes in through the stack: a request to a server transaction and on to its listening point, a response to its own reception. */
final class Reception implements JainStack.Receiver {

    private static final String MAGIC_COOKIE = "z9hG4bK";
    private static final SipResponse OVERLOADED = new SipResponse(503, "Service Unavailable", List.of(new SipField("Retry-After", "5")));

    private static final SipResponse FORBIDDEN = new SipResponse(403, "Forbidden", List.of());
    /** What stays within a dialog. */
    private static final Set<String> IN_DIALOGS = Set.of("ACK", "BYE", "INVITE", "PRACK", "UPDATE");
    /** Whose source can be forged must not be sent more than this many times what came in its name (as RFC 9000 section 8 has it). */
    private static final int MAX_AMPLIFICATION = 3;
    private static final DigestServer.Judgement TRUSTED = new DigestServer.Judgement(null, null);
    private static final SipResponse FAILED = new SipResponse(500, "Server Internal Error", List.of());

    private final ResponseReception responses;
    private final ServerTransactions serverTransactions;
    private final InviteServerTransactions invitations;
    private final Executor worker;
    private final SipSockets sockets;
    private final List<BoundPoint> points;
    private final SipAdmission admission;
    private final boolean secure;
    private final SipIds ids = new SipIds();

    /**
     * @param secure whether all connections are TLS ones, though the stack takes them for TCP
     */
    Reception(ResponseReception responses, ServerTransactions serverTransactions, InviteServerTransactions invitations, Executor worker,
              SipSockets sockets, List<BoundPoint> points, SipAdmission admission, boolean secure) {
        this.responses = responses;
        this.serverTransactions = serverTransactions;
        this.invitations = invitations;
        this.worker = worker;
        this.sockets = sockets;
        this.points = points;
        this.admission = admission;
        this.secure = secure;
    }

    /** A response over a connection, which has come through the stack. */
    @Override
    public void response(SIPResponse response) {
        responses.receive((ReceivedMessage) response.getApplicationData(), response.getRawContent());
    }

    @Override
    public void request(SIPRequest request, MessageChannel channel) {
        BoundPoint point = pointOf(channel);
        if (point == null) {
            return;
        }
        if (secure && !request.getTopmostVia().getTransport().equalsIgnoreCase("tls")) {
            // the stack would answer by the transport that the Via names
            JainSipEngine.LOG.debug("Dropped a request over TLS whose Via says {}", request.getTopmostVia().getTransport());
            return;
        }
        InetSocketAddress remote = new InetSocketAddress(channel.getPeerPacketSourceAddress(), channel.getPeerPacketSourcePort());
        boolean reliable = channel.isReliable();
        ServerTransactions.ResponseWire wire = reliable ? streamWire(channel, remote) : datagramWire(point, request, remote);
        ReceivedMessage received = (ReceivedMessage) request.getApplicationData();
        SipAdmission.Verdict verdict = judge(request, remote);
        if (request.getMethod().equals("ACK")) {
            acknowledge(request, received, verdict, remote, point);
            return;
        }
        SipResponse refusal = switch (verdict) {
            case TAKE -> RequestSyntax.fault(received);
            // CANCEL cannot be sent again with credentials (RFC 3261 section 22.1)
            case AUTHENTICATE -> request.getMethod().equals("CANCEL") ? FORBIDDEN : RequestSyntax.fault(received);
            case FORBID -> FORBIDDEN;
            case SLOW_DOWN, DROP -> OVERLOADED;
        };
        if (refusal != null) {
            JainSipEngine.LOG.debug("A {} from {} is refused: {}", request.getMethod(), remote, verdict);
            if (verdict != SipAdmission.Verdict.DROP) {
                refuse(refusal, request, received, reliable, wire);
            }
            return;
        }
        String key = key(request);
        Transaction transaction = open(key, request, received, reliable, remote, wire);
        if (transaction == null) {
            return;
        }
        // within its transaction, because a retransmission brings a nonce count that has been used
        DigestServer.Judgement judgement = verdict != SipAdmission.Verdict.AUTHENTICATE ? TRUSTED
                : admission.authenticate(request.getMethod(), received.fields(), remote.getAddress());
        if (judgement.refusal() != null) {
            JainSipEngine.LOG.debug("A {} from {} is challenged", request.getMethod(), remote);
            transaction.forget().run();
            refuse(judgement.refusal(), request, received, reliable, wire);
            return;
        }
        if (transaction.invitation() != null && invitations.overloaded()) {
            // to remember one more that is refused would be no relief
            JainSipEngine.LOG.warn("An INVITE from {} is refused: too many in progress", remote);
            transaction.forget().run();
            refuse(OVERLOADED, request, received, reliable, wire);
            return;
        }
        IncomingSipRequest incoming = new IncomingSipRequest(request.getMethod(), requestUri(received.startLine()), received.fields(),
                reliable ? bodyOf(request) : received.body(), remote, point.point(), judgement.user(), transaction.responder(),
                key, transaction.invitation());
        if (transaction.excess()) {
            JainSipEngine.LOG.warn("A {} from {} is refused: too many requests in progress", request.getMethod(), remote);
            incoming.respond(OVERLOADED);
        } else {
            worker.execute(() -> handOver(incoming, point));
        }
    }

    /**
     * What is needed of a transaction here.
     *
     * @param forget     makes as if there had been none
     * @param responder  sends responses
     * @param invitation {@code null} for what is no INVITE
     * @param excess     whether as many as allowed were in progress when it came
     */
    private record Transaction(Runnable forget, Consumer<SipResponse> responder, ServerInvitation invitation, boolean excess) {
    }

    /** A new transaction; {@code null} for a retransmission. */
    private Transaction open(String key, SIPRequest request, ReceivedMessage received, boolean reliable, InetSocketAddress remote,
                             ServerTransactions.ResponseWire wire) {
        if (request.getMethod().equals("INVITE")) {
            InviteServerTransaction invite = invitations.open(key, reliable, remote.getAddress(), wire);
            return invite == null ? null : new Transaction(invite::forget, response -> invite.respond(response.status(),
                    ResponseWriter.write(response, request, received.fields(), ids.tag())), invite, serverTransactions.overloaded());
        }
        ServerTransaction other = serverTransactions.open(key + " " + request.getMethod(), reliable, wire);
        return other == null ? null : new Transaction(other::forget,
                response -> other.respond(ResponseWriter.write(response, request, received.fields(), ids.tag())), null, other.excess());
    }

    /** The tag of a dialog, which nobody else can know, is as good as being trusted. */
    private SipAdmission.Verdict judge(SIPRequest request, InetSocketAddress remote) {
        SipAdmission.Verdict verdict = admission.judge(remote.getAddress());
        if (verdict != SipAdmission.Verdict.FORBID && verdict != SipAdmission.Verdict.AUTHENTICATE) {
            return verdict;
        }
        boolean known = request.getMethod().equals("CANCEL") ? invitations.isFrom(key(request), remote.getAddress())
                : IN_DIALOGS.contains(request.getMethod()) && admission.hasDialog(request.getToTag());
        return known ? SipAdmission.Verdict.TAKE : verdict;
    }

    /** An ACK has no response: what is not wanted is dropped. */
    private void acknowledge(SIPRequest request, ReceivedMessage received, SipAdmission.Verdict verdict, InetSocketAddress remote,
                             BoundPoint point) {
        if (verdict == SipAdmission.Verdict.DROP || invitations.acknowledge(key(request)) || !admission.hasDialog(request.getToTag())
                || RequestSyntax.fault(received) != null) {
            return;
        }
        IncomingSipRequest ack = new IncomingSipRequest("ACK", requestUri(received.startLine()), received.fields(), new byte[0], remote,
                point.point(), null, response -> { }, key(request), null);
        worker.execute(() -> handOver(ack, point));
    }

    /** Without a transaction, so that those who are not wanted cost no memory; the tag is the same each time (RFC 3261 section 8.2.7). */
    private static void refuse(SipResponse refusal, SIPRequest request, ReceivedMessage received, boolean reliable,
                               ServerTransactions.ResponseWire wire) {
        byte[] octets = ResponseWriter.write(refusal, request, received.fields(), Integer.toHexString(key(request).hashCode()));
        if (!reliable && octets.length > MAX_AMPLIFICATION * (request.getSize() + received.body().length)) {
            JainSipEngine.LOG.debug("A refusal is left out, since it would be much larger than the {}", request.getMethod());
            return;
        }
        wire.send(octets);
    }

    private static void handOver(IncomingSipRequest request, BoundPoint point) {
        try {
            point.requests().accept(request);
        } catch (RuntimeException e) {
            JainSipEngine.LOG.error("A {} could not be processed", request.method(), e);
            request.respond(FAILED);
        }
    }

    private BoundPoint pointOf(MessageChannel channel) {
        String transport = secure ? "tls" : channel.getTransport();
        for (BoundPoint point : points) {
            if (point.point().port() == channel.getPort() && point.point().transport().equalsIgnoreCase(transport)
                    && point.address().equals(channel.getMessageProcessor().getIpAddress())) {
                return point;
            }
        }
        return null;
    }

    /** RFC 3261 section 17.2.3 without the method, with all that RFC 2543 compares when the branch is not unique by itself. */
    private static String key(SIPRequest request) {
        Via via = request.getTopmostVia();
        String key = via.getBranch() + " " + via.getSentBy();
        if (via.getBranch() != null && via.getBranch().regionMatches(true, 0, MAGIC_COOKIE, 0, MAGIC_COOKIE.length())) {
            return key;
        }
        String toTag = request.getMethod().equals("ACK") ? null : request.getToTag();
        return key + " " + request.getRequestURI() + " " + request.getFromTag() + " " + toTag + " "
                + request.getCallId().getCallId() + " " + request.getCSeq().getSeqNumber();
    }

    /** RFC 3261 section 18.2.2 and RFC 3581: to the source address, and to the source port if the client asks for that. */
    private ServerTransactions.ResponseWire datagramWire(BoundPoint point, SIPRequest request, InetSocketAddress remote) {
        Via via = request.getTopmostVia();
        int port = via.hasParameter(Via.RPORT) ? remote.getPort() : via.getPort() > 0 ? via.getPort() : 5060;
        InetSocketAddress destination = new InetSocketAddress(remote.getAddress(), port);
        DatagramSocket socket = sockets.udp(point.address(), point.point().port());
        return octets -> {
            try {
                socket.send(new DatagramPacket(octets, octets.length, destination));
            } catch (IOException e) {
                JainSipEngine.LOG.debug("A response could not be sent to {}: {}", destination, e.getMessage());
            }
        };
    }

    private static ServerTransactions.ResponseWire streamWire(MessageChannel channel, InetSocketAddress remote) {
        return octets -> {
            try {
                channel.sendMessage(new RawMessage.Response(octets), remote.getAddress(), remote.getPort());
            } catch (IOException e) {
                JainSipEngine.LOG.debug("A response could not be sent to {}: {}", remote, e.getMessage());
            }
        };
    }

    private static String requestUri(String requestLine) {
        int start = requestLine.indexOf(' ');
        int end = requestLine.indexOf(' ', start + 1);
        return end < 0 ? requestLine.substring(start + 1) : requestLine.substring(start + 1, end);
    }

    private static byte[] bodyOf(SIPRequest request) {
        byte[] body = request.getRawContent();
        return body == null ? new byte[0] : body;
    }
}
