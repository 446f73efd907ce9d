package org.mailiwf.sip;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An INVITE of ours and what becomes of it (RFC 3261 section 13.2). Of several user agents that take it one remains, the first; the others
 * get BYE.
 */
public final class OutgoingCall extends DialogCall {

    private static final Logger LOG = LoggerFactory.getLogger(OutgoingCall.class);

    /** User agents that one INVITE may reach: early dialogs that PRACK is sent in, and sessions that are ended at once. */
    private static final int MAX_FORKS = 16;
    private static final SipOutcome TERMINATED = SipOutcome.of(487, SipReason.of(487), List.of());

    /** What reliable provisional responses of one user agent have said so far (RFC 3262). */
    private static final class Early {
        private SipDialog dialog;
        private long rseq;
        private byte[] body = {};
        private String type;
    }

    private final RequestSender attempts = new Attempts();
    private final SipEngine engine;
    private final SipRequestDraft draft;
    private final String contentType;
    private final CompletableFuture<SipAnswer> answer = new CompletableFuture<>();
    /** Completes before the time is over when there is nothing to be taken back any more. */
    private final CompletableFuture<Void> settled = new CompletableFuture<>();
    private final Map<String, Early> early = new HashMap<>();
    private Invitation invitation;
    private boolean answeredAtAll;
    private boolean over;
    /** How many BYEs there were for what nobody wants any more; several of them to one user agent whose 2xx comes again. */
    private int ended;

    OutgoingCall(SipCalls calls, SipEngine engine, SipRequestDraft draft, String contentType) {
        super(calls, draft.callId(), SipAddress.tag(draft.from()));
        this.engine = engine;
        this.draft = draft;
        this.contentType = contentType;
    }

    /** Completes once, always normally: with the body of a 2xx, or with why there is no session. */
    public CompletableFuture<SipAnswer> answer() {
        return answer;
    }

    /** Where its INVITEs are sent by. */
    RequestSender attempts() {
        return attempts;
    }

    /**
     * @param outcome that of the last INVITE
     * @param millis  when it is taken back
     */
    void await(CompletableFuture<SipOutcome> outcome, long millis) {
        settled.orTimeout(Math.max(1, millis), TimeUnit.MILLISECONDS).whenComplete((done, late) -> {
            if (late != null) {
                calls.worker().execute(() -> takeBack());
            }
        });
        outcome.whenComplete((last, error) -> {
            if (error != null) {
                LOG.error("INVITE {} could not be sent", callId(), error);
            }
            synchronized (this) {
                if (dialog() != null || over) {
                    return;
                }
                over = true;
            }
            conclude(error == null ? last : SipOutcome.failed(SipFailure.TRANSPORT).hopLives());
        });
    }

    private void conclude(SipOutcome outcome) {
        settled.complete(null);
        finish(false);
        answer.complete(SipAnswer.none(outcome));
    }

    @Override
    public void end() {
        SipDialog live = dialog();
        if (live == null) {
            calls.worker().execute(() -> takeBack());
        } else if (!ended().isDone()) {
            calls.dialogs().send(live, "BYE", List.of());
            finish(false);
        }
    }

    /** CANCEL; a 2xx that crosses it is acknowledged and ended. */
    private void takeBack() {
        Invitation current;
        boolean rings;
        synchronized (this) {
            if (dialog() != null || over) {
                return;
            }
            over = true;
            current = invitation;
            rings = answeredAtAll;
        }
        if (current != null) {
            current.cancel();
        }
        conclude(rings ? TERMINATED : SipOutcome.failed(SipFailure.TIMEOUT));
    }

