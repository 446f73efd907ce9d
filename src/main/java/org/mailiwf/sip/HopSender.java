package org.mailiwf.sip;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends a request to one hop: over UDP or, when it is large, over TCP (RFC 3261 section 18.1.1). */
final class HopSender {

    private static final Logger LOG = LoggerFactory.getLogger(HopSender.class);

    private final RequestSender engine;
    private final DigestAuthentication authentication;
    private final int tcpAbove;

    /**
     * @param tcpAbove a request over this many octets goes over TCP; 0: never
     */
    HopSender(RequestSender engine, DigestAuthentication authentication, int tcpAbove) {
        this.engine = engine;
        this.authentication = authentication;
        this.tcpAbove = tcpAbove;
    }

    /**
     * One attempt, with a branch of its own, and with more of them and other CSeqs where challenges are answered.
     *
     * @param deadline when it is given up, beside Timer F
     */
    CompletableFuture<SipOutcome> send(SipRequestDraft draft, NextHop to, Deadline deadline) {
        try {
            AuthorizedRequest request = authentication.authorize(draft, to);
            int octets = authentication.size(request);
            if (draft.maxOctets() > 0 && octets > draft.maxOctets()) {
                LOG.debug("{} {} has {} octets, allowed are {}", draft.method(), draft.callId(), octets, draft.maxOctets());
                return CompletableFuture.completedFuture(SipOutcome.failed(SipFailure.TOO_LARGE));
            }
            if (tcpAbove == 0 || to.hop().reliable() || octets <= tcpAbove) {
                return authentication.send(request, deadline);
            }
            NextHop tcp = new NextHop(to.route(), to.hop().over("tcp"));
            if (!engine.canSendTo(tcp.hop())) {
                return authentication.send(request, deadline);
            }
            // with the transport the top Via changes, so it is another request
            return authentication.send(authentication.authorize(draft, tcp), deadline)
                    .thenCompose(outcome -> outcome.failure() == SipFailure.TRANSPORT
                            ? overUdp(draft, request, to, deadline) : CompletableFuture.completedFuture(outcome));
        } catch (IOException e) {
            return notSent(draft, e);
        }
    }

    /** After TCP failed: with the CSeq that was sent last, if a challenge was answered meanwhile. */
    private CompletableFuture<SipOutcome> overUdp(SipRequestDraft draft, AuthorizedRequest request, NextHop to, Deadline deadline) {
        SipRequestDraft next = draft.toNextHop();
        try {
            return authentication.send(next == draft ? request : authentication.authorize(next, to), deadline);
        } catch (IOException e) {
            return notSent(next, e);
        }
    }

    private static CompletableFuture<SipOutcome> notSent(SipRequestDraft draft, IOException e) {
        LOG.warn("{} {} not sent: {}", draft.method(), draft.callId(), e.getMessage());
        return CompletableFuture.completedFuture(SipOutcome.failed(SipFailure.TRANSPORT));
    }
}
