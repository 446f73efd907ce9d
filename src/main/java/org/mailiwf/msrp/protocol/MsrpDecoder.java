package org.mailiwf.msrp.protocol;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a stream of MSRP, however it is split. The octets are read into {@link #buffer()}, at {@link #position()}, at most
 * {@link #room()}; {@link #received} takes them from there, so that a body is never copied. Holds one buffer and one head; not thread-safe.
 *
 * <p>What it demands: a line of at most {@value #MAX_LINE} octets, at most {@value #MAX_FIELDS} fields and {@value #MAX_HEAD} octets in a
 * head. What cannot be framed ends the stream with {@link MsrpSyntaxException}: nobody knows where the next frame would begin. Empty lines
 * between frames are read over, and so is space behind a field's colon.
 */
public final class MsrpDecoder {

    /** Octets of a line with its CR LF. */
    public static final int MAX_LINE = 6 * 1024;
    /** Octets of a head. */
    public static final int MAX_HEAD = 16 * 1024;
    /** Header fields of a head. */
    public static final int MAX_FIELDS = 50;
    /** The least that a buffer must hold. */
    public static final int MIN_BUFFER = 8 * 1024;

    private static final String PROTOCOL = "MSRP ";

    private enum State { START, FIELDS, BODY }

    private final byte[] buffer;
    private final MsrpFrameHandler handler;
    private State state = State.START;
    /** What is not yet taken: from here to {@link #limit}. */
    private int taken;
    private int limit;
    /** Up to here no CR LF was found. */
    private int searched;

    private String transactionId;
    private String method;
    private MsrpStatus status;
    private List<MsrpField> fields;
    private int headOctets;
    /** No octet of this body was taken yet: the empty line before it may serve as the CR LF of its end-line. */
    private boolean bodyBegins;

    /** @param bufferSize octets, {@value #MIN_BUFFER} or more */
    public MsrpDecoder(int bufferSize, MsrpFrameHandler handler) {
        if (bufferSize < MIN_BUFFER) {
            throw new IllegalArgumentException("a buffer holds " + MIN_BUFFER + " octets or more");
        }
        this.buffer = new byte[bufferSize];
        this.handler = handler;
    }

    /** Where octets that come are put. */
    public byte[] buffer() {
        return buffer;
    }

    /** At which index of the buffer. */
    public int position() {
        return limit;
    }

    /** How many at most; never 0. */
    public int room() {
        return buffer.length - limit;
    }

    /** Whether the stream may end here: nothing of a frame was read that has not ended. */
    public boolean isBetweenFrames() {
        return state == State.START && taken == limit;
    }

    /**
     * Takes the octets that were put into the buffer.
     *
     * @throws MsrpSyntaxException if they are no MSRP; nothing can be read of this stream any more
     * @throws IOException         of the handler
     */
    public void received(int octets) throws IOException {
        limit += octets;
        while (taken < limit && (state == State.BODY ? body() : line())) {
            // as long as something was taken
        }
        if (taken == limit) {
            taken = 0;
            limit = 0;
            searched = 0;
        } else if (taken > 0) {
            System.arraycopy(buffer, taken, buffer, 0, limit - taken);
            searched = Math.max(0, searched - taken);
            limit -= taken;
            taken = 0;
        }
    }

    private boolean line() throws IOException {
        int from = Math.max(taken, searched);
        int lf = from;
        while (lf < limit && buffer[lf] != '\n') {
            lf++;
        }
        if (lf - taken >= MAX_LINE) {
            throw new MsrpSyntaxException("a line that is too long");
        }
        searched = lf;
        if (lf == limit) {
            return false;
        }
        if (lf == taken || buffer[lf - 1] != '\r') {
            throw new MsrpSyntaxException("a line that does not end with CR LF");
        }
        int start = taken;
        int length = lf - 1 - taken;
        taken = lf + 1;
        searched = taken;
        if (state == State.START) {
            if (length > 0) {
                start(new String(buffer, start, length, StandardCharsets.UTF_8));
            }
        } else {
            field(start, length);
        }
        return true;
    }

    private void start(String line) throws MsrpSyntaxException {
        int id = PROTOCOL.length();
        int space = line.indexOf(' ', id);
        if (!line.startsWith(PROTOCOL) || space < 0 || !MsrpSyntax.isIdent(line.substring(id, space)) || !MsrpSyntax.isText(line)) {
            throw new MsrpSyntaxException("neither a request nor a response");
        }
        transactionId = line.substring(id, space);
        String rest = line.substring(space + 1);
        if (!rest.isEmpty() && MsrpSyntax.isDigit(rest.charAt(0))) {
            method = "";
            status = MsrpStatus.of(rest);
        } else if (!rest.isEmpty() && rest.length() <= 32 && rest.chars().allMatch(c -> c >= 'A' && c <= 'Z')) {
            method = rest;
            status = null;
        } else {
            throw new MsrpSyntaxException("neither a method nor a status code");
        }
        fields = new ArrayList<>(10);
        headOctets = line.length();
        state = State.FIELDS;
    }

    private void field(int start, int length) throws IOException {
        if (length == 0) {
            handler.head(takeHead());
            bodyBegins = true;
            state = State.BODY;
            return;
        }
        Continuation end = endLine(start, length);
        if (end != null) {
            handler.head(takeHead());
            state = State.START;
            handler.end(end);
            return;
        }
        headOctets += length;
        if (fields.size() == MAX_FIELDS || headOctets > MAX_HEAD) {
            throw new MsrpSyntaxException("a head that is too long");
        }
        String line = new String(buffer, start, length, StandardCharsets.UTF_8);
        int colon = line.indexOf(':');
        try {
            fields.add(new MsrpField(line.substring(0, Math.max(colon, 0)), line.substring(colon + 1).strip()));
        } catch (IllegalArgumentException e) {
            throw new MsrpSyntaxException("no header field");
        }
    }

    private MsrpHead takeHead() {
        MsrpHead head = new MsrpHead(transactionId, method, status, fields);
        fields = null;
        return head;
    }

    private Continuation endLine(int start, int length) {
        int id = start + EndLine.HYPHENS;
        int flag = id + transactionId.length();
        return flag + 1 == start + length && EndLine.hyphens(buffer, start, id) == start && EndLine.matches(buffer, id, flag, transactionId)
                ? Continuation.of(buffer[flag]) : null;
    }

    /** Takes what is surely of the body, and the end-line if it is whole. */
    private boolean body() throws IOException {
        int from = Math.max(taken, searched);
        int tail = EndLine.HYPHENS + transactionId.length() + 3;
        while (true) {
            int hyphens = EndLine.hyphens(buffer, from, limit);
            int run = hyphens;
            while (run < limit && buffer[run] == '-') {
                run++;
            }
            boolean atStart = bodyBegins && hyphens == taken;
            int content = atStart ? hyphens : hyphens - 2;
            boolean afterLine = atStart || content >= taken && buffer[content] == '\r' && buffer[content + 1] == '\n';
            if (afterLine && hyphens + tail <= limit) {
                // ids begin with a letter or a digit: the run of hyphens is seven long or this is none
                Continuation end = run - hyphens == EndLine.HYPHENS ? endLine(hyphens, tail - 2) : null;
                if (end != null && buffer[hyphens + tail - 2] == '\r' && buffer[hyphens + tail - 1] == '\n') {
                    content(content);
                    taken = hyphens + tail;
                    searched = taken;
                    state = State.START;
                    handler.end(end);
                    return true;
                }
                from = run;
            } else if (hyphens + EndLine.HYPHENS > limit || afterLine) {
                // not whole yet: the CR LF before it may be of the end-line, too
                int sure = afterLine ? content : Math.max(taken, hyphens - 2);
                content(sure);
                searched = Math.max(taken, hyphens);
                return false;
            } else {
                from = run;
            }
        }
    }

    private void content(int to) throws IOException {
        if (to > taken) {
            bodyBegins = false;
            int start = taken;
            taken = to;
            handler.body(buffer, start, to - start);
        }
    }
}
