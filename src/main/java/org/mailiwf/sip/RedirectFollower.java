package org.mailiwf.sip;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows 3xx responses (RFC 3261 section 8.1.3.4), through the same next hops: the Contacts by q, one after the other, until one takes the
 * request. 305 would let the far side choose our proxy, and 380 is another service: neither is followed.
 */
final class RedirectFollower {

    private static final Logger LOG = LoggerFactory.getLogger(RedirectFollower.class);

    private static final int USE_PROXY = 305;
    private static final int ALTERNATIVE_SERVICE = 380;

    private final HopResolution failover;
    private final Set<String> domains;

    /**
     * @param domains the hosts that a Contact may name, comma separated; {@code *}: any; {@code null} or empty: no 3xx is followed
     */
    RedirectFollower(HopResolution failover, String domains) {
        this.failover = failover;
        this.domains = domains == null ? Set.of() : Arrays.stream(domains.split(","))
                .map(domain -> domain.strip().toLowerCase(Locale.ROOT)).filter(domain -> !domain.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * @param  hops     empty when the Request-URI says where
     * @param  deadline for all that one request becomes
     * @return          the outcome of the last request that was sent
     */
    CompletableFuture<SipOutcome> send(SipRequestDraft draft, List<NextHop> hops, Deadline deadline) {
        CompletableFuture<SipOutcome> first = sendTo(draft, hops, deadline);
        if (domains.isEmpty()) {
            return first;
        }
        return first.thenCompose(outcome -> {
            if (!isRedirection(outcome)) {
                return CompletableFuture.completedFuture(outcome);
            }
            boolean tls = hops.stream().allMatch(each -> each.hop().transport().equals("tls"));
            RedirectTargets targets = new RedirectTargets(draft.requestUri(), domains, tls);
            targets.add(outcome.contacts(), new RedirectTargets.Target(draft.requestUri(), 0));
            return follow(draft, hops, deadline, targets, outcome);
        });
    }

    private CompletableFuture<SipOutcome> follow(SipRequestDraft draft, List<NextHop> hops, Deadline deadline, RedirectTargets targets,
                                                 SipOutcome before) {
        RedirectTargets.Target target = targets.next();
        if (target == null || deadline.isOver()) {
            return CompletableFuture.completedFuture(before);
        }
        SipRequestDraft redirected = draft.redirectedTo(target.uri());
        LOG.debug("{} {} goes on to {} after {}", draft.method(), draft.callId(), target.uri().text(), before.status());
        return sendTo(redirected, hops, deadline).thenCompose(outcome -> {
            if (isRedirection(outcome)) {
                targets.add(outcome.contacts(), target);
            } else if (!maySucceedElsewhere(outcome)) {
                return CompletableFuture.completedFuture(outcome);
            }
            return follow(redirected, hops, deadline, targets, outcome);
        });
    }

    private CompletableFuture<SipOutcome> sendTo(SipRequestDraft draft, List<NextHop> hops, Deadline deadline) {
        return failover.send(draft, hops.isEmpty() ? List.of(NextHop.of(draft.requestUri(), draft.secure())) : hops, deadline);
    }

    private static boolean isRedirection(SipOutcome outcome) {
        return outcome.status() / 100 == 3 && outcome.status() != USE_PROXY && outcome.status() != ALTERNATIVE_SERVICE;
    }

    /** Another Contact is no help where all hops have failed, may be a second delivery where nothing is known, and 6xx speaks for all. */
    private static boolean maySucceedElsewhere(SipOutcome outcome) {
        return outcome.failure() == null && !outcome.hopFailed() && outcome.status() >= 400 && outcome.status() < 600;
    }
}
