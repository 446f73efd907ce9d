package org.mailiwf.sip;

import java.util.ArrayDeque;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * One MESSAGE at a time to one URI, in the order of their coming (RFC 3428 section 8), for all endpoints of a component. Nobody blocks:
 * what has to wait is a future in a queue. A URI that no request is under way to takes no memory.
 */
final class UriQueues {

    /** How many requests may wait for one URI. */
    private static final int MAX_WAITING = 100;

    /** The requests that wait while one is under way; made when the first has to. */
    private static final class Line {
        private Queue<CompletableFuture<Void>> waiting;
    }

    private final Map<String, Line> lines = new ConcurrentHashMap<>();
    private final Executor worker;

    /**
     * @param worker runs what had to wait
     */
    UriQueues(Executor worker) {
        this.worker = worker;
    }

    /**
     * Sends when no other request to that URI is under way: at once on the calling thread, or later on a worker.
     *
     * @param  patience how long it may wait for its turn, milliseconds
     * @param  sending  sends; its outcome lets the next one go
     * @return          the outcome; {@link SipFailure#PENDING} if its turn did not come
     */
    CompletableFuture<SipOutcome> send(SipUri uri, long patience, Supplier<CompletableFuture<SipOutcome>> sending) {
        String key = key(uri);
        CompletableFuture<Void> turn = new CompletableFuture<>();
        lines.compute(key, (each, line) -> enter(line, turn));
        if (turn.isDone()) {
            return turn.isCompletedExceptionally() ? pending() : sendAndLeave(key, sending);
        }
        return turn.orTimeout(patience, TimeUnit.MILLISECONDS).handleAsync((come, late) -> late == null, worker)
                .thenCompose(come -> come ? sendAndLeave(key, sending) : pending());
    }

    private static Line enter(Line line, CompletableFuture<Void> turn) {
        if (line == null) {
            turn.complete(null);
            return new Line();
        }
        if (line.waiting == null) {
            line.waiting = new ArrayDeque<>();
        }
        if (line.waiting.size() >= MAX_WAITING) {
            // those that have given up are still there
            line.waiting.removeIf(CompletableFuture::isDone);
        }
        if (line.waiting.size() >= MAX_WAITING) {
            turn.completeExceptionally(new RejectedExecutionException());
        } else {
            line.waiting.add(turn);
        }
        return line;
    }

    private CompletableFuture<SipOutcome> sendAndLeave(String key, Supplier<CompletableFuture<SipOutcome>> sending) {
        try {
            return sending.get().whenComplete((outcome, error) -> leave(key));
        } catch (RuntimeException e) {
            leave(key);
            throw e;
        }
    }

    /** The next one that has not given up goes. */
    private void leave(String key) {
        CompletableFuture<Void> next;
        do {
            next = poll(key);
        } while (next != null && !next.complete(null));
    }

    /** Takes the next one out of the line, or ends the line when there is none. */
    private CompletableFuture<Void> poll(String key) {
        AtomicReference<CompletableFuture<Void>> next = new AtomicReference<>();
        lines.computeIfPresent(key, (each, line) -> {
            next.set(line.waiting == null ? null : line.waiting.poll());
            return next.get() == null ? null : line;
        });
        return next.get();
    }

    /** Nobody's turn comes any more. */
    void close() {
        lines.keySet().forEach(key -> {
            for (CompletableFuture<Void> next = poll(key); next != null; next = poll(key)) {
                next.completeExceptionally(new RejectedExecutionException());
            }
        });
    }

    private static CompletableFuture<SipOutcome> pending() {
        return CompletableFuture.completedFuture(SipOutcome.failed(SipFailure.PENDING));
    }

    /** The URI without its parameters; the host in lower case, since only the user part knows case (RFC 3261 section 19.1.4). */
    private static String key(SipUri uri) {
        String text = uri.text();
        int host = text.indexOf('@') + 1;
        int end = host;
        while (end < text.length() && text.charAt(end) != ';' && text.charAt(end) != '?') {
            end++;
        }
        return text.substring(0, host) + text.substring(host, end).toLowerCase(Locale.ROOT);
    }

    boolean isIdle() {
        return lines.isEmpty();
    }

    /** How many URIs have a request under way. */
    int busy() {
        return lines.size();
    }
}
