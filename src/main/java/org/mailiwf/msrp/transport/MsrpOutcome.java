package org.mailiwf.msrp.transport;

import org.mailiwf.msrp.protocol.MsrpStatus;

/**
 * What became of a message that was sent.
 *
 * @param kind          of outcome
 * @param status        what the peer answered or reported; {@code null} if nothing was heard that matters
 * @param reported      whether the status came in a REPORT, end to end, and not in a response of the next hop
 * @param octets        of the message that were handed to the connection
 * @param lastChunkSent whether the last chunk was handed to it: if so, and the outcome is not known, the peer may have the message
 * @param detail        what happened, in words; for logs
 */
public record MsrpOutcome(Kind kind, MsrpStatus status, boolean reported, long octets, boolean lastChunkSent, String detail) {

    /** Kinds of outcomes. */
    public enum Kind {
        /** Every chunk was answered with 200; if a success REPORT was asked for and came in time, {@link MsrpOutcome#reported()}. */
        DELIVERED,
        /** All was sent, and no response was asked for (Failure-Report {@code partial} or {@code no}). */
        SENT,
        /** The peer answered or reported a failure: {@link MsrpOutcome#status()}. */
        REFUSED,
        /** No response in time, or the peer did not read any more. */
        TIMEOUT,
        /** There was no connection: it could not be opened, TLS failed, or the peer did not open it in time. Nothing was sent. */
        NO_CONNECTION,
        /** The connection ended, or broke the protocol. */
        CONNECTION_LOST,
        /** The content could not be read, or has another length than was said. The message was aborted. */
        CONTENT_FAILED,
        /** The session was closed by us, as on BYE, or the caller gave up. */
        CANCELLED
    }

    /** Whether the message has arrived, as far as was asked for. */
    public boolean isSuccess() {
        return kind == Kind.DELIVERED || kind == Kind.SENT;
    }
}
