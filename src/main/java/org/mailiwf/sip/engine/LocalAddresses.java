package org.mailiwf.sip.engine;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.mailiwf.sip.SipHop;

/** Which address of ours the system sends from to a hop, for a listening point that is bound to all of them. Remembered for a while. */
final class LocalAddresses {

    private static final long FRESH_NANOS = 10_000_000_000L;
    private static final int MAX_HOPS = 1000;

    private record Answer(String address, long nanoTime) {
    }

    private final Map<SipHop, Answer> answers = new ConcurrentHashMap<>();

    /** @throws IOException if the hop's host is unknown or there is no route to it */
    String towards(SipHop hop) throws IOException {
        long now = System.nanoTime();
        Answer known = answers.get(hop);
        if (known != null && now - known.nanoTime() < FRESH_NANOS) {
            return known.address();
        }
        String address = ask(hop);
        if (answers.size() >= MAX_HOPS) {
            answers.clear();
        }
        answers.put(hop, new Answer(address, now));
        return address;
    }

    /** Connecting a datagram socket asks for the route and sends nothing. A zone means nothing to others. */
    private static String ask(SipHop hop) throws IOException {
        try (DatagramSocket probe = new DatagramSocket()) {
            probe.connect(hop.remote());
            String address = probe.getLocalAddress().getHostAddress();
            int zone = address.indexOf('%');
            return zone < 0 ? address : address.substring(0, zone);
        }
    }
}
