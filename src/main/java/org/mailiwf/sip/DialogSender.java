package org.mailiwf.sip;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends the requests of dialogs. What their hops do says nothing about the next hops of others, since the far side names them. */
final class DialogSender {

    private static final Logger LOG = LoggerFactory.getLogger(DialogSender.class);

    private static final int TCP_ABOVE = 1300;

    private final HopResolution requests;
    private final HopResolution acks;
    private final Executor worker;
    private final long patience;

    /**
     * @param timerF how long a request may take, milliseconds
     */
    DialogSender(SipEngine engine, DigestAuthentication authentication, HopResolver resolver, Set<String> transports, Executor worker,
                 long timerF) {
        this.worker = worker;
        this.patience = timerF;
        HopStates states = new HopStates(0, timerF);
        requests = new HopResolution(new HopFailover(new HopSender(engine, authentication, TCP_ABOVE), states, timerF), resolver,
                transports, worker);
        Acks sender = new Acks(engine);
        acks = new HopResolution(new HopFailover(new HopSender(sender, authentication.over(sender), TCP_ABOVE), states, timerF), resolver,
                transports, worker);
    }

    /** Sends a request in a transaction; nothing depends on its outcome. */
    void send(SipDialog dialog, String method, List<SipField> fields) {
        worker.execute(() -> {
            SipDialog.Request request = dialog.request(method, fields);
            start(requests, request).whenComplete((outcome, error) -> LOG.debug("{} {} is answered: {}", method, request.draft().callId(),
                    error == null ? outcome.status() : error.toString()));
        });
    }

    /** Sends an ACK for a 2xx; on the calling thread, which may have to wait for the connection. */
    void acknowledge(SipDialog dialog, long cseq) {
        start(acks, dialog.ack(cseq));
    }

    private CompletableFuture<SipOutcome> start(HopResolution path, SipDialog.Request request) {
        return path.send(request.draft(), List.of(request.next()), Deadline.in(patience));
    }

    /** An ACK has no response: it is done with when it is sent. */
    private record Acks(SipEngine engine) implements RequestSender {

        private static final SipOutcome SENT = SipOutcome.of(200, "", List.of());

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
            try {
                engine.acknowledge(request);
                outcome.accept(SENT);
            } catch (IOException e) {
                LOG.warn("ACK {} could not be sent to {}: {}", request.callId(), request.hop(), e.getMessage());
                outcome.accept(SipOutcome.failed(SipFailure.TRANSPORT));
            }
        }
    }
}
