package org.mailiwf.peer;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** A network between one client and one server that loses datagrams, in both directions, the same ones in every run. */
public final class LossyRelay implements AutoCloseable {

    /** CRLF CRLF, which the gateway also sends from another port, to learn whether anybody listens; the answers go to the requests' port. */
    private static final int KEEP_ALIVE = 4;

    private final DatagramSocket front;
    private final DatagramSocket back;
    private final InetSocketAddress server;
    private final int percent;
    private final AtomicInteger lost = new AtomicInteger();
    private volatile SocketAddress client;

    private LossyRelay(int serverPort, int percent) throws SocketException {
        this.server = new InetSocketAddress(Loopback.ADDRESS, serverPort);
        this.percent = percent;
        this.front = new DatagramSocket(0, Loopback.ADDRESS);
        this.back = new DatagramSocket(0, Loopback.ADDRESS);
        thread(() -> relay(front, back, new Random(1)));
        thread(() -> relay(back, front, new Random(2)));
    }

    /** Starts a relay to a port that loses so many of a hundred datagrams in each direction. */
    public static LossyRelay start(int serverPort, int percent) throws SocketException {
        return new LossyRelay(serverPort, percent);
    }

    /** Where the client sends to, as a value of {@code iwf.sip.next-hop}. */
    public String uri() {
        return "sip:127.0.0.1:%d;transport=udp".formatted(front.getLocalPort());
    }

    /** How many datagrams were lost so far. */
    public int lost() {
        return lost.get();
    }

    private void relay(DatagramSocket from, DatagramSocket to, Random random) {
        DatagramPacket packet = new DatagramPacket(new byte[65_536], 65_536);
        while (!from.isClosed()) {
            try {
                packet.setLength(65_536);
                from.receive(packet);
                if (from == front && packet.getLength() > KEEP_ALIVE) {
                    client = packet.getSocketAddress();
                }
                if (random.nextInt(100) < percent) {
                    lost.incrementAndGet();
                } else {
                    to.send(new DatagramPacket(packet.getData(), packet.getLength(), from == front ? server : client));
                }
            } catch (IOException e) {
                if (!from.isClosed() && !to.isClosed()) {
                    throw new IllegalStateException("the relay's socket failed", e);
                }
            }
        }
    }

    private static void thread(Runnable task) {
        Thread thread = new Thread(task, "lossy-relay");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        front.close();
        back.close();
    }
}
