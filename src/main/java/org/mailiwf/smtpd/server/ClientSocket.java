package org.mailiwf.smtpd.server;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The connection of a client. Replies are held back until the server waits for the client, so that a group of pipelined commands is
 * answered in one packet (RFC 2920 section 3.2).
 */
final class ClientSocket extends Socket {

    private final Runnable onClose;
    private final AtomicBoolean closed = new AtomicBoolean();
    private ReplyStream replies;
    private volatile boolean timedOut;

    /** @param onClose called once, when the connection closes */
    ClientSocket(Runnable onClose) {
        this.onClose = onClose;
    }

    @Override
    public InputStream getInputStream() throws IOException {
        ReplyStream out = getOutputStream();
        return new FilterInputStream(super.getInputStream()) {
            @Override
            public int read() throws IOException {
                byte[] octet = new byte[1];
                return read(octet, 0, 1) < 0 ? -1 : octet[0] & 0xFF;
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                out.send();
                try {
                    return super.read(target, offset, length);
                } catch (SocketTimeoutException e) {
                    // as if the client had gone: the session then ends, and says why
                    timedOut = true;
                    return -1;
                }
            }
        };
    }

    @Override
    public ReplyStream getOutputStream() throws IOException {
        if (replies == null) {
            replies = new ReplyStream(super.getOutputStream());
        }
        return replies;
    }

    /** True if the input ended because the client said nothing for too long. */
    boolean hasTimedOut() {
        return timedOut;
    }

    @Override
    public void close() throws IOException {
        try {
            super.close();
        } finally {
            if (closed.compareAndSet(false, true)) {
                onClose.run();
            }
        }
    }
}
