package org.mailiwf.msrp;

import java.io.IOException;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.camel.util.CaseInsensitiveMap;
import org.mailiwf.msrp.protocol.MsrpStatus;
import org.mailiwf.msrp.sdp.ConnectionAddress;
import org.mailiwf.msrp.sdp.MsrpDescription;
import org.mailiwf.msrp.sdp.MsrpMedia;
import org.mailiwf.msrp.sdp.Negotiation;
import org.mailiwf.msrp.sdp.SdpException;
import org.mailiwf.msrp.sdp.Setup;
import org.mailiwf.msrp.transport.IncomingMessage;
import org.mailiwf.msrp.transport.MsrpEndpoint;
import org.mailiwf.msrp.transport.MsrpReceiver;
import org.mailiwf.msrp.transport.MsrpRefusedException;
import org.mailiwf.msrp.transport.MsrpSession;
import org.mailiwf.msrp.transport.MsrpSink;
import org.mailiwf.msrp.transport.TooManySessionsException;
import org.mailiwf.sip.IncomingCall;
import org.mailiwf.sip.SipField;
import org.mailiwf.sip.SipResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A session that an INVITE asks for, from the answer to BYE. */
final class IncomingSession implements MsrpReceiver {

    /** Runs the route. */
    interface Route {
        CompletableFuture<MsrpStatus> process(Map<String, Object> headers, ReceivedBody body, MessageSpool spool);
    }

    private static final Logger LOG = LoggerFactory.getLogger(IncomingSession.class);

    private static final SipResponse NOT_ACCEPTABLE = new SipResponse(488, "Not Acceptable Here", List.of());
    private static final SipResponse FULL = new SipResponse(480, "Temporarily Unavailable", List.of(new SipField("Retry-After", "5")));
    private static final SipResponse FAILED = new SipResponse(500, "Server Internal Error", List.of());
    /** Messages of one session that may be under way: one is what Large Message Mode has (3GPP TS 33.127 section 7.13). */
    private static final int MAX_MESSAGES = 4;

    private final MsrpCamelEndpoint endpoint;
    private final IncomingCall call;
    private final Route route;
    private final List<String> acceptTypes;
    private final Map<String, Object> headers;
    private final AtomicInteger messages = new AtomicInteger();

    IncomingSession(MsrpCamelEndpoint endpoint, IncomingCall call, Route route) {
        this.endpoint = endpoint;
        this.call = call;
        this.route = route;
        this.acceptTypes = MediaTypes.plain(MediaTypes.parse(endpoint.getAcceptTypes()));
        this.headers = call.headers();
    }

    /** Answers the INVITE. */
    void begin() {
        MsrpSession session = null;
        try {
            MsrpDescription offer = MsrpDescription.parse(call.request().body());
            if (!offer.media().direction().sends()) {
                throw new SdpException("an offer that sends nothing");
            }
            MsrpEndpoint transport = endpoint.getComponent().startTransport();
            String host = endpoint.getComponent().publicHost();
            session = transport.newSession(offer.media().secure(), host, this);
            MsrpMedia answer = answer(offer.media(), session, transport, host);
            Negotiation agreed = Negotiation.answered(offer.media(), answer);
            byte[] body = offer.answer(SessionOffer.sessionId(), answer).encode();
            MsrpSession live = session;
            call.ended().thenRun(live::close);
            live.start(SessionRemote.of(agreed));
            call.accept(body, "application/sdp");
            limitDuration();
        } catch (SdpException e) {
            LOG.debug("An offer is refused: {}", e.getMessage());
            refuse(session, NOT_ACCEPTABLE);
        } catch (TooManySessionsException e) {
            LOG.warn("A session is refused: {}", e.getMessage());
            refuse(session, FULL);
        } catch (IOException e) {
            LOG.error("A session could not begin", e);
            refuse(session, FAILED);
        }
    }

