package org.mailiwf.msrp;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.mailiwf.msrp.protocol.FailureReport;
import org.mailiwf.msrp.protocol.MsrpIds;
import org.mailiwf.msrp.protocol.MsrpStatus;
import org.mailiwf.msrp.sdp.MsrpDescription;
import org.mailiwf.msrp.sdp.MsrpMedia;
import org.mailiwf.msrp.sdp.Negotiation;
import org.mailiwf.msrp.sdp.SdpException;
import org.mailiwf.msrp.transport.MsrpMessage;
import org.mailiwf.msrp.transport.MsrpOutcome;
import org.mailiwf.msrp.transport.MsrpReceiver;
import org.mailiwf.msrp.transport.MsrpRemote;
import org.mailiwf.msrp.transport.MsrpSession;
import org.mailiwf.msrp.transport.TooManySessionsException;
import org.mailiwf.sip.OutgoingCall;
import org.mailiwf.sip.SipAnswer;
import org.mailiwf.sip.SipCaller;
import org.mailiwf.sip.SipFailure;
import org.mailiwf.sip.SipOutcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One message on its way: INVITE, transfer, BYE. A session that the far side has lost (481, 506) is tried once more with another. */
final class MsrpDelivery {

    private static final Logger LOG = LoggerFactory.getLogger(MsrpDelivery.class);

    private static final String SDP = "application/sdp";
    private static final SipOutcome NOT_ACCEPTABLE = SipOutcome.of(488, "Not Acceptable Here", List.of());
    /** How long the response to the last chunk may come after a BYE that has overtaken it. */
    private static final int OVERTAKEN_MILLIS = 1000;

    private final MsrpCamelEndpoint endpoint;
    private final SipCaller caller;
    private final Exchange exchange;
    private final MsrpContent content;
    private final long end;
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private volatile boolean again;

