package org.mailiwf.msrp.transport;

import java.io.IOException;

import org.mailiwf.msrp.protocol.ByteRange;
import org.mailiwf.msrp.protocol.Continuation;
import org.mailiwf.msrp.protocol.FailureReport;
import org.mailiwf.msrp.protocol.MsrpHead;
import org.mailiwf.msrp.protocol.MsrpStatus;
import org.mailiwf.msrp.protocol.MsrpSyntaxException;

/** A SEND that is being read, and its response, which is written once at most. Used by the thread that reads the connection. */
final class IncomingChunk {

    private final MsrpHead head;
    private final MsrpConnection connection;
    private final String messageId;
    private final ByteRange range;
    private final FailureReport failureReport;
    private final boolean successReport;
    private IncomingTransfer transfer;
    private long octets;
    private boolean answered;

    private IncomingChunk(MsrpHead head, MsrpConnection connection, String messageId) throws MsrpSyntaxException {
        this.head = head;
        this.connection = connection;
        this.messageId = messageId;
        this.range = head.byteRange();
        this.failureReport = head.failureReport();
        this.successReport = head.successReport();
    }

    /** @throws MsrpSyntaxException if one of its fields is not what it should be */
    static IncomingChunk of(MsrpHead head, MsrpConnection connection) throws MsrpSyntaxException {
        return new IncomingChunk(head, connection, head.messageId());
    }

    String messageId() {
        return messageId;
    }

    MsrpHead head() {
        return head;
    }

    MsrpConnection connection() {
        return connection;
    }

    boolean wantsSuccessReport() {
        return successReport;
    }

    /** {@code null} in a SEND without a body. */
    String contentType() {
        return head.value(MsrpHead.CONTENT_TYPE);
    }

    /** Octets of the whole message; -1 if it does not say. */
    long total() {
        return range.total();
    }

    /** The position in the message, from 0, of what comes next. */
    long position() {
        return range.start() - 1 + octets;
    }

    long start() {
        return range.start() - 1;
    }

    void isOf(IncomingTransfer itsTransfer) {
        transfer = itsTransfer;
    }

    void octets(byte[] buffer, int offset, int length) throws IOException {
        if (answered) {
            return;
        }
        if (transfer == null || range.end() != ByteRange.UNKNOWN && position() + length > range.end()
                || range.total() != ByteRange.UNKNOWN && position() + length > range.total()) {
            // a body without Content-Type, or beyond its Byte-Range
            fail(MsrpStatus.BAD_REQUEST);
            return;
        }
        transfer.octets(this, buffer, offset, length);
        octets += length;
    }

    void end(Continuation continuation) throws IOException {
        if (transfer == null) {
            answer(MsrpStatus.OK);
        } else if (!answered) {
            transfer.chunkEnds(this, continuation);
        }
    }

    /** Answers with a failure, and ends the message with it. */
    void fail(MsrpStatus status) throws IOException {
        answer(status);
        if (transfer != null) {
            transfer.fail(status);
        }
    }

    /** Writes the response, if the sender wants it. */
    void answer(MsrpStatus status) throws IOException {
        if (answered) {
            return;
        }
        answered = true;
        if (failureReport == FailureReport.YES || failureReport == FailureReport.PARTIAL && !status.isSuccess()) {
            connection.write(head.response(status), Continuation.END);
        }
    }
}
