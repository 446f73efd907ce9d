package org.mailiwf.sip;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * A session once there is a dialog, whoever began it (RFC 3261 sections 12 to 15). What its two sides have agreed on stays: an offer that
 * would change it is refused, and one that repeats it, as a refresh does (RFC 4028), is answered with the same again.
 */
abstract class DialogCall implements SipCall {

    private static final SipResponse UNKNOWN = new SipResponse(481, SipReason.of(481), List.of());
    private static final SipField REQUIRE_TIMER = new SipField("Require", "timer");

    final SipCalls calls;
    final String localTag;
    private final String callId;
    private final CompletableFuture<Boolean> ended = new CompletableFuture<>();
    private SipDialog dialog;
    private byte[] own = {};
    private byte[] far = {};
    private String type;
    /** The last INVITE of the far side that was answered with 2xx. */
    private ServerInvitation unacknowledged;

    DialogCall(SipCalls calls, String callId, String localTag) {
        this.calls = calls;
        this.callId = callId;
        this.localTag = localTag;
    }

    @Override
    public final String callId() {
        return callId;
    }

    @Override
    public final CompletableFuture<Boolean> ended() {
        return ended;
    }

    final synchronized SipDialog dialog() {
        return dialog;
    }

    /** The dialog is confirmed, with what the two sides have said in offer and answer. */
    final synchronized void confirm(SipDialog confirmed, byte[] ownBody, byte[] farBody, String bodyType) {
        dialog = confirmed;
        own = ownBody;
        far = farBody;
        type = bodyType;
    }

    /** An INVITE of the far side has been answered with 2xx. */
    final synchronized void awaitAck(ServerInvitation invitation) {
        unacknowledged = invitation;
        invitation.whenUnacknowledged(this::end);
    }

    /** What is to be done on the first ACK. */
    void acknowledged() {
        // there may be nothing
    }

    /** There is no session any more. */
    final void finish(boolean byFarSide) {
        calls.remove(this);
        ended.complete(byFarSide);
    }

    /** A request whose To tag is ours. */
    final void receive(IncomingSipRequest request) {
        SipDialog live = dialog();
        boolean known = live != null && live.isFrom(request) && callId.equals(request.first("Call-ID"));
        if (request.method().equals("ACK")) {
            if (known) {
                receiveAck();
            }
            return;
        }
        List<String> unsupported = SipCalls.unsupported(request);
        if (!known) {
            request.respond(UNKNOWN);
        } else if (!live.takes(request)) {
            request.respond(new SipResponse(500, "CSeq too low", List.of()));
        } else if (!unsupported.isEmpty()) {
            request.respond(SipCalls.badExtension(unsupported));
        } else if (request.method().equals("BYE")) {
            request.respond(new SipResponse(200, "OK", List.of()));
            finish(true);
        } else if (request.method().equals("PRACK")) {
            // no provisional response of ours asks for one
            request.respond(UNKNOWN);
        } else {
            modify(live, request);
        }
    }

    private void receiveAck() {
        ServerInvitation invitation;
        synchronized (this) {
            invitation = unacknowledged;
            unacknowledged = null;
        }
        if (invitation != null) {
            invitation.acknowledged();
            acknowledged();
        }
    }

    /** A re-INVITE (RFC 3261 section 14.2) or UPDATE (RFC 3311 section 5.2). */
    private void modify(SipDialog live, IncomingSipRequest request) {
        boolean invite = request.method().equals("INVITE");
        byte[] answer;
        synchronized (this) {
            if (invite && unacknowledged != null) {
                request.respond(new SipResponse(491, SipReason.of(491), List.of()));
                return;
            }
            if (request.body().length > 0 && !Arrays.equals(request.body(), far)) {
                request.respond(new SipResponse(488, SipReason.of(488), List.of()));
                return;
            }
            answer = invite || request.body().length > 0 ? own : new byte[0];
        }
        live.refresh(request);
        List<SipField> fields = new ArrayList<>(calls.fields(request));
        addSessionTimer(request, fields);
        if (answer.length > 0 && type != null) {
            fields.add(new SipField("Content-Type", type));
        }
        if (invite) {
            awaitAck(request.invitation());
        }
        request.respond(new SipResponse(200, "OK", fields, answer, localTag));
    }

    /** Whoever asks for a session timer refreshes the session (RFC 4028 section 9). */
    static void addSessionTimer(IncomingSipRequest request, List<SipField> fields) {
        long seconds = SipDialog.leadingNumber(request.first("Session-Expires"));
        if (seconds > 0 && request.lists("Supported", "timer")) {
            fields.add(REQUIRE_TIMER);
            fields.add(new SipField("Session-Expires", seconds + ";refresher=uac"));
        }
    }
}
