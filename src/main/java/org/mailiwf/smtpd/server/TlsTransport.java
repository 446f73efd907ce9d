package org.mailiwf.smtpd.server;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * A connection as the TLS layer over it sees it: its octets as they come, without the replies that a {@link ClientSocket} holds back. Until
 * the deadline all reads together have only so long, however slowly the client drips.
 */
final class TlsTransport extends Socket {

    private final ClientSocket connection;
    private final InputStream in;
    private final OutputStream out;
    /** In terms of System.nanoTime; 0 for none. */
    private long deadline;

    TlsTransport(ClientSocket connection, InputStream in, OutputStream out) {
        this.connection = connection;
        this.in = new FilterInputStream(in) {
            @Override
            public int read() throws IOException {
                limitWait();
                return endOrShutdown(super.read());
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                limitWait();
                return endOrShutdown(super.read(target, offset, length));
            }
        };
        this.out = out;
    }

    void setDeadline(Duration fromNow) {
        deadline = System.nanoTime() + fromNow.toNanos();
    }

    void endDeadline() {
        deadline = 0;
    }

    private void limitWait() throws IOException {
        if (deadline != 0) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new SocketTimeoutException("The TLS handshake took too long");
            }
            connection.setSoTimeout((int) Math.min(left, Integer.MAX_VALUE));
        }
    }

    /** Where we shut the input ourselves, it looks like a timeout: after a true end TLS would let nothing more be written. */
    private int endOrShutdown(int read) throws SocketTimeoutException {
        if (read < 0 && connection.inputEndedHere()) {
            throw new SocketTimeoutException("The input was shut down");
        }
        return read;
    }

    @Override
    public InputStream getInputStream() {
        return in;
    }

    @Override
    public OutputStream getOutputStream() {
        return out;
    }

    @Override
    public boolean isConnected() {
        return connection.isConnected();
    }

    @Override
    public boolean isBound() {
        return connection.isBound();
    }

    @Override
    public boolean isClosed() {
        return connection.isClosed();
    }

    @Override
    public boolean isInputShutdown() {
        return connection.isInputShutdown();
    }

    @Override
    public boolean isOutputShutdown() {
        return connection.isOutputShutdown();
    }

    @Override
    public void shutdownInput() throws IOException {
        // a server that stops may have done so already
        if (!connection.isInputShutdown()) {
            connection.shutdownInput();
        }
    }

    @Override
    public void shutdownOutput() throws IOException {
        connection.shutdownOutput();
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }

    @Override
    public int getSoTimeout() throws SocketException {
        return connection.getSoTimeout();
    }

    @Override
    public void setSoTimeout(int timeout) throws SocketException {
        connection.setSoTimeout(timeout);
    }

    @Override
    public int getSoLinger() throws SocketException {
        return connection.getSoLinger();
    }

    @Override
    public InetAddress getInetAddress() {
        return connection.getInetAddress();
    }

    @Override
    public InetAddress getLocalAddress() {
        return connection.getLocalAddress();
    }

    @Override
    public int getPort() {
        return connection.getPort();
    }

    @Override
    public int getLocalPort() {
        return connection.getLocalPort();
    }

    @Override
    public SocketAddress getRemoteSocketAddress() {
        return connection.getRemoteSocketAddress();
    }

    @Override
    public SocketAddress getLocalSocketAddress() {
        return connection.getLocalSocketAddress();
    }
}
