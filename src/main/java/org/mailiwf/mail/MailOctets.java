package org.mailiwf.mail;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** The octets of a mail, buffered, line by line or as they come. For one thread: nothing is locked, unlike in the streams of the JDK. */
final class MailOctets extends InputStream implements HeaderReader.Lines {

    private final InputStream in;
    private final byte[] buffer;
    private int at;
    private int end;
    private long taken;
    private int lineEnd;

    MailOctets(InputStream in) {
        this(in, 4096);
    }

    MailOctets(InputStream in, int bufferOctets) {
        this.in = in;
        this.buffer = new byte[bufferOctets];
    }

    /** How many octets have been read. */
    long position() {
        return taken - (end - at);
    }

    /** The next octet, which stays the next; -1 at the end of the mail. */
    int peek() throws IOException {
        return at < end || fill() ? buffer[at] & 0xff : -1;
    }

    /** Goes on behind the next LF, or to the end of the mail. */
    void skipLine() throws IOException {
        byte before = 0;
        while (at < end || fill()) {
            int stop = at;
            while (stop < end && buffer[stop] != '\n') {
                stop++;
            }
            before = stop > at ? buffer[stop - 1] : before;
            at = stop;
            if (stop < end) {
                at++;
                lineEnd = before == '\r' ? 2 : 1;
                return;
            }
        }
        lineEnd = 0;
    }

    /** The octets of the line end of the line that {@link #skipLine} left behind: 2 for CR LF, 1 for LF, 0 at the end of the mail. */
    int lineEnd() {
        return lineEnd;
    }

    /**
     * The next line with its line end, which is LF; without one where the mail ends or {@code max} octets have been read. Empty at the end
     * of the mail, and if {@code max} is 0.
     */
    @Override
    public byte[] readLine(int max) throws IOException {
        byte[] line = {};
        while (line.length < max && (at < end || fill())) {
            int limit = Math.min(end, at + max - line.length);
            int stop = at;
            while (stop < limit && buffer[stop] != '\n') {
                stop++;
            }
            boolean whole = stop < limit;
            stop += whole ? 1 : 0;
            line = append(line, stop);
            at = stop;
            if (whole) {
                break;
            }
        }
        return line;
    }

    private byte[] append(byte[] line, int stop) {
        if (line.length == 0) {
            return Arrays.copyOfRange(buffer, at, stop);
        }
        byte[] longer = Arrays.copyOf(line, line.length + stop - at);
        System.arraycopy(buffer, at, longer, line.length, stop - at);
        return longer;
    }

    @Override
    public int read() throws IOException {
        return at < end || fill() ? buffer[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int count) throws IOException {
        if (at == end && count >= buffer.length) {
            int read = in.read(target, offset, count);
            taken += Math.max(0, read);
            return read;
        }
        if (count > 0 && at == end && !fill()) {
            return -1;
        }
        int read = Math.min(count, end - at);
        System.arraycopy(buffer, at, target, offset, read);
        at += read;
        return read;
    }

    private boolean fill() throws IOException {
        at = 0;
        end = Math.max(0, in.read(buffer));
        taken += end;
        return end > 0;
    }
}
