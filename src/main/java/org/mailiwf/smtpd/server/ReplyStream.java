package org.mailiwf.smtpd.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

import org.mailiwf.smtpd.protocol.Replies;

/**
 * Where replies are written to. {@link #flush} marks the end of a reply and sends nothing; {@link #send} sends all replies.
 *
 * <p>The few refusals that SubEtha's session gives by itself (a line too long, a bare CR or LF, no such command) lack the enhanced status
 * code that RFC 2034 section 4 asks for: it is put in here. And since all refusals pass here, errors are counted here: behind one
 * too many follows a 421, and then nothing more.
 */
final class ReplyStream extends OutputStream {

    private static final int SEND_AT = 8192;

    private final int maxErrors;
    private final ByteArrayOutputStream reply = new ByteArrayOutputStream(128);
    private final ByteArrayOutputStream replies = new ByteArrayOutputStream(512);

    private OutputStream out;
    private int errors;
    private boolean saidGoodbye;

    /** @param maxErrors 0 for no limit */
    ReplyStream(OutputStream out, int maxErrors) {
        this.out = out;
        this.maxErrors = maxErrors;
    }

    /** What is replied from now on goes to {@code layer}; errors are counted on. */
    void continueOver(OutputStream layer) {
        out = layer;
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
            if (!saidGoodbye) {
                add(withEnhancedStatus(reply.toByteArray()));
            }
            reply.reset();
        }
        if (replies.size() >= SEND_AT) {
            send();
        }
    }

    private void add(byte[] line) {
        replies.writeBytes(line);
        errors += isError(line) ? 1 : 0;
        if (maxErrors > 0 && errors >= maxErrors) {
            replies.writeBytes((Replies.TOO_MANY_ERRORS.line() + "\r\n").getBytes(StandardCharsets.US_ASCII));
            saidGoodbye = true;
        }
    }

    /**
     * A command that was unknown, malformed or out of place: 50z (RFC 5321 section 4.2.1) with 5.5.x (RFC 3463 section 3.6); or a login that
     * failed: 535. No answer of a route to a mail is among them, and a malformed address is 5.1.x.
     */
    private static boolean isError(byte[] line) {
        boolean protocol = line.length > 7 && line[0] == '5' && line[1] == '0' && line[4] == '5' && line[6] == '5' && line[7] == '.';
        boolean login = line.length > 7 && line[0] == '5' && line[1] == '3' && line[2] == '5';
        return protocol || login;
    }

    /** True if there were too many errors: the session is over, and nothing more is replied. */
    boolean saidGoodbye() {
        return saidGoodbye;
    }

    /** Sends what was replied. @return false if there was nothing */
    boolean send() throws IOException {
        if (replies.size() == 0) {
            return false;
        }
        replies.writeTo(out);
        replies.reset();
        out.flush();
        return true;
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
