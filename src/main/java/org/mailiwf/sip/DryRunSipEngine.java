package org.mailiwf.sip;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * An engine without a network: writes every request, octet for octet, to a stream, and lets it end with 200. It opens no socket and
 * receives nothing. Give it to {@link SipComponent#setEngine(SipEngine)} to see what a route would send.
 */
public final class DryRunSipEngine implements SipEngine {

    /** What a free port would be is not known without a network. */
    private static final int DEFAULT_PORT = 5060;

    private final OutputStream out;
    private final List<SipListeningPoint> points = new CopyOnWriteArrayList<>();

    /**
     * @param out gets the requests, one after the other with nothing between them; it is flushed after each and never closed
     */
    public DryRunSipEngine(OutputStream out) {
        this.out = out;
    }

    @Override
    public void start(SipSettings settings, Executor worker) {
        points.clear();
    }

    @Override
    public void stop() {
        points.clear();
    }

    /** Answers with the points as they were asked for, 5060 for any free port. */
    @Override
    public List<SipListeningPoint> listen(List<SipListeningPoint> wanted, Consumer<IncomingSipRequest> requests) {
        List<SipListeningPoint> bound = wanted.stream()
                .map(point -> point.port() > 0 ? point : new SipListeningPoint(point.transport(), point.host(), DEFAULT_PORT)).toList();
        points.addAll(bound);
        return bound;
    }

    @Override
    public String sentBy(SipHop hop) throws IOException {
        return points.stream().filter(point -> point.transport().equals(hop.transport())).findFirst()
                .map(point -> point.host() + ":" + point.port())
                .orElseThrow(() -> new IOException("There is no listening point for " + hop.transport() + " to send to " + hop));
    }

    @Override
    public boolean canSendTo(SipHop hop) {
        return points.stream().anyMatch(point -> point.transport().equals(hop.transport()));
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
        outcome.accept(SipOutcome.of(200, "OK", List.of()));
    }

    /**
     * Writes the INVITE, and lets it end with 488, since there is nobody who would answer what it offers.
     *
     * @throws UncheckedIOException if the stream cannot be written
     */
    @Override
    public Invitation invite(SipRequest request, long timeoutMillis, Invitation.Listener listener) {
        send(request, timeoutMillis, written -> listener.failure(SipOutcome.of(488, SipReason.of(488), List.of())));
        return () -> { };
    }

    /** There is no 2xx to acknowledge. */
    @Override
    public void acknowledge(SipRequest ack) {
        throw new IllegalStateException("Nobody has answered");
    }
}
