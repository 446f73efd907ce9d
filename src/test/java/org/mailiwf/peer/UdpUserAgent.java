package org.mailiwf.peer;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A user agent server on a bare UDP socket, for facts that SIPp cannot state: its scenarios hold a fixed list of status codes.
 * It answers each datagram once, or not at all, and keeps no transactions.
 */
public final class UdpUserAgent implements AutoCloseable {

    /**
     * What to answer.
     *
     * @param statusLine what follows {@code SIP/2.0}, such as {@code 404 Not Found}
     * @param headers    header lines beyond those that a response takes from its request
     */
    public record Answer(String statusLine, String... headers) {
    }

    private static final List<String> COPIED = List.of("Via", "From", "Call-ID", "CSeq");

    private final List<SipMessage> received = new CopyOnWriteArrayList<>();
    private final Function<SipMessage, Answer> answers;
    private final DatagramSocket socket;

    private UdpUserAgent(String address, Function<SipMessage, Answer> answers) throws SocketException {
        this.answers = answers;
        this.socket = new DatagramSocket(new InetSocketAddress(address, 0));
        Thread thread = new Thread(this::serve, "user-agent");
        thread.setDaemon(true);
        thread.start();
    }

    /** Starts a user agent that asks the function what to answer; {@code null}: nothing. */
    public static UdpUserAgent start(Function<SipMessage, Answer> answers) throws SocketException {
        return new UdpUserAgent("127.0.0.1", answers);
    }

    /** The same at {@code ::1}. */
    public static UdpUserAgent startIpv6(Function<SipMessage, Answer> answers) throws SocketException {
        return new UdpUserAgent("::1", answers);
    }

    /** The SIP URI of this user agent, as a value of {@code iwf.sip.next-hop}. */
    public String uri() {
        String host = socket.getLocalAddress() instanceof Inet6Address ? "[::1]" : "127.0.0.1";
        return "sip:%s:%d;transport=udp".formatted(host, socket.getLocalPort());
    }

    /** The port of the loopback address that this user agent is bound to. */
    public int port() {
        return socket.getLocalPort();
    }

    /** Every request received so far. */
    public List<SipMessage> received() {
        return received;
    }

    private void serve() {
        DatagramPacket packet = new DatagramPacket(new byte[65_536], 65_536);
        while (!socket.isClosed()) {
            try {
                packet.setLength(65_536);
                socket.receive(packet);
                if (packet.getLength() == 4) {
                    // CRLF CRLF, a keep-alive (RFC 5626 section 3.5.1)
                    continue;
                }
                SipMessage request = SipMessage.parse(Arrays.copyOf(packet.getData(), packet.getLength()));
                received.add(request);
                Answer answer = answers.apply(request);
                if (answer != null) {
                    byte[] response = response(request, answer).getBytes(StandardCharsets.UTF_8);
                    socket.send(new DatagramPacket(response, response.length, packet.getSocketAddress()));
                }
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    throw new IllegalStateException("the user agent's socket failed", e);
                }
            }
        }
    }

    static String response(SipMessage request, Answer answer) {
        String copied = request.headers().stream()
                .filter(header -> COPIED.contains(header.name()))
                .map(header -> header.name() + ": " + header.value() + "\r\n")
                .collect(Collectors.joining());
        String own = Arrays.stream(answer.headers()).map(line -> line + "\r\n").collect(Collectors.joining());
        return "SIP/2.0 " + answer.statusLine() + "\r\n" + copied + "To: " + request.header("To") + ";tag=ua\r\n" + own
                + "Content-Length: 0\r\n\r\n";
    }

    @Override
    public void close() {
        socket.close();
    }
}