    private void refuse(MsrpSession session, SipResponse response) {
        if (session != null) {
            session.close();
        }
        call.refuse(response);
    }

    private MsrpMedia answer(MsrpMedia offer, MsrpSession session, MsrpEndpoint transport, String host) throws SdpException {
        Setup setup = Negotiation.answerTo(offer, session.isReachable() ? Setup.PASSIVE : Setup.ACTIVE);
        if (!session.isReachable() && setup != Setup.ACTIVE) {
            throw new SdpException("nobody can connect to us, and the offer leaves it to us to wait");
        }
        MsrpMedia answer = MsrpMedia.of(session.localPath(), MediaTypes.parse(endpoint.getAcceptTypes()), ConnectionAddress.of(host))
                .withAcceptWrappedTypes(MediaTypes.parse(endpoint.getAcceptWrappedTypes())).withMaxSize(endpoint.getMaxSize())
                .withDirection(offer.direction().mirrored()).withSetup(setup).withCema(offer.cema());
        return SessionOffer.withFingerprint(answer, transport);
    }

    private void limitDuration() {
        CompletableFuture<Void> ended = new CompletableFuture<>();
        call.ended().thenRun(() -> ended.complete(null));
        ended.orTimeout(endpoint.getMaxDuration(), TimeUnit.MILLISECONDS).exceptionally(late -> {
            LOG.info("The session {} takes too long", call.callId());
            call.end();
            return null;
        });
    }

    @Override
    public void sessionLost(String why) {
        LOG.debug("The session {} is lost: {}", call.callId(), why);
        call.end();
    }

    @Override
    public MsrpSink begin(IncomingMessage message) throws MsrpRefusedException {
        if (!MediaTypes.contain(acceptTypes, MediaTypes.plain(message.contentType()))) {
            throw new MsrpRefusedException(MsrpStatus.UNSUPPORTED_TYPE);
        }
        if (message.length() > endpoint.getMaxSize()) {
            throw new MsrpRefusedException(MsrpStatus.STOP_SENDING);
        }
        if (messages.incrementAndGet() > MAX_MESSAGES) {
            messages.decrementAndGet();
            throw new MsrpRefusedException(MsrpStatus.STOP_SENDING);
        }
        try {
            return new Sink(message, new MessageSpool(endpoint.getComponent().spool(), endpoint.getComponent().getSpoolThreshold()));
        } catch (IOException e) {
            messages.decrementAndGet();
            LOG.error("There is no place for a message", e);
            throw new MsrpRefusedException(MsrpStatus.STOP_SENDING);
        }
    }

    /** Takes one message to the route. */
    private final class Sink implements MsrpSink {

        private final IncomingMessage message;
        private final MessageSpool spool;

        Sink(IncomingMessage message, MessageSpool spool) {
            this.message = message;
            this.spool = spool;
        }

        @Override
        public void octets(long position, byte[] octets, int offset, int length) throws IOException {
            if (position + length > endpoint.getMaxSize()) {
                throw new MsrpRefusedException(MsrpStatus.STOP_SENDING);
            }
            spool.write(position, octets, offset, length);
        }

        @Override
        public CompletionStage<MsrpStatus> end(long length) {
            Map<String, Object> all = new CaseInsensitiveMap(headers);
            all.put("Content-Type", message.contentType());
            all.put(MsrpConstants.CONTENT_TYPE, message.contentType());
            all.put(MsrpConstants.MESSAGE_ID, message.messageId());
            all.put(MsrpConstants.OCTETS, length);
            return CompletableFuture.supplyAsync(() -> route.process(all, new ReceivedBody(spool, length), spool),
                    endpoint.getComponent().worker()).thenCompose(status -> status).whenComplete((status, error) -> messages.decrementAndGet());
        }

        @Override
        public void aborted(String why) {
            LOG.debug("The message {} will not be complete: {}", message.messageId(), why);
            messages.decrementAndGet();
            spool.close();
        }
    }
}
