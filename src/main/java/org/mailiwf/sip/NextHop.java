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

    /** The hop that a Request-URI names by itself. */
    static NextHop of(SipUri requestUri) {
        return new NextHop(null, SipHop.of(requestUri));
    }

    /**
     * Reads a comma-separated list of SIP URIs; {@code null} and an empty text are an empty list.
     *
     * @throws IllegalArgumentException naming the part that is not one
     */
    static List<NextHop> parseList(String text) {
        if (text == null || text.isBlank()) {
            return List.of();
        }
        List<NextHop> hops = new ArrayList<>(2);
        for (String part : text.split(",", -1)) {
            SipUri uri = SipUri.parse(part.strip());
            hops.add(new NextHop(uri, SipHop.of(uri)));
        }
        return List.copyOf(hops);
    }
}
