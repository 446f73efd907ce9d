package org.mailiwf.msrp.transport;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import org.mailiwf.msrp.protocol.ByteRange;
import org.mailiwf.msrp.protocol.Continuation;
import org.mailiwf.msrp.protocol.FailureReport;
import org.mailiwf.msrp.protocol.MsrpField;
import org.mailiwf.msrp.protocol.MsrpHead;
import org.mailiwf.msrp.protocol.MsrpIds;
import org.mailiwf.msrp.protocol.MsrpStatus;
import org.mailiwf.msrp.transport.MsrpOutcome.Kind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A message on its way to the peer: a chunk at a time, with no more of them unanswered than the window allows. */
final class OutgoingTransfer {

    private static final Logger LOG = LoggerFactory.getLogger(OutgoingTransfer.class);

    private final MsrpSession session;
    private final MsrpSettings settings;
    private final MsrpMessage message;
    private final CompletableFuture<MsrpOutcome> outcome = new CompletableFuture<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    /** Unanswered, the oldest first. */
    private final Deque<Pending> window = new ArrayDeque<>();
    private final AtomicBoolean begun = new AtomicBoolean();
    private final OctetRanges reported = new OctetRanges();
    /** Why the transfer ends before its time; {@code null} as long as it goes on. */
    private Failure failure;
    private MsrpStatus lastStatus;
    private long lastAnswer = System.nanoTime();
    private boolean lastChunkAnswered;
    /** Every chunk has been answered with 200: what happens to the connection then does not undo that. */
    private boolean acknowledged;
    /** No REPORT will come any more. */
    private boolean over;
    private volatile long sent;
    private volatile boolean lastChunkSent;

    private record Failure(Kind kind, MsrpStatus status, boolean reported, String detail) {
    }

    /** A SEND whose response is awaited. */
    private final class Pending implements MsrpTransaction {

        private final String id;
        private final boolean last;
        /** When its last octet was written; until then the connection watches that the peer reads. */
        private long writtenAt = Long.MAX_VALUE;

        Pending(String id, boolean last) {
            this.id = id;
            this.last = last;
        }

        @Override
        public void answered(MsrpHead response) {
            MsrpStatus status = response.status();
            change(() -> {
                window.remove(this);
                lastAnswer = System.nanoTime();
                lastStatus = status;
                lastChunkAnswered |= last;
                if (!status.isSuccess()) {
                    fail(new Failure(Kind.REFUSED, status, false, "the peer has answered " + status));
                } else if (failure == null && lastChunkAnswered && window.isEmpty()) {
                    acknowledged = message.failureReport() == FailureReport.YES;
                }
            });
        }

        @Override
        public void lost(LostConnection why) {
            change(() -> fail(new Failure(why.kind(), null, false, why.detail())));
        }
    }

    OutgoingTransfer(MsrpSession session, MsrpSettings settings, MsrpMessage message) {
        this.session = session;
        this.settings = settings;
        this.message = message;
    }

    CompletableFuture<MsrpOutcome> outcome() {
        return outcome;
    }

    String messageId() {
        return message.messageId();
    }

    /** There is no connection. */
    void unbound(LostConnection why) {
        closeContent();
        finish(new MsrpOutcome(why.kind() == Kind.CANCELLED ? Kind.CANCELLED : Kind.NO_CONNECTION, null, false, 0, false, why.detail()));
    }

    /** Stops before the next chunk. */
    void abort(LostConnection why) {
        change(() -> fail(new Failure(why.kind(), null, false, why.detail())));
    }

    /** Whether nobody has called this before: who gets true runs the transfer. */
    boolean begin() {
        return begun.compareAndSet(false, true);
    }

    /** A REPORT has come for octets of this message. */
    void reported(ByteRange range, MsrpStatus status) {
        change(() -> {
            if (status.isSuccess()) {
                reported.add(range.start() - 1, range.end() == ByteRange.UNKNOWN ? sent : range.end());
                lastStatus = status;
            } else {
                fail(new Failure(Kind.REFUSED, status, true, "the peer has reported " + status));
            }
        });
    }

