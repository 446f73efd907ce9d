package org.mailiwf.sip.engine;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Finds out that nobody listens at a silent UDP address. A system tells of an ICMP error only to a connected socket, and those that
 * requests leave from are not. So a connected one sends CRLF CRLF, the keep-alive of RFC 5626 section 3.5.1, which a server ignores, and is
 * looked at once more a little later. No thread waits.
 */
final class PortProbes {

    private static final byte[] KEEP_ALIVE = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int MAX_REMOTES = 1000;

    private final Map<InetSocketAddress, Long> last = new ConcurrentHashMap<>();
    private final Timers timers;
    private final int waitMillis;
    private final Consumer<InetSocketAddress> unreachable;

    /**
     * @param waitMillis  how long an ICMP message may take; also the least time between two probes of one address
     * @param unreachable told the address that nobody listens at
     */
    PortProbes(Timers timers, int waitMillis, Consumer<InetSocketAddress> unreachable) {
        this.timers = timers;
        this.waitMillis = waitMillis;
        this.unreachable = unreachable;
    }

    /** Probes an address, unless that was done a moment ago; does not block. */
    void probe(InetAddress local, InetSocketAddress remote) {
        if (!isDue(remote)) {
            return;
        }
        DatagramChannel channel = null;
        try {
            channel = DatagramChannel.open();
            DatagramChannel opened = channel;
            channel.configureBlocking(false);
            channel.bind(new InetSocketAddress(local, 0));
            channel.connect(remote);
            channel.write(ByteBuffer.wrap(KEEP_ALIVE));
            timers.schedule(() -> conclude(opened, remote), waitMillis);
        } catch (IOException e) {
            conclude(e, remote);
            close(channel);
        }
    }

    private boolean isDue(InetSocketAddress remote) {
        long now = System.nanoTime();
        Long before = last.get(remote);
        if (before != null && now - before < TimeUnit.MILLISECONDS.toNanos(waitMillis)) {
            return false;
        }
        if (last.size() >= MAX_REMOTES) {
            last.clear();
        }
        last.put(remote, now);
        return true;
    }

    private void conclude(DatagramChannel channel, InetSocketAddress remote) {
        try {
            channel.read(ByteBuffer.allocate(1));
        } catch (IOException e) {
            conclude(e, remote);
        } finally {
            close(channel);
        }
    }

    private void conclude(IOException e, InetSocketAddress remote) {
        JainSipEngine.LOG.debug("Probe of {}: {}", remote, e.toString());
        if (e instanceof PortUnreachableException || e instanceof NoRouteToHostException) {
            unreachable.accept(remote);
        }
    }

    private static void close(DatagramChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            JainSipEngine.LOG.debug("A probe was not closed cleanly", e);
        }
    }
}