    /**
     * @param timeout for all of it, milliseconds
     */
    MsrpDelivery(MsrpCamelEndpoint endpoint, SipCaller caller, Exchange exchange, MsrpContent content, long timeout) {
        this.endpoint = endpoint;
        this.caller = caller;
        this.exchange = exchange;
        this.content = content;
        this.end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeout);
        this.again = !(content instanceof FixedContent fixed) || fixed.repeatable();
    }

    /**
     * Begins.
     *
     * @return                          done when the outcome is on the exchange; fails if the content cannot be read
     * @throws IllegalArgumentException if the exchange asks for an INVITE that cannot be written
     * @throws IOException              if the listening points cannot be bound
     */
    CompletableFuture<Void> start() throws IOException {
        MsrpComponent component = endpoint.getComponent();
        String host = component.publicHost();
        MsrpSession session;
        try {
            session = component.startTransport().newSession(endpoint.isSecure(), SessionOffer.pathHost(host, component.getSdpProfile()),
                    MsrpReceiver.NONE);
        } catch (TooManySessionsException e) {
            LOG.warn("Not sent: {}", e.getMessage());
            caller.put(SipOutcome.failed(SipFailure.TRANSPORT).hopLives(), exchange.getMessage());
            done.complete(null);
            return done;
        }
        try {
            MsrpDescription offer = SessionOffer.of(session, component.startTransport(), host, endpoint);
            String contact = exchange.getMessage().getHeader(MsrpConstants.CONTACT_PARAMETERS, endpoint.getContactParameters(), String.class);
            OutgoingCall call = caller.invite(exchange, offer.encode(), SDP, contact,
                    Math.min(endpoint.getAnswerTimeout(), remaining()));
            call.answer().whenCompleteAsync((answer, error) -> {
                try {
                    answered(session, call, offer, answer);
                } catch (IOException | RuntimeException e) {
                    fail(session, call, e);
                }
            }, component.worker());
        } catch (RuntimeException e) {
            session.close();
            throw e;
        }
        return done;
    }

    private long remaining() {
        return Math.max(0, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime()));
    }

    private void fail(MsrpSession session, OutgoingCall call, Exception e) {
        conclude(session, call);
        done.completeExceptionally(e);
    }

    private static void conclude(MsrpSession session, OutgoingCall call) {
        call.end();
        session.close();
    }

    private void answered(MsrpSession session, OutgoingCall call, MsrpDescription offer, SipAnswer answer) throws IOException {
        Message message = exchange.getMessage();
        caller.put(answer.outcome(), message);
        if (!answer.outcome().isSuccess()) {
            session.close();
            done.complete(null);
            return;
        }
        MsrpMedia theirs;
        MsrpRemote remote;
        try {
            theirs = MsrpDescription.parse(answer.body()).media();
            remote = SessionRemote.of(Negotiation.offered(offer.media(), theirs));
            if (!theirs.direction().receives()) {
                throw new SdpException("an answer that receives nothing");
            }
        } catch (SdpException e) {
            LOG.info("The answer to {} is of no use: {}", call.callId(), e.getMessage());
            caller.put(NOT_ACCEPTABLE, message);
            message.setHeader(MsrpConstants.FAILURE, MsrpFailure.ANSWER);
            conclude(session, call);
            done.complete(null);
            return;
        }
        long maxSize = theirs.maxSize() == MsrpMedia.UNLIMITED ? Long.MAX_VALUE : theirs.maxSize();
        MsrpContent.Choice choice = content.choose(MediaTypes.plain(theirs.acceptTypes()), MediaTypes.plain(theirs.acceptWrappedTypes()),
                maxSize);
        if (choice instanceof MsrpContent.Body body && body.length() > maxSize) {
            choice = new MsrpContent.Refusal(MsrpStatus.STOP_SENDING.code(), "the far side takes " + maxSize + " octets at most");
        }
        if (choice instanceof MsrpContent.Refusal refusal) {
            message.setHeader(MsrpConstants.STATUS_CODE, refusal.status());
            message.setHeader(MsrpConstants.REASON_PHRASE, refusal.reason());
            conclude(session, call);
            done.complete(null);
        } else {
            send(session, call, remote, (MsrpContent.Body) choice, maxSize);
        }
    }

    private void send(MsrpSession session, OutgoingCall call, MsrpRemote remote, MsrpContent.Body body, long maxSize) throws IOException {
        String id = exchange.getMessage().getHeader(MsrpConstants.MESSAGE_ID, String.class);
        MsrpMessage message = MsrpMessage.of(body.contentType(), body.length(), body.source().open())
                .withReports(endpoint.getComponent().isSuccessReport(), FailureReport.YES);
        CompletableFuture<MsrpOutcome> outcome = session.send(id != null && MsrpIds.isIdent(id) ? message.withMessageId(id) : message);
        session.start(remote);
        call.ended().thenRunAsync(session::close, CompletableFuture.delayedExecutor(OVERTAKEN_MILLIS, TimeUnit.MILLISECONDS,
                endpoint.getComponent().worker()));
        CompletableFuture<Void> inTime = new CompletableFuture<>();
        inTime.orTimeout(Math.max(1, remaining()), TimeUnit.MILLISECONDS).exceptionally(late -> {
            session.abort();
            return null;
        });
        outcome.whenCompleteAsync((result, error) -> {
            boolean late = inTime.isDone();
            inTime.complete(null);
            boolean bye = call.ended().isDone();
            conclude(session, call);
            try {
                ended(result, body, maxSize, late, bye);
            } catch (IOException | RuntimeException e) {
                done.completeExceptionally(e);
            }
        }, endpoint.getComponent().worker());
    }

    private void ended(MsrpOutcome outcome, MsrpContent.Body body, long maxSize, boolean late, boolean bye) throws IOException {
        if (outcome.kind() == MsrpOutcome.Kind.CONTENT_FAILED) {
            throw new IOException("The message could not be read: " + outcome.detail());
        }
        MsrpStatus status = status(outcome, late, bye);
        if (status != null && again && remaining() > 0
                && (status.code() == MsrpStatus.NO_SESSION.code() || status.code() == MsrpStatus.OTHER_CONNECTION.code())) {
            again = false;
            LOG.debug("Once more with another session after {}", status);
            start();
            return;
        }
        Message message = exchange.getMessage();
        message.setHeader(MsrpConstants.OCTETS, outcome.octets());
        if (status != null) {
            message.setHeader(MsrpConstants.STATUS_CODE, status.code());
            message.setHeader(MsrpConstants.REASON_PHRASE, status.comment());
        }
        MsrpFailure failure = failure(outcome, body, maxSize, late, bye);
        if (failure != null) {
            LOG.info("The transfer has failed: {} {}", failure, outcome.detail());
            message.setHeader(MsrpConstants.FAILURE, failure);
        }
        done.complete(null);
    }

    private static MsrpStatus status(MsrpOutcome outcome, boolean late, boolean bye) {
        return switch (outcome.kind()) {
            case DELIVERED, SENT -> MsrpStatus.OK;
            case TIMEOUT -> MsrpStatus.TIMEOUT;
            case CANCELLED -> late && !bye ? MsrpStatus.TIMEOUT : null;
            default -> outcome.status();
        };
    }

    private static MsrpFailure failure(MsrpOutcome outcome, MsrpContent.Body body, long maxSize, boolean late, boolean bye) {
        return switch (outcome.kind()) {
            case DELIVERED, SENT, CONTENT_FAILED -> null;
            case REFUSED -> outcome.status().code() == MsrpStatus.STOP_SENDING.code() && maxSize != Long.MAX_VALUE
                    && body.length() != MsrpContent.Body.UNKNOWN && body.length() <= maxSize ? MsrpFailure.UNDESIRED : null;
            case TIMEOUT -> MsrpFailure.TIMEOUT;
            case NO_CONNECTION -> bye ? MsrpFailure.BYE : MsrpFailure.TRANSPORT;
            case CONNECTION_LOST -> bye ? MsrpFailure.BYE : MsrpFailure.BROKEN;
            case CANCELLED -> bye ? MsrpFailure.BYE : late ? MsrpFailure.TIMEOUT : MsrpFailure.BROKEN;
        };
    }
}
