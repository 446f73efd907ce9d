package org.mailiwf.sip;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replaces hops that are named by a domain alone by the servers of the domain (RFC 3263 section 4), before they are tried in their order.
 * A port in the URI, an address and a name without a dot, which the DNS does not know, say themselves where to send.
 */
final class HopResolution {

    private static final Logger LOG = LoggerFactory.getLogger(HopResolution.class);

    /** The most hops that one request is offered. */
    private static final int MAX_HOPS = 16;

    private final HopFailover failover;
    private final HopResolver resolver;
    private final Set<String> transports;
    private final Executor worker;

    /**
     * @param resolver   {@code null}: none
     * @param transports those that there are listening points for
     * @param worker     goes on when the resolver had to ask, since to send may mean to wait for a connection
     */
    HopResolution(HopFailover failover, HopResolver resolver, Set<String> transports, Executor worker) {
        this.failover = failover;
        this.resolver = resolver;
        this.transports = transports;
        this.worker = worker;
    }

    /** As {@link HopFailover#send}, to the servers of the hops. */
    CompletableFuture<SipOutcome> send(SipRequestDraft draft, List<NextHop> hops, Deadline deadline) {
        if (resolver == null || hops.stream().noneMatch(each -> isDomain(uri(each, draft)))) {
            return failover.send(draft, hops, deadline);
        }
        List<CompletableFuture<List<NextHop>>> found = hops.stream().map(each -> servers(each, draft)).toList();
        CompletableFuture<Void> all = CompletableFuture.allOf(found.toArray(CompletableFuture[]::new));
        if (all.isDone()) {
            return sendTo(draft, found, deadline);
        }
        return all.orTimeout(Math.max(1, deadline.remainingMillis()), TimeUnit.MILLISECONDS)
                .handleAsync((done, error) -> sendTo(draft, found, deadline), worker).thenCompose(outcome -> outcome);
    }

    private CompletableFuture<SipOutcome> sendTo(SipRequestDraft draft, List<CompletableFuture<List<NextHop>>> found, Deadline deadline) {
        List<NextHop> hops = new ArrayList<>();
        boolean trouble = false;
        for (CompletableFuture<List<NextHop>> each : found) {
            if (each.isDone() && !each.isCompletedExceptionally()) {
                hops.addAll(each.join());
            } else {
                trouble = true;
            }
        }
        if (hops.isEmpty()) {
            LOG.warn("{} {} not sent: {} {}", draft.method(), draft.callId(), draft.requestUri().host(),
                    trouble ? "cannot be looked up" : "has no SIP server");
            return CompletableFuture.completedFuture(SipOutcome.failed(trouble ? SipFailure.DNS : SipFailure.NO_ROUTE));
        }
        return failover.send(draft, hops.size() > MAX_HOPS ? hops.subList(0, MAX_HOPS) : hops, deadline);
    }

    /** The servers of a next hop that has a route. */
    CompletableFuture<List<NextHop>> servers(NextHop hop) {
        return servers(hop, hop.route(), false);
    }

    private CompletableFuture<List<NextHop>> servers(NextHop hop, SipRequestDraft draft) {
        return servers(hop, uri(hop, draft), draft.secure());
    }

    private CompletableFuture<List<NextHop>> servers(NextHop hop, SipUri uri, boolean tlsOnly) {
        if (resolver == null || !isDomain(uri)) {
            return CompletableFuture.completedFuture(List.of(hop));
        }
        boolean secure = uri.scheme().equals("sips") || tlsOnly;
        CompletableFuture<List<NextHop>> servers = resolver.resolve(uri.host(), secure ? "tls" : uri.transport(), secure, transports)
                .thenApply(targets -> targets.stream().map(target -> new NextHop(hop.route(), target)).toList());
        // who set up a next hop knows that it is there: the system may know its name where the DNS does not
        return hop.route() == null ? servers : servers.handle((found, error) -> error != null || found.isEmpty() ? List.of(hop) : found);
    }

    private static SipUri uri(NextHop hop, SipRequestDraft draft) {
        return hop.route() == null ? draft.requestUri() : hop.route();
    }

    private static boolean isDomain(SipUri uri) {
        return uri.isSip() && uri.port() < 0 && uri.host().indexOf('.') >= 0 && !uri.host().startsWith("[")
                && uri.host().chars().anyMatch(c -> c != '.' && (c < '0' || c > '9'));
    }
}
