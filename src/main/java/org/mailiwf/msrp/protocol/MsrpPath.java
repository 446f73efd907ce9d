package org.mailiwf.msrp.protocol;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The URIs that a message passes, the next hop first and the endpoint last: To-Path, From-Path, Use-Path, and {@code a=path} in SDP.
 *
 * @param uris 1 to {@value #MAX_HOPS}
 */
public record MsrpPath(List<MsrpUri> uris) {

    /** Hops of a path. */
    public static final int MAX_HOPS = 10;

    public MsrpPath {
        uris = List.copyOf(uris);
        if (uris.isEmpty() || uris.size() > MAX_HOPS) {
            throw new IllegalArgumentException("a path has 1 to " + MAX_HOPS + " URIs");
        }
    }

    /** A path of one hop or several. */
    public static MsrpPath of(MsrpUri... uris) {
        return new MsrpPath(List.of(uris));
    }

    /** @throws MsrpSyntaxException if the text is no list of MSRP URIs separated by single spaces, or has too many of them */
    public static MsrpPath parse(String text) throws MsrpSyntaxException {
        List<MsrpUri> uris = new ArrayList<>(2);
        for (int start = 0; start <= text.length();) {
            int space = text.indexOf(' ', start);
            int end = space < 0 ? text.length() : space;
            if (uris.size() == MAX_HOPS) {
                throw new MsrpSyntaxException("a path with too many hops");
            }
            uris.add(MsrpUri.parse(text.substring(start, end)));
            start = end + 1;
        }
        return new MsrpPath(uris);
    }

    /** The next hop. */
    public MsrpUri first() {
        return uris.get(0);
    }

    /** The endpoint. */
    public MsrpUri last() {
        return uris.get(uris.size() - 1);
    }

    /** This path, and behind its last hop another. @throws IllegalArgumentException if that is too long */
    public MsrpPath then(MsrpPath further) {
        List<MsrpUri> both = new ArrayList<>(uris);
        both.addAll(further.uris);
        return new MsrpPath(both);
    }

    /** The same hops, the last one first. */
    public MsrpPath reversed() {
        List<MsrpUri> backwards = new ArrayList<>(uris);
        Collections.reverse(backwards);
        return new MsrpPath(backwards);
    }

    @Override
    public String toString() {
        return uris.stream().map(MsrpUri::toString).collect(Collectors.joining(" "));
    }
}
