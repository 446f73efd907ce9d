package org.mailiwf.msrp.transport;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

import org.mailiwf.msrp.protocol.ByteRange;
import org.mailiwf.msrp.protocol.Continuation;
import org.mailiwf.msrp.protocol.MsrpEncoder;
import org.mailiwf.msrp.protocol.MsrpField;
import org.mailiwf.msrp.protocol.MsrpHead;

/**
 * One chunk of a message, with the room for its head and its end-line around it, so that it is written at once. Reads one octet ahead: the
 * chunk must know that it is the last.
 */
final class ChunkBuffer {

    /** A chunk of more octets says {@code *} for its end (RFC 4975 section 7.1.1). */
    private static final int MAX_DEFINITE = 2048;
    /** Of the longest end-line, and the octet that is read ahead. */
    private static final int TAIL = 64;
    /** Of the start-line, Byte-Range and the like. */
    private static final int FIXED_HEAD = 256;

    private final MsrpMessage message;
    private final List<MsrpField> before;
    private final byte[] buffer;
    private final int body;
    private final int size;
    private int filled;
    private boolean last;
    private String transactionId;
    private long start;

    ChunkBuffer(MsrpMessage message, List<MsrpField> paths, int chunkSize) {
        this.message = message;
        this.before = new ArrayList<>(paths);
        before.add(new MsrpField(MsrpHead.MESSAGE_ID, message.messageId()));
        before.add(new MsrpField(MsrpHead.SUCCESS_REPORT, message.successReport() ? "yes" : "no"));
        before.add(new MsrpField(MsrpHead.FAILURE_REPORT, message.failureReport().toString()));
        this.size = message.length() >= 0 ? (int) Math.min(chunkSize, Math.max(message.length(), 1)) : chunkSize;
        this.body = FIXED_HEAD + message.contentType().length() * 3
                + before.stream().mapToInt(field -> field.name().length() + field.value().length() * 3 + 4).sum();
        this.buffer = new byte[body + size + TAIL];
    }

    /**
     * Reads the next chunk.
     *
     * @return {@code null}, or what is wrong with the content
     */
    String fill() {
        byte ahead = buffer[body + size];
        boolean first = transactionId == null;
        start += first ? 0 : filled;
        if (!first) {
            buffer[body] = ahead;
        }
        int had = first ? 0 : 1;
        int has;
        try {
            has = had + read(body + had, size + 1 - had);
        } catch (IOException e) {
            return "the content cannot be read: " + e.getMessage();
        }
        last = has <= size;
        filled = Math.min(has, size);
        if (message.length() >= 0 && (last ? start + filled != message.length() : start + filled >= message.length())) {
            return "the content does not have the length that was said";
        }
        transactionId = MsrpEncoder.transactionIdFor(buffer, body, filled);
        return null;
    }

    private int read(int at, int octets) throws IOException {
        InputStream content = message.content();
        int has = 0;
        while (has < octets) {
            int read = content.read(buffer, at + has, octets - has);
            if (read < 0) {
                break;
            }
            has += read;
        }
        return has;
    }

    String transactionId() {
        return transactionId;
    }

    boolean isLast() {
        return last;
    }

    /** How many octets of the message have gone when this chunk has. */
    long end() {
        return start + filled;
    }

    void write(MsrpConnection connection) throws IOException {
        List<MsrpField> fields = new ArrayList<>(before);
        long total = last ? end() : message.length();
        fields.add(new MsrpField(MsrpHead.BYTE_RANGE,
                new ByteRange(start + 1, filled > MAX_DEFINITE ? ByteRange.UNKNOWN : end(), total).toString()));
        fields.add(new MsrpField(MsrpHead.CONTENT_TYPE, message.contentType()));
        byte[] head = MsrpEncoder.beforeBody(MsrpHead.request(transactionId, MsrpHead.SEND, fields));
        byte[] tail = MsrpEncoder.afterBody(transactionId, last ? Continuation.END : Continuation.MORE);
        byte ahead = buffer[body + size];
        System.arraycopy(head, 0, buffer, body - head.length, head.length);
        System.arraycopy(tail, 0, buffer, body + filled, tail.length);
        connection.write(buffer, body - head.length, head.length + filled + tail.length);
        buffer[body + size] = ahead;
    }
}
