package org.mailiwf.msrp.protocol;

/**
 * Finds the hyphens that an end-line begins with: seven, so that looking at every seventh octet of a body is enough. That makes the search
 * cheap beside the copy that brought the octets here.
 */
final class EndLine {

    static final int HYPHENS = 7;
    private static final byte HYPHEN = '-';

    private EndLine() {
    }

    /**
     * Where a run of seven or more hyphens begins.
     *
     * @return its index; or a lower bound of where one may begin that the octets up to {@code to} do not hold whole
     */
    static int hyphens(byte[] octets, int from, int to) {
        int i = from + HYPHENS - 1;
        while (i < to) {
            if (octets[i] != HYPHEN) {
                i += HYPHENS;
                continue;
            }
            int start = i;
            while (start > from && octets[start - 1] == HYPHEN) {
                start--;
            }
            int end = i + 1;
            while (end < to && octets[end] == HYPHEN) {
                end++;
            }
            if (end - start >= HYPHENS || end == to) {
                return start;
            }
            i = end + HYPHENS;
        }
        int start = to;
        while (start > from && to - start < HYPHENS - 1 && octets[start - 1] == HYPHEN) {
            start--;
        }
        return start;
    }

    /** Whether the octets hold the hyphens and this transaction id, anywhere: then it cannot end them. */
    static boolean occurs(byte[] octets, int offset, int length, String transactionId) {
        int to = offset + length;
        for (int i = hyphens(octets, offset, to); i + HYPHENS <= to; i = hyphens(octets, i, to)) {
            int id = i;
            while (id < to && octets[id] == HYPHEN) {
                id++;
            }
            if (matches(octets, id, to, transactionId)) {
                return true;
            }
            i = id;
        }
        return false;
    }

    /** Whether these octets begin with the transaction id. */
    static boolean matches(byte[] octets, int at, int to, String transactionId) {
        int length = transactionId.length();
        if (to - at < length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (octets[at + i] != transactionId.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
