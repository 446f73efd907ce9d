package org.mailiwf.smtpd.protocol;

/**
 * The argument of BDAT (RFC 3030 section 2).
 *
 * @param size in octets
 * @param last whether the mail ends with this chunk
 */
public record Chunk(long size, boolean last) {

    /** Enough for more than any server takes, and safe to add up in a long. */
    private static final int MAX_DIGITS = 15;

    /**
     * @param argument {@code chunk-size [SP "LAST"]}, LAST in any case
     * @return {@code null} for anything else
     */
    public static Chunk parse(String argument) {
        int end = 0;
        while (end < argument.length() && argument.charAt(end) >= '0' && argument.charAt(end) <= '9') {
            end++;
        }
        int word = end;
        while (word < argument.length() && argument.charAt(word) == ' ') {
            word++;
        }
        boolean last = word > end && EsmtpParameters.upper(argument.substring(word)).equals("LAST");
        if (end == 0 || end > MAX_DIGITS || !last && end < argument.length()) {
            return null;
        }
        return new Chunk(Long.parseLong(argument.substring(0, end)), last);
    }
}
