package org.mailiwf.sip.engine;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * A UDP socket that keeps the responses for itself and hands only the rest to the stack. The stack would take 64 KB of heap, a queue and a
 * second thread for each of them, and parse what is not asked for.
 */
final class UdpSocket extends DatagramSocket {

    private static final byte[] STATUS_LINE = {'S', 'I', 'P', '/', '2', '.', '0', ' '};

    /** Only the stack's one receiving thread uses these. */
    private final byte[] buffer = new byte[0xffff];
    private final DatagramPacket received = new DatagramPacket(buffer, buffer.length);

    private final Consumer<byte[]> responses;

    /**
     * @param responses         takes every response, octet for octet, on the receiving thread
     * @throws SocketException  if the address cannot be bound
     */
    UdpSocket(int port, InetAddress address, Consumer<byte[]> responses) throws SocketException {
        super(port, address);
        this.responses = responses;
    }

    @Override
    public void receive(DatagramPacket packet) throws IOException {
        while (true) {
            received.setData(buffer);
            super.receive(received);
            byte[] octets = Arrays.copyOf(buffer, received.getLength());
            if (!isResponse(octets)) {
                packet.setData(octets);
                packet.setSocketAddress(received.getSocketAddress());
                return;
            }
            try {
                responses.accept(octets);
            } catch (RuntimeException e) {
                JainSipEngine.LOG.error("A response could not be processed", e);
            }
        }
    }

    private static boolean isResponse(byte[] octets) {
        return octets.length > STATUS_LINE.length && Arrays.equals(octets, 0, STATUS_LINE.length, STATUS_LINE, 0, STATUS_LINE.length);
    }
}
