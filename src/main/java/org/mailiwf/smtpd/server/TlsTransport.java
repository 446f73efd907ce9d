package org.mailiwf.smtpd.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;

/**
 * A connection as the TLS layer over it sees it: its octets as they come, without the replies that a {@link ClientSocket} holds back. The
 * times that the client has for what it says hold beneath TLS: half a record does not stop the clock.
 */
final class TlsTransport extends Socket {

    private final ClientSocket connection;
    private final InputStream in;
    private final OutputStream out;
    private boolean waits = true;
    /** {@code null} while a handshake may come. */
    private TlsRecords records;

    TlsTransport(ClientSocket connection, InputStream in, OutputStream out) {
        this.connection = connection;
        this.in = new BlockInput(in) {
            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                requireInput();
                int count = endOrShutdown(in.read(target, offset, length));
                if (records != null && count > 0) {
                    records.scan(target, offset, count);
                }
                return count;
            }
        };
        this.out = out;
    }

    /** False: a read that would have to wait for the client is a timeout at once. */
    void setWaits(boolean waits) {
        this.waits = waits;
    }

    /** The handshake of TLS 1.2 is done, and there is no other: the next octet that is read begins a record. */
    void refuseHandshakes() {
        records = new TlsRecords();
    }

    private void requireInput() throws IOException {
        if (!waits && in.available() == 0) {
            throw new SocketTimeoutException("Nothing has come");
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
