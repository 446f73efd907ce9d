package org.mailiwf.msrp.transport;

import java.util.Map;
import java.util.TreeMap;

/** Which octets of a message are there. Holds at most {@value #MAX} pieces with gaps between them. */
final class OctetRanges {

    static final int MAX = 1000;

    /** From where to where, without touching each other. */
    private final TreeMap<Long, Long> ranges = new TreeMap<>();

    /** Adds those from {@code start} up to {@code end}, without the latter. @return false if there are too many gaps */
    boolean add(long start, long end) {
        if (start >= end) {
            return true;
        }
        long from = start;
        long to = end;
        Map.Entry<Long, Long> before = ranges.floorEntry(start);
        if (before != null && before.getValue() >= start) {
            from = before.getKey();
            to = Math.max(to, before.getValue());
        }
        Map.Entry<Long, Long> next = ranges.higherEntry(from);
        while (next != null && next.getKey() <= to) {
            to = Math.max(to, next.getValue());
            ranges.remove(next.getKey());
            next = ranges.higherEntry(from);
        }
        ranges.put(from, to);
        return ranges.size() <= MAX;
    }

    /** Whether all from 0 up to {@code end} are there. */
    boolean covers(long end) {
        Map.Entry<Long, Long> first = ranges.firstEntry();
        return end == 0 || first != null && first.getKey() == 0 && first.getValue() >= end;
    }

    /** Behind the last that is there. */
    long highest() {
        return ranges.isEmpty() ? 0 : ranges.lastEntry().getValue();
    }
}
