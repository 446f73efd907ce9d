package org.mailiwf.sip;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * An address and port on which requests and responses are received, written {@code udp:127.0.0.1:5060}.
 *
 * @param transport udp, tcp or tls
 * @param host      the local address, an IPv6 address in brackets
 * @param port      0 to 65535; 0 lets the system choose one, and the bound listening point tells which
 */
public record SipListeningPoint(String transport, String host, int port) {

    private static final Set<String> TRANSPORTS = Set.of("udp", "tcp", "tls");

    /**
     * Reads a comma-separated list; an empty text is an empty list.
     *
     * @throws IllegalArgumentException naming the part that is wrong and what is allowed
     */
    public static List<SipListeningPoint> parseList(String text) {
        List<SipListeningPoint> points = new ArrayList<>();
        for (String part : text.split(",")) {
            if (!part.isBlank()) {
                points.add(parse(part.strip()));
            }
        }
        return List.copyOf(points);
    }

    private static SipListeningPoint parse(String text) {
        int first = text.indexOf(':');
        int last = text.lastIndexOf(':');
        String transport = first < 0 ? "" : text.substring(0, first).toLowerCase(Locale.ROOT);
        String digits = text.substring(last + 1);
        boolean number = !digits.isEmpty() && digits.length() <= 5 && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!TRANSPORTS.contains(transport) || last <= first + 1 || !number || Integer.parseInt(digits) > 65535) {
            throw new IllegalArgumentException("Not a listening point: " + text
                    + " (allowed: udp:ADDRESS:PORT, tcp:ADDRESS:PORT and tls:ADDRESS:PORT)");
        }
        return new SipListeningPoint(transport, text.substring(first + 1, last), Integer.parseInt(digits));
    }

    @Override
    public String toString() {
        return transport + ":" + host + ":" + port;
    }
}
