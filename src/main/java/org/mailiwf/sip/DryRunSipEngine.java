package org.mailiwf.sip;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * An engine without a network: writes every request, octet for octet, to a stream, and lets it end with 200. It opens no socket and
 * receives nothing. Give it to {@link SipComponent#setEngine(SipEngine)} to see what a route would send.
 */
public final class DryRunSipEngine implements SipEngine {

    private static final String SENT_BY = "127.0.0.1:5060";

    private final OutputStream out;
    private Executor worker;

    /**
     * @param out gets the requests, one after the other with nothing between them; it is flushed after each and never closed
     */
    public DryRunSipEngine(OutputStream out) {
        this.out = out;
    }

    @Override
    public void start(SipSettings settings, Executor newWorker) {
        worker = newWorker;
    }

    @Override
    public void stop() {
        // nothing is open
    }

    /** Answers with the points as they were asked for. */
    @Override
    public List<SipListeningPoint> listen(List<SipListeningPoint> points, Consumer<IncomingSipRequest> requests) {
        return points;
    }

    @Override
    public String sentBy(SipHop hop) {
        return SENT_BY;
    }

    /**
     * @throws UncheckedIOException if the stream cannot be written
     */
    @Override
    public void send(SipRequest request, long timeoutMillis, Consumer<SipOutcome> outcome) {
        synchronized (out) {
            try {
                out.write(request.octets());
                out.flush();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        worker.execute(() -> outcome.accept(SipOutcome.of(200, "OK", List.of())));
    }
}
