package org.mailiwf.mail;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Counts what stands deep inside of multiparts: every level looks at every octet for its boundary, so that five megabytes twenty levels
 * deep cost as much as a hundred. No mail that is meant to be read has more than a few levels.
 */
final class NestedOctets extends FilterInputStream {

    /** Levels that are not counted. */
    private static final int FREE_LEVELS = 5;

    /** More was nested deeper than allowed. */
    static final class ExceededException extends IOException {
        private static final long serialVersionUID = 1L;
    }

    private final long max;
    private long octets;
    private int countedLevels;

    /** @param max how many octets may come in all, each counted once for every level beyond the fifth */
    NestedOctets(InputStream in, long max) {
        super(in);
        this.max = max;
    }

    void setDepth(int depth) {
        countedLevels = Math.max(0, depth - FREE_LEVELS);
    }

    @Override
    public int read() throws IOException {
        int octet = super.read();
        count(octet < 0 ? 0 : 1);
        return octet;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        count(Math.max(0, read));
        return read;
    }

    private void count(int read) throws ExceededException {
        octets += (long) read * countedLevels;
        if (octets > max) {
            throw new ExceededException();
        }
    }
}
