package org.mailiwf.sip;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The far side of a UDP conversation: a socket, and the octets of what came last. */
final class UdpPeer implements AutoCloseable {

    private final DatagramSocket socket;
    private InetSocketAddress from;

    UdpPeer() throws IOException {
        this("127.0.0.1");
    }

    UdpPeer(String address) throws IOException {
        socket = new DatagramSocket(0, InetAddress.getByName(address));
        socket.setSoTimeout(5000);
    }

    static UdpPeer open() {
        try {
            return new UdpPeer();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return socket.getLocalPort();
    }

    /** A next hop URI to this peer. */
    String uri() {
        return "sip:" + (socket.getLocalAddress() instanceof Inet6Address ? "[::1]:" : "127.0.0.1:") + port();
    }

    /** The next message; a keep-alive is none. */
    String receive() throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[65535], 65535);
        do {
            packet.setLength(65535);
            socket.receive(packet);
        } while (packet.getLength() == 4);
        from = (InetSocketAddress) packet.getSocketAddress();
        return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
    }

    /** Whether nothing comes for that long. */
    boolean isQuiet(int millis) throws IOException {
        socket.setSoTimeout(millis);
        try {
            receive();
            return false;
        } catch (SocketTimeoutException e) {
            return true;
        } finally {
            socket.setSoTimeout(5000);
        }
    }

    /** Sends to where the last message came from. */
    void reply(String text) throws IOException {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        socket.send(new DatagramPacket(octets, octets.length, from));
    }

    void send(String text, int port) throws IOException {
        from = new InetSocketAddress(socket.getLocalAddress(), port);
        reply(text);
    }

    /** A response to a request, with its Via, From, To, Call-ID and CSeq, and further lines. */
    static String response(String request, String statusLine, String... lines) {
        StringBuilder response = new StringBuilder("SIP/2.0 ").append(statusLine).append("\r\n");
        for (String line : request.substring(0, request.indexOf("\r\n\r\n")).split("\r\n")) {
            if (Arrays.asList("Via", "From", "To", "Call-ID", "CSeq").contains(line.split(":")[0])) {
                response.append(line).append(line.startsWith("To:") ? ";tag=far\r\n" : "\r\n");
            }
        }
        for (String line : lines) {
            response.append(line).append("\r\n");
        }
        return response.append("Content-Length: 0\r\n\r\n").toString();
    }

    /** The value of a header field of a message. */
    static String field(String message, String name) {
        for (String line : message.split("\r\n")) {
            if (line.startsWith(name + ": ")) {
                return line.substring(name.length() + 2);
            }
        }
        return null;
    }

    @Override
    public void close() {
        socket.close();
    }
}
