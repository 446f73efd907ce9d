package org.mailiwf.sip;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import org.mailiwf.net.Networks;

/** Those whose requests are taken: named addresses and networks, and, if so said, wherever requests are sent to. */
final class TrustedPeers {

    /** The word that stands for the next hops. */
    static final String NEXT_HOPS = "next-hops";

    private static final int MAX_NEXT_HOPS = 1000;

    private final boolean everybody;
    private final boolean nextHops;
    private final Networks networks;
    private final Map<InetAddress, Boolean> hops = new ConcurrentHashMap<>();

    /**
     * @param  peers                    IP addresses, CIDR blocks and {@code next-hops}, separated by commas; empty: everybody
     * @throws IllegalArgumentException if a part is none of these
     */
    TrustedPeers(String peers) {
        List<String> parts = Arrays.stream(peers.split(",")).map(String::strip).filter(part -> !part.isEmpty()).toList();
        everybody = parts.isEmpty();
        nextHops = parts.contains(NEXT_HOPS);
        networks = networks(parts);
    }

    private static Networks networks(List<String> parts) {
        try {
            return Networks.parse(parts.stream().filter(part -> !part.equals(NEXT_HOPS)).collect(Collectors.joining(",")));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("The trusted peers must be " + NEXT_HOPS + " or " + e.getMessage(), e);
        }
    }

    boolean contain(InetAddress address) {
        return everybody || hops.containsKey(address) || networks.contains(address);
    }

    /** Takes note of where requests are sent to. */
    void sendTo(InetAddress hop) {
        if (nextHops && !hops.containsKey(hop) && hops.size() < MAX_NEXT_HOPS) {
            hops.put(hop, true);
        }
    }
}