    private void provisional(SipReply reply) {
        SipDialog sendIn;
        long rseq = SipDialog.leadingNumber(reply.first("RSeq"));
        synchronized (this) {
            answeredAtAll = true;
            String tag = SipAddress.tag(reply.first("To"));
            if (reply.status() == 100 || tag == null || dialog() != null || over) {
                return;
            }
            Early of = early.get(tag);
            if (of == null) {
                if (early.size() >= MAX_FORKS) {
                    return;
                }
                of = new Early();
                early.put(tag, of);
            }
            boolean reliable = rseq > 0 && reply.all("Require").stream().anyMatch("100rel"::equalsIgnoreCase);
            // what is not the next one is a copy, or comes again when the one before it is acknowledged (RFC 3262 section 4)
            boolean next = of.rseq == 0 || rseq == of.rseq + 1;
            if (reply.body().length > 0 && (!reliable || next)) {
                of.body = reply.body();
                of.type = reply.first("Content-Type");
            }
            if (!reliable || !next) {
                return;
            }
            of.rseq = rseq;
            try {
                of.dialog = of.dialog == null ? SipDialog.ofReply(draft, reply) : of.dialog;
            } catch (IllegalArgumentException e) {
                LOG.warn("A provisional response to INVITE {} makes no dialog: {}", callId(), e.getMessage());
                return;
            }
            sendIn = of.dialog;
        }
        String cseq = reply.first("CSeq");
        calls.dialogs().send(sendIn, "PRACK", List.of(new SipField("RAck", rseq + " " + cseq)));
    }

    private void success(SipReply reply) {
        SipDialog accepted;
        try {
            accepted = SipDialog.ofReply(draft, reply);
        } catch (IllegalArgumentException e) {
            LOG.warn("A 2xx to INVITE {} makes no dialog: {}", callId(), e.getMessage());
            takeBack();
            return;
        }
        boolean first;
        boolean again;
        Invitation other;
        byte[] body = reply.body();
        String type = reply.first("Content-Type");
        synchronized (this) {
            first = dialog() == null && !over;
            again = dialog() != null && Objects.equals(dialog().remoteTag(), accepted.remoteTag());
            if (first) {
                Early before = early.get(accepted.remoteTag());
                if (body.length == 0 && before != null) {
                    body = before.body;
                    type = before.type;
                }
                early.clear();
                confirm(accepted, draft.body(), body, contentType);
            }
            other = first ? invitation : null;
            if (!first && !again && ++ended > 2 * MAX_FORKS) {
                return;
            }
        }
        calls.dialogs().acknowledge(accepted, SipDialog.leadingNumber(reply.first("CSeq")));
        if (first) {
            // if this is the late answer of a hop that was given up
            if (other != null) {
                other.cancel();
            }
            settled.complete(null);
            answer.complete(new SipAnswer(reply.outcome(), body, type));
        } else if (!again) {
            LOG.debug("INVITE {} was taken once more, or after it was taken back", callId());
            calls.dialogs().send(accepted, "BYE", List.of());
        }
    }

    /** One INVITE after the other, as challenges, redirections and failures of hops ask for them. */
    private final class Attempts implements RequestSender {

        @Override
        public String sentBy(SipHop hop) throws IOException {
            return engine.sentBy(hop);
        }

        @Override
        public boolean canSendTo(SipHop hop) {
            return engine.canSendTo(hop);
        }

        @Override
        public void send(SipRequest request, long timeoutMillis, Consumer<SipOutcome> outcome) {
            synchronized (OutgoingCall.this) {
                if (over || dialog() != null) {
                    calls.worker().execute(() -> outcome.accept(TERMINATED));
                    return;
                }
            }
            Invitation started = engine.invite(request, timeoutMillis, new Invitation.Listener() {
                @Override
                public void provisional(SipReply reply) {
                    OutgoingCall.this.provisional(reply);
                }

                @Override
                public void success(SipReply reply) {
                    OutgoingCall.this.success(reply);
                    outcome.accept(reply.outcome());
                }

                @Override
                public void failure(SipOutcome failed) {
                    outcome.accept(failed);
                }
            });
            boolean late;
            synchronized (OutgoingCall.this) {
                late = over;
                invitation = started;
            }
            if (late) {
                started.cancel();
            }
        }
    }
}
