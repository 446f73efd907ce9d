package org.mailiwf.sip;

import java.util.ArrayList;
import java.util.List;

/**
 * A hop that may take a request.
 *
 * @param route the URI by which it was named; {@code null} when the Request-URI names it
 * @param hop   where it is
 */
record NextHop(SipUri route, SipHop hop) {

    /**
     * The hop that a Request-URI names by itself.
     *
     * @param secure whether TLS stands for a transport that is not named
     */
    static NextHop of(SipUri requestUri, boolean secure) {
        return new NextHop(null, SipHop.of(requestUri, secure));
    }

    /**
     * Reads a comma-separated list of SIP URIs; {@code null} and an empty text are an empty list.
     *
     * @param  secure                   whether TLS stands for a transport that is not named
     * @throws IllegalArgumentException naming the part that is not one
     */
    static List<NextHop> parseList(String text, boolean secure) {
        if (text == null || text.isBlank()) {
            return List.of();
        }
        List<NextHop> hops = new ArrayList<>(2);
        for (String part : text.split(",", -1)) {
            SipUri uri = SipUri.parse(part.strip());
            hops.add(new NextHop(uri, SipHop.of(uri, secure)));
        }
        return List.copyOf(hops);
    }
}
