package org.mailiwf.sip;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Those whose requests are taken: named addresses and networks, and, if so said, wherever requests are sent to. */
final class TrustedPeers {

    /** The word that stands for the next hops. */
    static final String NEXT_HOPS = "next-hops";

    private static final int MAX_NEXT_HOPS = 1000;

    private final boolean everybody;
    private final boolean nextHops;
    private final AddressBlocks blocks;
    private final Map<InetAddress, Boolean> hops = new ConcurrentHashMap<>();

    /**
     * @param  peers                    IP addresses, CIDR blocks and {@code next-hops}, separated by commas; empty: everybody
     * @throws IllegalArgumentException naming the first part that is none of these
     */
    TrustedPeers(String peers) {
        List<String> parts = Arrays.stream(peers.split(",")).map(String::strip).filter(part -> !part.isEmpty()).toList();
        everybody = parts.isEmpty();
        nextHops = parts.contains(NEXT_HOPS);
        blocks = AddressBlocks.parse(parts.stream().filter(part -> !part.equals(NEXT_HOPS)).toList());
    }

    boolean contain(InetAddress address) {
        return everybody || hops.containsKey(address) || blocks.contains(address);
    }

    /** Takes note of where requests are sent to. */
    void sendTo(InetAddress hop) {
        if (nextHops && !hops.containsKey(hop) && hops.size() < MAX_NEXT_HOPS) {
            hops.put(hop, true);
        }
    }
}
