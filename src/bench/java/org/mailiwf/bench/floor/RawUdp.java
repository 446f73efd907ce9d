package org.mailiwf.bench.floor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** {@link RawSip} over one datagram socket. */
final class RawUdp extends RawSip {

    private static final int MAX_DATAGRAM = 65_535;

    private final InetSocketAddress nextHop;
    private final DatagramSocket socket;

    RawUdp(InetSocketAddress nextHop) throws IOException {
        this.nextHop = nextHop;
        this.socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        Thread receiver = new Thread(this::receive, "floor-udp");
        receiver.setDaemon(true);
        receiver.start();
    }

    @Override
    void write(byte[] request) throws IOException {
        socket.send(new DatagramPacket(request, request.length, nextHop));
    }

    @Override
    String via() {
        return "UDP 127.0.0.1:" + socket.getLocalPort();
    }

    private void receive() {
        DatagramPacket packet = new DatagramPacket(new byte[MAX_DATAGRAM], MAX_DATAGRAM);
        try {
            while (true) {
                socket.receive(packet);
                answered(new String(packet.getData(), 0, packet.getLength(), StandardCharsets.ISO_8859_1));
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
