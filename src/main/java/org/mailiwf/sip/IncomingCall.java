package org.mailiwf.sip;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.apache.camel.util.CaseInsensitiveMap;

/** An INVITE that was received, and the session that it may become (RFC 3261 section 13.3). */
public final class IncomingCall extends DialogCall {

    private static final byte[] NO_BODY = {};

    private final CompletableFuture<Boolean> established = new CompletableFuture<>();
    private final CompletableFuture<Void> decided = new CompletableFuture<>();
    private IncomingSipRequest request;
    private boolean answered;

    IncomingCall(SipCalls calls, IncomingSipRequest request, String localTag) {
        super(calls, request.first("Call-ID"), localTag);
        this.request = request;
        ended().thenAccept(farSide -> established.complete(false));
    }

    /** {@code true} when the ACK for {@link #accept} comes; {@code false} when the call ends without. */
    public CompletableFuture<Boolean> established() {
        return established;
    }

    /** Completes with the final response. */
    CompletableFuture<Void> decided() {
        return decided;
    }

    /** The INVITE; {@code null} once it has its final response. */
    public synchronized IncomingSipRequest request() {
        return request;
    }

    /** The headers by which the {@code sip} consumer would tell a route of the INVITE; while it has no final response. */
    public Map<String, Object> headers() {
        Map<String, Object> headers = new CaseInsensitiveMap();
        SipRequestHeaders.fill(headers, request());
        return headers;
    }

    /** Says 180, unless the far side wants that to be reliable (RFC 3262), which no provisional response of ours is. */
    public synchronized void ring() {
        if (!answered && !request.lists("Require", "100rel")) {
            request.respond(new SipResponse(180, SipReason.of(180), calls.fields(request), NO_BODY, localTag));
        }
    }

    /**
     * Takes the call with 200, which is sent again until its ACK comes; if none comes the call ends with BYE.
     *
     * @param  body        the answer to what the INVITE offers
     * @param  contentType its type
     * @return             {@code false} if the call has ended, or its INVITE makes no dialog: then it has been refused
     */
    public boolean accept(byte[] body, String contentType) {
        IncomingSipRequest invite;
        SipDialog dialog;
        synchronized (this) {
            if (answered) {
                return false;
            }
            invite = request;
        }
        try {
            dialog = SipDialog.ofRequest(invite, localTag);
        } catch (IllegalArgumentException e) {
            refuse(new SipResponse(400, e.getMessage(), List.of()));
            return false;
        }
        List<SipField> fields = new ArrayList<>(calls.fields(invite));
        addSessionTimer(invite, fields);
        fields.add(new SipField("Content-Type", contentType));
        synchronized (this) {
            if (answered) {
                return false;
            }
            answer();
            dialog.takes(invite);
            confirm(dialog, body, invite.body(), contentType);
            awaitAck(invite.invitation());
        }
        invite.respond(new SipResponse(200, "OK", fields, body, localTag));
        return true;
    }

    /** Refuses the call; does nothing when it has been answered. */
    public void refuse(SipResponse response) {
        IncomingSipRequest invite;
        synchronized (this) {
            if (answered) {
                return;
            }
            invite = request;
            answer();
        }
        invite.respond(response.tagged(localTag));
        finish(false);
    }

    /** The request is as large as its message; the session needs it no longer. */
    private void answer() {
        answered = true;
        request = null;
        decided.complete(null);
    }

    @Override
    void acknowledged() {
        established.complete(true);
    }

    /** CANCEL has come (RFC 3261 section 9.2). */
    void cancelled() {
        refuse(new SipResponse(487, SipReason.of(487), List.of()));
    }

    @Override
    public void end() {
        if (dialog() == null) {
            refuse(new SipResponse(480, SipReason.of(480), List.of()));
        } else if (!ended().isDone()) {
            calls.dialogs().send(dialog(), "BYE", List.of());
            finish(false);
        }
    }
}
