package org.mailiwf.smtpd.protocol;

import java.io.IOException;

/**
 * Decodes what follows DATA (RFC 5321 sections 4.1.1.4 and 4.5.2): finds the end of data, which is CR LF "." CR LF and nothing else, and
 * takes out the dot that stands first in a line. What it reads may come in pieces of any size.
 */
public final class DotDecoder {

    /** Takes the decoded octets. */
    @FunctionalInterface
    public interface Sink {
        void write(byte[] octets, int offset, int length) throws IOException;
    }

    private enum State {
        LINE_START, IN_LINE, CR, DOT, DOT_CR, END
    }

    private State state = State.LINE_START;
    private long octets;

    /**
     * Decodes {@code length} octets, or fewer if the data ends before.
     *
     * @return how many octets were used; what is left is not part of the mail
     */
    public int decode(byte[] in, int offset, int length, Sink sink) throws IOException {
        int end = offset + length;
        int from = offset;
        int at = offset;
        while (at < end && state != State.END) {
            byte c = in[at];
            if (state == State.LINE_START && c == '.') {
                // held back: it belongs to the end of data, or is stuffed
                flush(in, from, at, sink);
                from = at + 1;
                state = State.DOT;
            } else if (state == State.DOT && c == '\r') {
                // held back: the next octet says whether this is the end
                from = at + 1;
                state = State.DOT_CR;
            } else if (state == State.DOT_CR) {
                from = at + 1;
                afterDotCr(c, sink);
            } else {
                step(c);
                if (state == State.IN_LINE) {
                    at = lastOfRun(in, at, end);
                }
            }
            at++;
        }
        if (state != State.END) {
            flush(in, from, end, sink);
        }
        return at - offset;
    }

    private void step(byte c) {
        if (c == '\n') {
            state = state == State.CR ? State.LINE_START : State.IN_LINE;
        } else {
            state = c == '\r' ? State.CR : State.IN_LINE;
        }
    }

    /** Within a line only a CR matters: the place of the octet before the next one. */
    private static int lastOfRun(byte[] in, int at, int end) {
        int last = at;
        while (last + 1 < end && in[last + 1] != '\r') {
            last++;
        }
        return last;
    }

    private void afterDotCr(byte c, Sink sink) throws IOException {
        if (c == '\n') {
            state = State.END;
            return;
        }
        // a stuffed dot in front of a bare CR: give out what was held back
        flush(new byte[] {'\r', c}, 0, 2, sink);
        state = State.CR;
        step(c);
    }

    private void flush(byte[] in, int from, int to, Sink sink) throws IOException {
        if (to > from) {
            octets += to - from;
            sink.write(in, from, to - from);
        }
    }

    /** True once the end of data has been read. */
    public boolean atEnd() {
        return state == State.END;
    }

    /** How many octets were given out. */
    public long octets() {
        return octets;
    }
}
