package org.mailiwf.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;

import org.mailiwf.bench.Run;

/**
 * A SIP server on UDP that answers every MESSAGE a fixed time after it came and tallies it. Cheaper than SIPp with a pause, which would
 * take a core for thousands of calls that wait.
 */
final class FarSide implements AutoCloseable {

    private static final int MAX_DATAGRAM = 65_535;
    private static final int RECEIVE_BUFFER = 8 << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    /** Two empty lines (RFC 5626 section 3.5.1), or one. */
    private static final int KEEP_ALIVE_OCTETS = 4;
    private static final long POLL_MILLIS = 20;

    private final DatagramSocket socket;
    private final Duration delay;
    private final ToIntFunction<String> status;
    private final Tally tally = new Tally();
    /** In the order of their times, since all wait equally long. */
    private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();

    private record Answer(long due, DatagramPacket packet) {
    }

    /**
     * @param delay  from a request to its answer
     * @param status of the answer, by the Request-URI without its scheme
     */
    FarSide(Duration delay, ToIntFunction<String> status) throws IOException {
        this.delay = delay;
        this.status = status;
        this.socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        socket.setReceiveBufferSize(RECEIVE_BUFFER);
        start(this::receive, "far-side-receive");
        start(this::answer, "far-side-answer");
    }

    /** Answers 200. */
    static FarSide accepting(Duration delay) throws IOException {
        return new FarSide(delay, uri -> 200);
    }

    private static void start(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return socket.getLocalPort();
    }

    Tally tally() {
        return tally;
    }

    /** Waits for the MESSAGEs of the run. @return how many there are */
    long awaitRecipients(Run run, long expected) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (tally.recipients(run) < expected && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
        return tally.recipients(run);
    }

    private void receive() {
        DatagramPacket packet = new DatagramPacket(new byte[MAX_DATAGRAM], MAX_DATAGRAM);
        try {
            while (true) {
                packet.setLength(MAX_DATAGRAM);
                socket.receive(packet);
                if (packet.getLength() > KEEP_ALIVE_OCTETS) {
                    received(packet, System.nanoTime() + delay.toNanos());
                }
            }
        } catch (IOException broken) {
            endUnlessClosed(broken);
        }
    }

    private void received(DatagramPacket packet, long due) {
        MessageText message = MessageText.read(packet.getData(), packet.getLength());
        tally.received(message.requestUri(), message.branch());
        answers.add(new Answer(due, packet(message.response(status.applyAsInt(message.requestUri())), packet.getSocketAddress())));
    }

    private static DatagramPacket packet(byte[] octets, SocketAddress to) {
        return new DatagramPacket(octets, octets.length, to);
    }

    private void answer() {
        try {
            while (true) {
                Answer next = answers.take();
                TimeUnit.NANOSECONDS.sleep(next.due - System.nanoTime());
                socket.send(next.packet);
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } catch (IOException broken) {
            endUnlessClosed(broken);
        }
    }

    private void endUnlessClosed(IOException broken) {
        if (!(broken instanceof SocketException && socket.isClosed())) {
            throw new UncheckedIOException(broken);
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
