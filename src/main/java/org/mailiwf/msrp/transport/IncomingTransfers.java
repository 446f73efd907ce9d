package org.mailiwf.msrp.transport;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

import org.mailiwf.msrp.protocol.MsrpStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The messages of a session that are being received, and the last ones that were: a chunk that comes late is answered as its message was.
 */
final class IncomingTransfers {

    private static final Logger LOG = LoggerFactory.getLogger(IncomingTransfers.class);
    /** Messages of which chunks are awaited at the same time. */
    private static final int MAX_OPEN = 8;
    /** Messages that are remembered. */
    private static final int MAX_KNOWN = 64;

    private final MsrpReceiver receiver;
    private final Map<String, IncomingTransfer> transfers = new LinkedHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private boolean closed;

    IncomingTransfers(MsrpReceiver receiver) {
        this.receiver = receiver;
    }

    /** What runs while nothing else of this session's messages does. */
    interface Action {
        void run() throws IOException;
    }

    void locked(Action action) throws IOException {
        lock.lock();
        try {
            action.run();
        } finally {
            lock.unlock();
        }
    }

    /** A chunk begins: finds its message, or asks the receiver whether it wants a new one. */
    void begin(IncomingChunk chunk) throws IOException {
        locked(() -> {
            IncomingTransfer transfer = transfers.get(chunk.messageId());
            if (transfer == null && chunk.contentType() != null) {
                transfer = create(chunk);
            }
            if (transfer != null) {
                chunk.isOf(transfer);
                transfer.chunkBegins(chunk);
                if (transfer.over() != null && !transfer.over().isSuccess()) {
                    chunk.answer(transfer.over());
                }
            }
        });
    }

    private IncomingTransfer create(IncomingChunk chunk) throws IOException {
        try {
            if (closed || transfers.values().stream().filter(transfer -> transfer.over() == null).count() >= MAX_OPEN) {
                throw new MsrpRefusedException(MsrpStatus.STOP_SENDING);
            }
            return known(chunk, new IncomingTransfer(this,
                    receiver.begin(new IncomingMessage(chunk.messageId(), chunk.contentType(), chunk.total())), chunk.total()));
        } catch (MsrpRefusedException e) {
            return refused(chunk, e.status());
        } catch (RuntimeException e) {
            LOG.error("an MSRP message is not taken", e);
            return refused(chunk, MsrpStatus.STOP_SENDING);
        }
    }

    private IncomingTransfer refused(IncomingChunk chunk, MsrpStatus status) throws IOException {
        IncomingTransfer transfer = known(chunk, new IncomingTransfer(this, NoSink.INSTANCE, chunk.total()));
        transfer.fail(status);
        return transfer;
    }

    private IncomingTransfer known(IncomingChunk chunk, IncomingTransfer transfer) {
        if (transfers.size() >= MAX_KNOWN) {
            transfers.entrySet().stream().filter(entry -> entry.getValue().over() != null).findFirst()
                    .ifPresent(oldest -> transfers.remove(oldest.getKey()));
        }
        transfers.put(chunk.messageId(), transfer);
        return transfer;
    }

    /** Aborts what is not complete. */
    void close(String why) {
        lock.lock();
        try {
            closed = true;
            transfers.values().forEach(transfer -> transfer.abort(MsrpStatus.NO_SESSION, why));
        } finally {
            lock.unlock();
        }
    }
}
