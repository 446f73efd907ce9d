package org.mailiwf.sip;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends a request to one hop: over UDP or, when it is large, over TCP (RFC 3261 section 18.1.1). */
final class HopSender {

    private static final Logger LOG = LoggerFactory.getLogger(HopSender.class);

    private final SipEngine engine;
    private final SipIds ids;
    private final int tcpAbove;

    /**
     * @param tcpAbove a request over this many octets goes over TCP; 0: never
     */
    HopSender(SipEngine engine, SipIds ids, int tcpAbove) {
        this.engine = engine;
        this.ids = ids;
        this.tcpAbove = tcpAbove;
    }

    /**
     * One attempt, with a branch of its own.
     *
     * @param deadline when it is given up, beside Timer F
     */
    CompletableFuture<SipOutcome> send(SipRequestDraft draft, NextHop to, Deadline deadline) {
        try {
            SipRequest request = write(draft, to, to.hop());
            if (draft.maxOctets() > 0 && request.octets().length > draft.maxOctets()) {
                LOG.debug("{} {} has {} octets, allowed are {}", draft.method(), draft.callId(), request.octets().length, draft.maxOctets());
                return CompletableFuture.completedFuture(SipOutcome.failed(SipFailure.TOO_LARGE));
            }
            if (tcpAbove == 0 || to.hop().reliable() || request.octets().length <= tcpAbove) {
                return transmit(request, deadline);
            }
            SipHop tcp = new SipHop("tcp", to.hop().host(), to.hop().port());
            if (!engine.canSendTo(tcp)) {
                return transmit(request, deadline);
            }
            // with the transport the top Via changes, so it is another request
            return transmit(write(draft, to, tcp), deadline).thenCompose(outcome -> outcome.failure() == SipFailure.TRANSPORT
                    ? transmit(request, deadline) : CompletableFuture.completedFuture(outcome));
        } catch (IOException e) {
            LOG.warn("{} {} not sent: {}", draft.method(), draft.callId(), e.getMessage());
            return CompletableFuture.completedFuture(SipOutcome.failed(SipFailure.TRANSPORT));
        }
    }

    private SipRequest write(SipRequestDraft draft, NextHop to, SipHop hop) throws IOException {
        return draft.write(ids.branch(), to.route(), hop, engine.sentBy(hop));
    }

    private CompletableFuture<SipOutcome> transmit(SipRequest request, Deadline deadline) {
        CompletableFuture<SipOutcome> outcome = new CompletableFuture<>();
        engine.send(request, deadline.remainingMillis(), outcome::complete);
        return outcome;
    }
}
