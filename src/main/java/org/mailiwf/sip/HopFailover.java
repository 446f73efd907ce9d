package org.mailiwf.sip;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a request to one hop after the other until one answers (RFC 3263 section 4.3), each attempt with a branch of its own. The next one
 * is asked after 503, a transport error, and silence; not after a lost connection, because the hop may have taken the request.
 */
final class HopFailover {

    private static final Logger LOG = LoggerFactory.getLogger(HopFailover.class);

    private static final int LOOP_DETECTED = 482;

    private final HopSender sender;
    private final HopStates states;
    private final long timerF;

    /**
     * @param timerF the longest wait for one hop, milliseconds
     */
    HopFailover(HopSender sender, HopStates states, long timerF) {
        this.sender = sender;
        this.states = states;
        this.timerF = timerF;
    }

    /**
     * @param hops     in order of preference, at least one; each is asked once at most, and of what is sips none but those over TLS
     * @param deadline for all attempts together
     */
    CompletableFuture<SipOutcome> send(SipRequestDraft draft, List<NextHop> hops, Deadline deadline) {
        List<NextHop> untried = new ArrayList<>(hops);
        if (draft.secure()) {
            untried.removeIf(each -> !each.hop().transport().equals("tls"));
        }
        if (untried.isEmpty()) {
            LOG.warn("{} {} not sent: what is sips goes over TLS, and not to {}", draft.method(), draft.callId(), hops.get(0).hop());
            return CompletableFuture.completedFuture(SipOutcome.failed(SipFailure.TLS).hopLives());
        }
        return attempt(draft, untried, null, deadline);
    }

    private CompletableFuture<SipOutcome> attempt(SipRequestDraft draft, List<NextHop> untried, SipOutcome before, Deadline deadline) {
        NextHop to = states.choose(untried);
        untried.remove(to);
        long started = System.nanoTime();
        return sender.send(draft, to, Deadline.in(share(untried, deadline))).thenCompose(outcome -> {
            states.learn(to.hop(), outcome, started);
            if (outcome.hopFailed() && !untried.isEmpty() && !deadline.isOver()) {
                return attempt(draft.toNextHop(), untried, outcome, deadline);
            }
            return CompletableFuture.completedFuture(isMerged(outcome, before) ? before : outcome);
        });
    }

    /**
     * The time for one attempt: all of Timer F, if that leaves a quarter of it, four transmissions, for each hop that may have to be asked
     * after this one, otherwise its even part. A hop that is given up early may yet have taken the request.
     */
    private long share(List<NextHop> untried, Deadline deadline) {
        long others = 0;
        for (NextHop each : untried) {
            others += states.lives(each.hop()) ? 1 : 0;
        }
        long remaining = deadline.remainingMillis();
        return Math.max(Math.min(timerF, remaining - others * (timerF / 4)), remaining / (others + 1));
    }

    /**
     * The far side has seen the request by way of the hop before (RFC 3261 section 8.2.2.2): one that was silent and took it after all, so
     * that nobody knows how it ends, or one that has answered 503, which then is the answer.
     */
    private static boolean isMerged(SipOutcome outcome, SipOutcome before) {
        return outcome.status() == LOOP_DETECTED && before != null
                && (before.failure() == SipFailure.TIMEOUT || before.failure() == null);
    }
}
