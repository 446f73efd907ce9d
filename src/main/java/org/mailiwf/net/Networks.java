package org.mailiwf.net;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/** A set of IPv4 and IPv6 networks. Addresses are read as literals only: nothing here ever asks the DNS. Immutable. */
public final class Networks {

    /** What {@link #parse} takes, for the text of an error. */
    public static final String ALLOWED = "IP addresses and CIDR blocks without host bits, separated by commas, such as 127.0.0.0/8,::1";

    private record Network(byte[] prefix, int bits) {

        boolean contains(byte[] address) {
            if (address.length != prefix.length) {
                return false;
            }
            int whole = bits / 8;
            for (int i = 0; i < whole; i++) {
                if (address[i] != prefix[i]) {
                    return false;
                }
            }
            int rest = bits % 8;
            return rest == 0 || (address[whole] ^ prefix[whole]) >> (8 - rest) == 0;
        }

        boolean hasHostBits() {
            for (int bit = bits; bit < prefix.length * 8; bit++) {
                if ((prefix[bit / 8] & 0x80 >> bit % 8) != 0) {
                    return true;
                }
            }
            return false;
        }
    }

    private final List<Network> networks;

    private Networks(List<Network> networks) {
        this.networks = List.copyOf(networks);
    }

    /** @throws IllegalArgumentException if the text is no list of networks; empty is the empty set */
    public static Networks parse(String text) {
        List<Network> networks = new ArrayList<>();
        for (String block : text.split(",")) {
            if (!block.isBlank()) {
                networks.add(network(block.strip()));
            }
        }
        return new Networks(networks);
    }

    private static Network network(String block) {
        int slash = block.indexOf('/');
        byte[] address = IpLiteral.octets(slash < 0 ? block : block.substring(0, slash));
        int bits = address == null || slash < 0 ? -1 : IpLiteral.number(block.substring(slash + 1), address.length * 8);
        if (address == null || slash >= 0 && bits < 0) {
            throw new IllegalArgumentException(ALLOWED);
        }
        Network network = new Network(address, slash < 0 ? address.length * 8 : bits);
        if (network.hasHostBits()) {
            throw new IllegalArgumentException(ALLOWED);
        }
        return network;
    }

    /** Whether one of the networks holds this address; false for what is no literal. An IPv4-mapped IPv6 address counts as IPv4. */
    public boolean contains(String literal) {
        byte[] address = IpLiteral.octets(literal);
        return address != null && contains(address);
    }

    /** Whether one of the networks holds this address. */
    public boolean contains(InetAddress address) {
        return contains(address.getAddress());
    }

    /** Whether there is no network in it. */
    public boolean isEmpty() {
        return networks.isEmpty();
    }

    private boolean contains(byte[] address) {
        for (Network network : networks) {
            if (network.contains(address)) {
                return true;
            }
        }
        return false;
    }
}
