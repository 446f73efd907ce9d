package org.mailiwf.sip;

import java.util.List;

/** One attempt as it goes out, with the credentials for those who have asked for them. */
final class AuthorizedRequest {

    private final SipRequestDraft draft;
    private final NextHop to;
    private final String ownSentBy;
    private final List<DigestSession> sessions;
    private final SipRequest request;

    /**
     * @param ownSentBy the sent-by of the listening point
     * @param branch    of this transaction alone
     * @param sessions  whose credentials it carries
     */
    AuthorizedRequest(SipRequestDraft draft, NextHop to, String ownSentBy, String branch, List<DigestSession> sessions) {
        this.draft = draft;
        this.to = to;
        this.ownSentBy = ownSentBy;
        this.sessions = sessions;
        List<SipField> credentials = sessions.stream()
                .map(session -> session.authorize(draft.method(), draft.requestUri().text(), draft.body())).toList();
        this.request = draft.write(branch, to, ownSentBy, credentials);
    }

    SipRequest request() {
        return request;
    }

    SipRequestDraft draft() {
        return draft;
    }

    /** Whether there are credentials for anybody in it. */
    boolean isAuthorized() {
        return !sessions.isEmpty();
    }

    /** Whether the request answers this challenge already. */
    boolean carries(DigestChallenge challenge) {
        return sessions.stream().map(DigestSession::challenge)
                .anyMatch(each -> each.realm().equals(challenge.realm()) && each.nonce().equals(challenge.nonce()));
    }

    /** The same request in a new transaction: CSeq one higher, and another branch (RFC 3261 section 22.2). */
    AuthorizedRequest again(String branch, List<DigestSession> newSessions) {
        return new AuthorizedRequest(draft.challenged(), to, ownSentBy, branch, newSessions);
    }
}
