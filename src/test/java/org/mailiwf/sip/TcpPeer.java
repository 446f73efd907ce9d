package org.mailiwf.sip;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** The far side of a TCP conversation: one connection, read message by message. */
final class TcpPeer implements AutoCloseable {

    private final Socket socket;

    TcpPeer(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(5000);
    }

    static TcpPeer connect(int port) throws IOException {
        return new TcpPeer(new Socket(InetAddress.getLoopbackAddress(), port));
    }

    void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    }

    String receive() throws IOException {
        InputStream in = socket.getInputStream();
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.UTF_8).endsWith("\r\n\r\n")) {
            int octet = in.read();
            if (octet < 0) {
                throw new EOFException();
            }
            head.write(octet);
        }
        String text = head.toString(StandardCharsets.UTF_8);
        return text + new String(in.readNBytes(Integer.parseInt(UdpPeer.field(text, "Content-Length"))), StandardCharsets.UTF_8);
    }

    String receiveOctets(int count) throws IOException {
        return new String(socket.getInputStream().readNBytes(count), StandardCharsets.UTF_8);
    }

    /** The next message, without the keep-alives before it. */
    String receiveAfterPings() throws IOException {
        return (char) afterPings() + receive();
    }

    /** Whether the other side closes and sends nothing but keep-alives before. */
    boolean isClosedAfterPings() throws IOException {
        return afterPings() < 0;
    }

    private int afterPings() throws IOException {
        int octet;
        do {
            octet = socket.getInputStream().read();
        } while (octet == '\r' || octet == '\n');
        return octet;
    }

    /** Whether the other side closes. */
    boolean isClosed() throws IOException {
        return socket.getInputStream().read() < 0;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
