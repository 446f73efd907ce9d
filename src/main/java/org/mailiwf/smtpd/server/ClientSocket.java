package org.mailiwf.smtpd.server;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

import javax.net.ssl.SSLSocket;

import org.mailiwf.smtpd.security.ServerTls;
import org.mailiwf.smtpd.security.TlsSession;

/**
 * The connection of a client. Replies are held back until the server waits for the client, so that a group of pipelined commands is
 * answered in one packet (RFC 2920 section 3.2).
 *
 * <p>{@link #close} cuts the connection, and may be called by any thread; closing the output says goodbye first, also in TLS.
 */
final class ClientSocket extends Socket {

    private final Runnable onClose;
    private final AtomicBoolean closed = new AtomicBoolean();
    private SSLSocket tls;
    private ReplyStream replies;
    private volatile boolean timedOut;
    private volatile boolean inputEndedHere;

    /** @param onClose called once, when the connection closes */
    ClientSocket(Runnable onClose) {
        this.onClose = onClose;
    }

    /**
     * Puts TLS over the connection: streams that are got after this are inside it.
     *
     * @param received what has been read of the handshake already
     * @param limit    how long the whole handshake may take
     * @throws IOException if the handshake fails; the connection is of no use then
     */
    TlsSession startTls(ServerTls server, byte[] received, Duration limit) throws IOException {
        TlsTransport transport = new TlsTransport(this, super.getInputStream(), super.getOutputStream());
        SSLSocket layer = server.over(transport, received);
        transport.setDeadline(limit);
        layer.startHandshake();
        transport.endDeadline();
        tls = layer;
        replies = null;
        return ServerTls.session(layer);
    }

    @Override
    public InputStream getInputStream() throws IOException {
        ReplyStream out = getOutputStream();
        return new FilterInputStream(tls == null ? super.getInputStream() : tls.getInputStream()) {
            @Override
            public int read() throws IOException {
                byte[] octet = new byte[1];
                return read(octet, 0, 1) < 0 ? -1 : octet[0] & 0xFF;
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                if (timedOut) {
                    return -1;
                }
                out.send();
                try {
                    return super.read(target, offset, length);
                } catch (SocketTimeoutException e) {
                    // as if the client had gone: the session then ends, and says why
                    timedOut = !inputEndedHere;
                    return -1;
                }
            }
        };
    }

    @Override
    public ReplyStream getOutputStream() throws IOException {
        if (replies == null) {
            OutputStream out = tls == null ? super.getOutputStream() : tls.getOutputStream();
            replies = new ReplyStream(out);
        }
        return replies;
    }

    /** Whoever waits for the client reads the end of the input at once; replies can still be sent. */
    void endInput() throws IOException {
        inputEndedHere = true;
        shutdownInput();
    }

    /** True after {@link #endInput}. */
    boolean inputEndedHere() {
        return inputEndedHere;
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
