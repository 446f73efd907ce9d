package org.mailiwf.smtpd.server;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;

/**
 * What a connection sends, beneath TLS. Writing to a socket has no timeout: here one can see how long a write waits for a client that
 * takes nothing, be it replies, a handshake or the farewell of a session that has ended.
 */
final class WatchedOutput extends FilterOutputStream {

    /** When the write began that has not ended yet; 0: none. */
    private volatile long writingSince;

    WatchedOutput(OutputStream out) {
        super(out);
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
        writingSince = System.nanoTime() | 1;
        try {
            out.write(octets, offset, length);
        } finally {
            writingSince = 0;
        }
    }

    /** True if the client has not taken what is written for as long as {@code limit}. Called by any thread. */
    boolean isStalled(Duration limit) {
        long since = writingSince;
        return since != 0 && System.nanoTime() - since > limit.toNanos();
    }
}
