package org.mailiwf.sip;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The nonces that were given to us, so that the next request needs no challenge: those of proxies by next hop, those of user agents by
 * next hop and host of the Request-URI, since nobody else shall see their answers. Bounded: the least used goes first.
 */
final class DigestSessions {

    private static final int MAX_SPACES = 1000;
    private static final int MAX_REALMS = 4;

    /** A protection space; {@code host} is {@code null} for proxies. */
    private record Space(SipHop hop, String host) {
    }

    private final Map<Space, List<DigestSession>> spaces = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Space, List<DigestSession>> eldest) {
            return size() > MAX_SPACES;
        }
    };

    /** Those that a request to this hop and host carries. */
    synchronized List<DigestSession> of(SipHop hop, String host) {
        List<DigestSession> sessions = new ArrayList<>(spaces.getOrDefault(new Space(hop, null), List.of()));
        sessions.addAll(spaces.getOrDefault(new Space(hop, host), List.of()));
        return sessions;
    }

    /** Remembers a session in the place of an earlier one of its realm. */
    synchronized void put(SipHop hop, String host, DigestSession session) {
        List<DigestSession> sessions = spaces.computeIfAbsent(new Space(hop, session.challenge().proxy() ? null : host),
                each -> new ArrayList<>(1));
        sessions.removeIf(each -> each.challenge().realm().equals(session.challenge().realm()));
        if (sessions.size() == MAX_REALMS) {
            sessions.remove(0);
        }
        sessions.add(session);
    }

    /** Forgets what a request carried for the realm of that challenge. */
    synchronized void remove(SipHop hop, String host, DigestChallenge challenge, AuthorizedRequest request) {
        List<DigestSession> sessions = spaces.get(new Space(hop, challenge.proxy() ? null : host));
        if (sessions != null) {
            sessions.removeIf(each -> each.challenge().realm().equals(challenge.realm()) && request.carries(each.challenge()));
        }
    }
}
