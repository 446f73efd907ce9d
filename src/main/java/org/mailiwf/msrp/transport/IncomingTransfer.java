package org.mailiwf.msrp.transport;

import java.io.IOException;
import java.util.List;

import org.mailiwf.msrp.protocol.ByteRange;
import org.mailiwf.msrp.protocol.Continuation;
import org.mailiwf.msrp.protocol.MsrpField;
import org.mailiwf.msrp.protocol.MsrpHead;
import org.mailiwf.msrp.protocol.MsrpIds;
import org.mailiwf.msrp.protocol.MsrpStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A message that is being received: puts its chunks together (RFC 4975 section 7.3.1). Guarded by the lock of {@link IncomingTransfers}.
 */
final class IncomingTransfer {

    private static final Logger LOG = LoggerFactory.getLogger(IncomingTransfer.class);

    private final IncomingTransfers transfers;
    private final MsrpSink sink;
    private final OctetRanges there = new OctetRanges();
    /** Octets of the message; -1 as long as nobody has said. */
    private long total;
    private boolean endSeen;
    private boolean successReport;
    /** What every further chunk is answered with; {@code null} as long as octets are taken. */
    private volatile MsrpStatus over;

    IncomingTransfer(IncomingTransfers transfers, MsrpSink sink, long total) {
        this.transfers = transfers;
        this.sink = sink;
        this.total = total;
    }

    /** {@code null} as long as octets are taken. */
    MsrpStatus over() {
        return over;
    }

    void chunkBegins(IncomingChunk chunk) {
        successReport |= chunk.wantsSuccessReport();
    }

    void octets(IncomingChunk chunk, byte[] buffer, int offset, int length) throws IOException {
        transfers.locked(() -> {
            if (over != null) {
                chunk.answer(over);
                return;
            }
            try {
                sink.octets(chunk.position(), buffer, offset, length);
            } catch (MsrpRefusedException e) {
                chunk.fail(e.status());
            } catch (IOException | RuntimeException e) {
                LOG.warn("an MSRP message cannot be kept", e);
                chunk.fail(MsrpStatus.STOP_SENDING);
            }
        });
    }

    void chunkEnds(IncomingChunk chunk, Continuation continuation) throws IOException {
        transfers.locked(() -> ends(chunk, continuation));
    }

    private void ends(IncomingChunk chunk, Continuation continuation) throws IOException {
        if (over != null) {
            chunk.answer(over);
            return;
        }
        if (continuation == Continuation.ABORT) {
            chunk.answer(MsrpStatus.OK);
            abort(MsrpStatus.OK, "the sender has aborted the message");
            return;
        }
        if (!there.add(chunk.start(), chunk.position())) {
            chunk.fail(MsrpStatus.STOP_SENDING);
            return;
        }
        if (continuation == Continuation.END) {
            endSeen = true;
            total = total < 0 ? chunk.position() : total;
        } else if (total < 0) {
            total = chunk.total();
        }
        if (total >= 0 && there.highest() > total || continuation == Continuation.END && chunk.position() != total) {
            chunk.fail(MsrpStatus.BAD_REQUEST);
        } else if (endSeen && there.covers(total)) {
            complete(chunk);
        } else {
            chunk.answer(MsrpStatus.OK);
        }
    }

    private void complete(IncomingChunk chunk) {
        over = MsrpStatus.OK;
        MsrpConnection connection = chunk.connection();
        connection.works();
        try {
            sink.end(total).whenComplete((status, failure) -> {
                if (failure != null) {
                    LOG.warn("an MSRP message is not taken", failure);
                }
                completed(chunk, failure == null ? status : MsrpStatus.STOP_SENDING);
            });
        } catch (RuntimeException e) {
            LOG.error("an MSRP message is not taken", e);
            completed(chunk, MsrpStatus.STOP_SENDING);
        }
    }

    private void completed(IncomingChunk chunk, MsrpStatus status) {
        over = status;
        try {
            chunk.answer(status);
            if (successReport && status.isSuccess()) {
                chunk.connection().write(successReport(chunk.head()), Continuation.END);
            }
        } catch (IOException e) {
            LOG.debug("the peer of an MSRP message has gone before its answer", e);
        } finally {
            chunk.connection().worked();
        }
    }

    private MsrpHead successReport(MsrpHead send) throws IOException {
        return MsrpHead.request(MsrpIds.next(), MsrpHead.REPORT, List.of(
                new MsrpField(MsrpHead.TO_PATH, send.fromPath().toString()),
                new MsrpField(MsrpHead.FROM_PATH, send.toPath().first().toString()),
                new MsrpField(MsrpHead.MESSAGE_ID, send.messageId()),
                new MsrpField(MsrpHead.BYTE_RANGE, new ByteRange(1, total, total).toString()),
                new MsrpField(MsrpHead.STATUS, "000 " + MsrpStatus.OK)));
    }

    void fail(MsrpStatus status) {
        abort(status, "the message was refused: " + status);
    }

    /** @param answer what further chunks are answered with */
    void abort(MsrpStatus answer, String why) {
        if (over == null) {
            over = answer;
            sink.aborted(why);
        }
    }
}
