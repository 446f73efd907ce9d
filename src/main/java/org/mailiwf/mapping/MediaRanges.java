package org.mailiwf.mapping;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The media types that an MSRP peer takes (RFC 4975 section 8.6): of {@code a=accept-types} anywhere, of {@code a=accept-wrapped-types}
 * inside of another type.
 */
record MediaRanges(Set<String> types) implements Predicate<String> {

    private static final String ANY = "*";

    static MediaRanges of(List<String> acceptTypes) {
        return new MediaRanges(Set.copyOf(acceptTypes));
    }

    /** What may stand inside of a wrapper. */
    static MediaRanges wrapped(List<String> acceptTypes, List<String> acceptWrappedTypes) {
        List<String> all = new ArrayList<>(acceptTypes);
        all.addAll(acceptWrappedTypes);
        return new MediaRanges(new HashSet<>(all));
    }

    /** @param type in lower case */
    @Override
    public boolean test(String type) {
        return types.contains(type) || types.contains(ANY) || types.contains(type.substring(0, Math.max(0, type.indexOf('/'))) + "/*");
    }
}
