package org.mailiwf.mail;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** The octets of a mail, buffered, line by line or as they come. For one thread: nothing is locked, unlike in the streams of the JDK. */
final class MailOctets extends InputStream {

    private final InputStream in;
    private final byte[] buffer = new byte[4096];
    private int at;
    private int end;

    MailOctets(InputStream in) {
        this.in = in;
    }

    /**
     * The next line with its line end, which is LF; without one where the mail ends or {@code max} octets have been read. Empty at the end
     * of the mail, and if {@code max} is 0.
     */
    byte[] readLine(int max) throws IOException {
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
            return in.read(target, offset, count);
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
        return end > 0;
    }
}
