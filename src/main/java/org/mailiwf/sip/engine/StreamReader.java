package org.mailiwf.sip.engine;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Cuts a stream into messages (RFC 3261 section 18.3): heads that end with an empty line, and bodies of a given length. It reads on only
 * when it is asked for more, so that a peer that sends faster than its messages are processed is held back by TCP. One thread.
 */
final class StreamReader {

    private static final int CHUNK = 8192;

    private final InputStream in;
    private final int maxHead;
    private byte[] buffer = new byte[CHUNK];
    private int start;
    private int end;

    /** What is done while a message is awaited. */
    interface Waiting {
        /** CRLF CRLF has come in the place of a message (RFC 5626 section 4.4.1). */
        void pinged() throws IOException;

        /** A message has begun, and the rest of it is awaited. */
        void begun();
    }

    /**
     * @param maxHead the largest head, octets
     */
    StreamReader(InputStream in, int maxHead) {
        this.in = in;
        this.maxHead = maxHead;
    }

    /**
     * The next head with its empty line.
     *
     * @return             {@code null} at the end of the stream
     * @throws IOException if the stream breaks or ends within a head, or a head is too large or holds a CR without LF, by which two readers
     *                     would disagree where it ends
     */
    byte[] head(Waiting waiting) throws IOException {
        if (!skipLineEnds(waiting)) {
            return null;
        }
        int lineStart = start;
        for (int i = start;; i++) {
            if (i == end) {
                waiting.begun();
                int shift = start;
                if (!fill()) {
                    throw new EOFException("The connection ends within a message");
                }
                i -= shift - start;
                lineStart -= shift - start;
            }
            if (i - start >= maxHead) {
                throw new IOException("The head of a message is larger than " + maxHead + " octets");
            }
            byte octet = buffer[i];
            if (i > lineStart && buffer[i - 1] == '\r' && octet != '\n') {
                throw new IOException("A CR without LF");
            }
            if (octet == '\n') {
                boolean empty = i == lineStart || i == lineStart + 1 && buffer[lineStart] == '\r';
                lineStart = i + 1;
                if (empty) {
                    return take(i + 1 - start);
                }
            }
        }
    }

    /**
     * The body that follows.
     *
     * @throws IOException if the stream breaks or ends within it
     */
    byte[] body(int length, Waiting waiting) throws IOException {
        byte[] body = new byte[length];
        int have = Math.min(length, end - start);
        System.arraycopy(buffer, start, body, 0, have);
        start += have;
        while (have < length) {
            waiting.begun();
            int read = in.read(body, have, length - have);
            if (read < 0) {
                throw new EOFException("The connection ends within a message");
            }
            have += read;
        }
        return body;
    }

    /** Leaves the first octet of a message at {@link #start}; {@code false} at the end of the stream. */
    private boolean skipLineEnds(Waiting waiting) throws IOException {
        int inPing = 0;
        while (true) {
            if (start == end && !fill()) {
                return false;
            }
            byte octet = buffer[start];
            if (octet != '\r' && octet != '\n') {
                return true;
            }
            start++;
            boolean expected = octet == (inPing % 2 == 0 ? '\r' : '\n');
            inPing = expected ? inPing + 1 : 0;
            if (inPing == 4) {
                inPing = 0;
                waiting.pinged();
            }
        }
    }

    private byte[] take(int length) {
        byte[] octets = Arrays.copyOfRange(buffer, start, start + length);
        start += length;
        return octets;
    }

    /** Reads more behind what is there, which moves to the front of the buffer. */
    private boolean fill() throws IOException {
        System.arraycopy(buffer, start, buffer, 0, end - start);
        end -= start;
        start = 0;
        if (end == buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.min(2 * buffer.length, maxHead + CHUNK));
        } else if (end == 0 && buffer.length > CHUNK) {
            buffer = new byte[CHUNK];
        }
        int read = in.read(buffer, end, buffer.length - end);
        end += Math.max(0, read);
        return read >= 0;
    }
}
