package org.mailiwf.sip;

import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Digest authentication as a client (RFC 3261 section 22, RFC 8760): the step between {@link HopSender} and engine that answers 401
 * and 407.
 *
 * <p>Each realm is answered once for a request, and once more if it says that only the nonce was stale; credentials that are refused are
 * never tried again with the same request. A nonce serves later requests to the same place, so that they need no challenge.
 */
final class DigestAuthentication {

    private static final Logger LOG = LoggerFactory.getLogger(DigestAuthentication.class);

    /** What the answer to a challenge adds to a request, octets. */
    private static final int ROOM = 500;

    /** How many realms are answered for a request at a hop: one that names another each time would be answered for ever. */
    private static final int MAX_REALMS = 4;

    private final SipCredentials credentials;
    private final RequestSender engine;
    private final SipIds ids;
    private final DigestSessions sessions;

    /**
     * @param credentials {@code null} when there are none: no challenge is answered
     */
    DigestAuthentication(SipCredentials credentials, RequestSender engine, SipIds ids) {
        this(credentials, engine, ids, new DigestSessions());
    }

    private DigestAuthentication(SipCredentials credentials, RequestSender engine, SipIds ids, DigestSessions sessions) {
        this.credentials = credentials;
        this.engine = engine;
        this.ids = ids;
        this.sessions = sessions;
    }

    /** The same, with the same nonces, over another sender. */
    DigestAuthentication over(RequestSender other) {
        return new DigestAuthentication(credentials, other, ids, sessions);
    }

    /**
     * The request with credentials for the nonces that are known where it goes.
     *
     * @throws IOException if it cannot go there: see {@link RequestSender#sentBy}
     */
    AuthorizedRequest authorize(SipRequestDraft draft, NextHop to) throws IOException {
        return new AuthorizedRequest(draft, to, engine.sentBy(to.hop()), ids.branch(), known(draft, to.hop()));
    }

    /** The octets that the request may have in the end: without credentials there may be a challenge. */
    int size(AuthorizedRequest request) {
        return request.request().octets().length + (credentials == null || request.isAuthorized() ? 0 : ROOM);
    }

    /** As {@link RequestSender#send}, with the outcome after the last challenge. */
    CompletableFuture<SipOutcome> send(AuthorizedRequest request, Deadline deadline) {
        return credentials == null ? sendOnce(request, deadline) : send(request, deadline, new HashSet<>(), new HashSet<>());
    }

    /** The realm of a refusal by those alone that our credentials are not for; {@code null} for any other outcome. */
    String foreignRealm(SipOutcome outcome) {
        if (credentials == null || outcome.status() != 401 && outcome.status() != 407) {
            return null;
        }
        String foreign = null;
        for (SipField field : outcome.challenges()) {
            DigestChallenge challenge = DigestChallenge.read(field);
            if (challenge == null || credentials.belongTo(challenge.realm())) {
                return null;
            }
            foreign = foreign == null ? challenge.realm() : foreign;
        }
        return foreign;
    }

    private CompletableFuture<SipOutcome> sendOnce(AuthorizedRequest request, Deadline deadline) {
        CompletableFuture<SipOutcome> outcome = new CompletableFuture<>();
        engine.send(request.request(), deadline.remainingMillis(), outcome::complete);
        return outcome;
    }

    private CompletableFuture<SipOutcome> send(AuthorizedRequest request, Deadline deadline, Set<String> answered, Set<String> stale) {
        return sendOnce(request, deadline).thenCompose(result -> {
            boolean challenged = (result.status() == 401 || result.status() == 407) && !deadline.isOver();
            return challenged && answer(request, result, answered, stale)
                    ? send(request.again(ids.branch(), known(request.draft(), request.request().hop())), deadline, answered, stale)
                    : CompletableFuture.completedFuture(result);
        });
    }

    /** Remembers the nonces of those challenges that are to be answered; {@code false} when there is none. */
    private boolean answer(AuthorizedRequest refused, SipOutcome result, Set<String> answered, Set<String> stale) {
        SipRequest request = refused.request();
        String host = host(refused.draft());
        boolean any = false;
        for (DigestChallenge challenge : strongest(result.challenges())) {
            sessions.remove(request.hop(), host, challenge, refused);
            if (isToBeAnswered(challenge, refused, answered, stale)) {
                sessions.put(request.hop(), host, new DigestSession(challenge, credentials, ids.tag()));
                any = true;
            } else {
                LOG.warn("{} {}: the credentials of {} are refused by {}", request.method(), request.callId(), credentials.username(),
                        challenge.realm());
            }
        }
        return any;
    }

    /** A second challenge without stale=true is a failure, one of a nonce that was answered beforehand, and one of a realm too many. */
    private static boolean isToBeAnswered(DigestChallenge challenge, AuthorizedRequest refused, Set<String> answered, Set<String> stale) {
        if (answered.size() >= MAX_REALMS && !answered.contains(challenge.key())) {
            return false;
        }
        if (challenge.stale()) {
            answered.add(challenge.key());
            return stale.add(challenge.key());
        }
        return !refused.carries(challenge) && answered.add(challenge.key());
    }

    /** For each realm of ours the challenge with the strongest algorithm. */
    private List<DigestChallenge> strongest(List<SipField> fields) {
        Map<String, DigestChallenge> byRealm = new LinkedHashMap<>();
        for (SipField field : fields) {
            DigestChallenge challenge = DigestChallenge.read(field);
            if (challenge != null && credentials.belongTo(challenge.realm())) {
                byRealm.merge(challenge.key(), challenge,
                        (one, other) -> one.algorithm().compareTo(other.algorithm()) >= 0 ? one : other);
            }
        }
        return List.copyOf(byRealm.values());
    }

    private List<DigestSession> known(SipRequestDraft draft, SipHop hop) {
        return credentials == null ? List.of() : sessions.of(hop, host(draft));
    }

    /** The host of the Request-URI; empty for a URI without one. */
    private static String host(SipRequestDraft draft) {
        String host = draft.requestUri().host();
        return host == null ? "" : host;
    }
}