    /** Sends the message and waits for what it is answered with. */
    void run(MsrpConnection connection) {
        try {
            sendAll(connection);
            awaitAnswers();
            finish(result());
        } catch (IOException e) {
            // a write has failed: because the connection was closed, or it is the first to notice that it has ended
            LostConnection why = connection.lost();
            finish(failed(why == null ? new Failure(Kind.CONNECTION_LOST, null, false, e.getMessage())
                    : new Failure(why.kind(), null, false, why.detail())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            finish(failed(new Failure(Kind.CANCELLED, null, false, "this side stops")));
        } catch (RuntimeException e) {
            LOG.error("an MSRP message cannot be sent", e);
            finish(failed(new Failure(Kind.CONTENT_FAILED, null, false, "an error of this side")));
        } finally {
            window.forEach(pending -> connection.forget(pending.id));
            closeContent();
        }
    }

    private void sendAll(MsrpConnection connection) throws IOException, InterruptedException {
        List<MsrpField> paths = session.paths();
        ChunkBuffer chunk = new ChunkBuffer(message, paths, settings.chunkSize());
        while (true) {
            String unreadable = chunk.fill();
            if (unreadable != null) {
                change(() -> fail(new Failure(Kind.CONTENT_FAILED, null, false, unreadable)));
            }
            if (!awaitWindow()) {
                sendAbort(connection, paths);
                return;
            }
            Pending pending = new Pending(chunk.transactionId(), chunk.isLast());
            if (message.failureReport() != FailureReport.NO) {
                connection.expect(pending.id, pending);
            }
            if (message.failureReport() == FailureReport.YES) {
                change(() -> window.add(pending));
            }
            chunk.write(connection);
            change(() -> pending.writtenAt = System.nanoTime());
            sent = chunk.end();
            if (chunk.isLast()) {
                lastChunkSent = true;
                return;
            }
        }
    }

    /** Tells the peer that the rest will not come, if it has begun and may still care. */
    private void sendAbort(MsrpConnection connection, List<MsrpField> paths) throws IOException {
        Failure why = failure();
        boolean dead = why.kind() == Kind.TIMEOUT || why.status() != null
                && (why.status().code() == MsrpStatus.NO_SESSION.code() || why.status().code() == MsrpStatus.OTHER_CONNECTION.code());
        if (sent == 0 || dead || !connection.isOpen()) {
            return;
        }
        List<MsrpField> fields = new ArrayList<>(paths);
        fields.add(new MsrpField(MsrpHead.MESSAGE_ID, message.messageId()));
        fields.add(new MsrpField(MsrpHead.FAILURE_REPORT, FailureReport.NO.toString()));
        fields.add(new MsrpField(MsrpHead.BYTE_RANGE, new ByteRange(sent + 1, ByteRange.UNKNOWN, message.length()).toString()));
        connection.write(MsrpHead.request(MsrpIds.next(), MsrpHead.SEND, fields), Continuation.ABORT);
    }

    /** @return false if the transfer has failed */
    private boolean awaitWindow() throws InterruptedException {
        lock.lock();
        try {
            while (failure == null && window.size() >= settings.window()) {
                awaitOldest();
            }
            return failure == null;
        } finally {
            lock.unlock();
        }
    }

    private void awaitAnswers() throws InterruptedException {
        lock.lock();
        try {
            while (failure == null && !window.isEmpty()) {
                awaitOldest();
            }
            long left = settings.reportTimeout().toNanos();
            while (failure == null && !over && lastChunkSent && message.successReport() && !reported.covers(sent) && left > 0) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /** The time of a response runs from its SEND, or from the last response: what waits in between in a slow network has not gone yet. */
    private void awaitOldest() throws InterruptedException {
        long writtenAt = window.getFirst().writtenAt;
        long now = System.nanoTime();
        long waited = writtenAt == Long.MAX_VALUE ? 0 : Math.min(now - writtenAt, now - lastAnswer);
        long left = settings.transactionTimeout().toNanos() - waited;
        if (left > 0) {
            changed.awaitNanos(left);
        } else {
            fail(new Failure(Kind.TIMEOUT, null, false, "no response within " + settings.transactionTimeout().toSeconds() + " s"));
        }
    }

    private MsrpOutcome result() {
        lock.lock();
        try {
            if (failure != null) {
                return failed(failure);
            }
            boolean confirmed = message.failureReport() == FailureReport.YES || message.successReport() && reported.covers(sent);
            return new MsrpOutcome(confirmed ? Kind.DELIVERED : Kind.SENT, lastStatus, message.successReport() && reported.covers(sent),
                    sent, true, confirmed ? "delivered" : "sent");
        } finally {
            lock.unlock();
        }
    }

    /** What was heard first counts: of a connection that was closed, why it was. */
    private MsrpOutcome failed(Failure last) {
        Failure first = failure();
        Failure why = first == null ? last : first;
        return new MsrpOutcome(why.kind(), why.status(), why.reported(), sent, lastChunkSent, why.detail());
    }

    private Failure failure() {
        lock.lock();
        try {
            return failure;
        } finally {
            lock.unlock();
        }
    }

    private void fail(Failure why) {
        if (acknowledged && why.status() == null) {
            over = true;
        } else if (failure == null) {
            failure = why;
        }
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void finish(MsrpOutcome result) {
        session.sent(this);
        outcome.complete(result);
    }

    private void closeContent() {
        try {
            message.content().close();
        } catch (IOException e) {
            LOG.debug("closing the content of an MSRP message", e);
        }
    }
}
