package org.mailiwf.msrp.transport;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.mailiwf.msrp.protocol.MsrpUri;

/**
 * An address on which connections are accepted.
 *
 * @param secure TLS
 * @param host   an address, or a name of this host; an IPv6 address without brackets
 * @param port   0: any that is free
 */
public record MsrpListen(boolean secure, String host, int port) {

    /** What {@link #parse} takes, for the text of an error. */
    public static final String ALLOWED = "tcp:HOST:PORT or tls:HOST:PORT, several separated by commas, such as"
            + " tcp:127.0.0.1:2855,tls:[::1]:2856";

    public MsrpListen {
        if (host.isEmpty() || port < 0 || port > 65535) {
            throw new IllegalArgumentException(ALLOWED);
        }
    }

    /** @throws IllegalArgumentException if the text is no list of addresses; empty is the empty list */
    public static List<MsrpListen> parse(String text) {
        List<MsrpListen> addresses = new ArrayList<>();
        for (String address : text.split(",")) {
            if (!address.isBlank()) {
                addresses.add(one(address.strip()));
            }
        }
        return List.copyOf(addresses);
    }

    private static MsrpListen one(String text) {
        int colon = text.indexOf(':');
        int port = text.lastIndexOf(':');
        String transport = text.substring(0, Math.max(colon, 0)).toLowerCase(Locale.ROOT);
        if (port <= colon || !transport.equals("tcp") && !transport.equals("tls")) {
            throw new IllegalArgumentException(ALLOWED);
        }
        try {
            MsrpUri uri = MsrpUri.of(transport.equals("tls"), text.substring(colon + 1, port), Integer.parseInt(text.substring(port + 1)),
                    "");
            return new MsrpListen(uri.secure(), uri.address(), uri.port());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(ALLOWED, e);
        }
    }

    @Override
    public String toString() {
        return (secure ? "tls:" : "tcp:") + (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
