package org.mailiwf.sip;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Digest authentication as a client (RFC 3261 section 22, RFC 8760): the step between producer and engine that answers 401 and 407.
 *
 * <p>Each realm is answered once for a request, and once more if it says that only the nonce was stale; credentials that are refused are
 * never tried again with the same request. A nonce serves later requests to the same place, so that they need no challenge.
 */
final class DigestAuthentication {

    private static final Logger LOG = LoggerFactory.getLogger(DigestAuthentication.class);

    /** What the answer to a challenge adds to a request, octets. */
    private static final int ROOM = 500;

    private final SipCredentials credentials;
    private final SipEngine engine;
    private final SipIds ids;
    private final DigestSessions sessions = new DigestSessions();

    /**
     * @param credentials {@code null} when there are none: no challenge is answered
     */
    DigestAuthentication(SipCredentials credentials, SipEngine engine, SipIds ids) {
        this.credentials = credentials;
        this.engine = engine;
        this.ids = ids;
    }

    /** The request with credentials for the nonces that are known where it goes. */
    SipRequest authorize(SipRequest request) {
        if (credentials == null) {
            return request;
        }
        AuthorizedRequest authorized = new AuthorizedRequest(request);
        List<SipField> fields = fields(request, authorized);
        return fields.isEmpty() ? request : authorized.with(fields);
    }

    /** The octets that the request may have in the end: without credentials there may be a challenge. */
    int size(SipRequest request) {
        boolean open = credentials != null && sessions.of(request.hop(), host(new AuthorizedRequest(request))).isEmpty();
        return request.octets().length + (open ? ROOM : 0);
    }

    /** As {@link SipEngine#send}, with the outcome after the last challenge. */
    void send(SipRequest request, long timeoutMillis, Consumer<SipOutcome> outcome) {
        if (credentials == null) {
            engine.send(request, timeoutMillis, outcome);
        } else {
            send(request, System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis), new HashSet<>(), new HashSet<>(), outcome);
        }
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

    private void send(SipRequest request, long deadline, Set<String> answered, Set<String> stale, Consumer<SipOutcome> outcome) {
        long remaining = Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime()));
        engine.send(request, remaining, result -> {
            SipRequest next = result.challenges().isEmpty() || System.nanoTime() >= deadline ? null
                    : answer(request, result, answered, stale);
            if (next == null) {
                outcome.accept(result);
            } else {
                send(next, deadline, answered, stale, outcome);
            }
        });
    }

    /** The next request, or {@code null} when there is nothing to answer. */
    private SipRequest answer(SipRequest request, SipOutcome result, Set<String> answered, Set<String> stale) {
        if (result.status() != 401 && result.status() != 407) {
            return null;
        }
        AuthorizedRequest refused = new AuthorizedRequest(request);
        String host = host(refused);
        boolean anyAnswer = false;
        for (DigestChallenge challenge : strongest(result.challenges())) {
            sessions.remove(request.hop(), host, challenge, refused);
            if (isToBeAnswered(challenge, refused, answered, stale)) {
                sessions.put(request.hop(), host, new DigestSession(challenge, credentials, ids.tag()));
                anyAnswer = true;
            } else {
                LOG.warn("{} {}: the credentials of {} are refused by {}", request.method(), request.callId(), credentials.username(),
                        challenge.realm());
            }
        }
        return anyAnswer ? refused.again(fields(request, refused), ids.branch()) : null;
    }

    /** A second challenge without stale=true is a failure, and so is one of a nonce that was answered beforehand. */
    private static boolean isToBeAnswered(DigestChallenge challenge, AuthorizedRequest refused, Set<String> answered, Set<String> stale) {
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

    private List<SipField> fields(SipRequest request, AuthorizedRequest text) {
        List<SipField> fields = new ArrayList<>();
        for (DigestSession session : sessions.of(request.hop(), host(text))) {
            fields.add(session.authorize(request.method(), text.requestUri(), text.body()));
        }
        return fields;
    }

    /** The host of the Request-URI; empty for a URI without one. */
    private static String host(AuthorizedRequest request) {
        String host = SipUri.parse(request.requestUri()).host();
        return host == null ? "" : host;
    }
}
