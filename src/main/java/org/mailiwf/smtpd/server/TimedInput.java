package org.mailiwf.smtpd.server;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * The input of a connection, with a time by which the client must have said what is waited for: one that drips single octets, each within
 * the read timeout of the socket, is cut off too.
 */
final class TimedInput extends BlockInput {

    private final Socket socket;
    private final long idleNanos;
    private long deadline;
    private boolean untilDeadline;

    TimedInput(InputStream in, Socket socket, Duration idleTimeout) {
        super(in);
        this.socket = socket;
        this.idleNanos = idleTimeout.toNanos();
        nextCommand();
    }

    /** The client was told something: it has the whole time for its next command. Of no effect within {@link #waitUntil}. */
    void nextCommand() {
        if (!untilDeadline) {
            deadline = System.nanoTime() + idleNanos;
        }
    }

    /** Whatever comes must come before {@code nanoTime}, until {@link #commandsAgain}. */
    void waitUntil(long nanoTime) {
        deadline = nanoTime;
        untilDeadline = true;
    }

    /** Ends {@link #waitUntil}. */
    void commandsAgain() {
        untilDeadline = false;
        nextCommand();
    }

    /** @throws SocketTimeoutException if nothing came within the idle timeout, or the time is over */
    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        long left = Math.min(deadline - System.nanoTime(), idleNanos);
        if (left <= 0) {
            throw new SocketTimeoutException("too slow");
        }
        socket.setSoTimeout((int) Math.min(left / 1_000_000 + 1, Integer.MAX_VALUE));
        return in.read(target, offset, length);
    }
}
