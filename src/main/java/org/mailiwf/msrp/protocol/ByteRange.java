package org.mailiwf.msrp.protocol;

/**
 * Which octets of a message a chunk holds (RFC 4975 section 7.1.1): {@code 1-2048/4189}.
 *
 * @param start of the first octet, 1 or more
 * @param end   of the last octet; {@link #UNKNOWN} for {@code *}; {@code start - 1} for a chunk without octets
 * @param total octets of the message; {@link #UNKNOWN} for {@code *}
 */
public record ByteRange(long start, long end, long total) {

    /** Stands for {@code *}. */
    public static final long UNKNOWN = -1;

    private static final int DIGITS = 18;

    public ByteRange {
        if (start < 1 || end < UNKNOWN || total < UNKNOWN || end != UNKNOWN && end < start - 1
                || total != UNKNOWN && (end > total || start > total + 1)) {
            throw new IllegalArgumentException("is no Byte-Range");
        }
    }

    /** @throws MsrpSyntaxException if the text is no Byte-Range */
    public static ByteRange parse(String text) throws MsrpSyntaxException {
        int hyphen = text.indexOf('-');
        int slash = text.indexOf('/', hyphen + 1);
        if (hyphen < 0 || slash < 0) {
            throw new MsrpSyntaxException("no Byte-Range");
        }
        long start = MsrpSyntax.number(text.substring(0, hyphen), DIGITS);
        try {
            return new ByteRange(start, number(text.substring(hyphen + 1, slash)), number(text.substring(slash + 1)));
        } catch (IllegalArgumentException e) {
            throw new MsrpSyntaxException("no Byte-Range");
        }
    }

    private static long number(String text) throws MsrpSyntaxException {
        long number = MsrpSyntax.number(text, DIGITS);
        if (number < 0 && !text.equals("*")) {
            throw new MsrpSyntaxException("no Byte-Range");
        }
        return number;
    }

    @Override
    public String toString() {
        return start + "-" + (end == UNKNOWN ? "*" : end) + "/" + (total == UNKNOWN ? "*" : total);
    }
}
