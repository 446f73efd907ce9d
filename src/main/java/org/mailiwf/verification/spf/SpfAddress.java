package org.mailiwf.verification.spf;

import java.net.Inet6Address;
import java.net.InetAddress;

/** Addresses of clients as macros and the DNS have them. */
final class SpfAddress {

    private SpfAddress() {
    }

    /** {@code %{i}}: dotted decimal, or the 32 nibbles of an IPv6 address between dots (RFC 7208 section 7.3). */
    static String dotted(InetAddress address) {
        if (!(address instanceof Inet6Address)) {
            return address.getHostAddress();
        }
        StringBuilder out = new StringBuilder(64);
        for (byte octet : address.getAddress()) {
            out.append(out.isEmpty() ? "" : ".").append(Character.forDigit(octet >> 4 & 15, 16)).append('.')
                    .append(Character.forDigit(octet & 15, 16));
        }
        return out.toString();
    }

    /** The name whose PTR records name the address (RFC 1035 section 3.5, RFC 3596 section 2.5). */
    static String reverseName(InetAddress address) {
        String[] labels = dotted(address).split("\\.");
        StringBuilder out = new StringBuilder(80);
        for (int i = labels.length - 1; i >= 0; i--) {
            out.append(labels[i]).append('.');
        }
        return out.append(address instanceof Inet6Address ? "ip6.arpa" : "in-addr.arpa").toString();
    }
}
