package org.mailiwf.smtpd.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Where replies are written to. {@link #flush} marks the end of a reply and sends nothing; {@link #send} sends all replies.
 *
 * <p>The few refusals that SubEtha's session gives by itself (a line too long, a bare CR or LF, no such command) lack the enhanced status
 * code that RFC 2034 section 4 asks for: it is put in here.
 */
final class ReplyStream extends OutputStream {

    private static final int SEND_AT = 8192;

    private final OutputStream out;
    private final ByteArrayOutputStream reply = new ByteArrayOutputStream(128);
    private final ByteArrayOutputStream replies = new ByteArrayOutputStream(512);

    ReplyStream(OutputStream out) {
        this.out = out;
    }

    @Override
    public void write(int octet) {
        reply.write(octet);
    }

    @Override
    public void write(byte[] octets, int offset, int length) {
        reply.write(octets, offset, length);
    }

    @Override
    public void flush() throws IOException {
        if (reply.size() > 0) {
            replies.writeBytes(withEnhancedStatus(reply.toByteArray()));
            reply.reset();
        }
        if (replies.size() >= SEND_AT) {
            send();
        }
    }

    /** Sends what was replied. */
    void send() throws IOException {
        if (replies.size() > 0) {
            replies.writeTo(out);
            replies.reset();
            out.flush();
        }
    }

    @Override
    public void close() throws IOException {
        try {
            flush();
            send();
        } finally {
            out.close();
        }
    }

    private static byte[] withEnhancedStatus(byte[] line) {
        boolean refusal = line.length > 5 && (line[0] == '4' || line[0] == '5') && line[3] == ' ';
        if (!refusal || line[4] == line[0] && line[5] == '.') {
            return line;
        }
        String text = new String(line, StandardCharsets.US_ASCII);
        String status = line[0] == '4' ? "4.3.0 " : "5.5.2 ";
        return (text.substring(0, 4) + status + text.substring(4)).getBytes(StandardCharsets.US_ASCII);
    }
}
