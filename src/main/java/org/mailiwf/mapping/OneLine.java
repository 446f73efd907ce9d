package org.mailiwf.mapping;

/**
 * The guard that text of a mail or of a SIP peer passes before it goes into the other protocol: what comes out is one line without
 * controls.
 */
final class OneLine {

    private OneLine() {
    }

    /**
     * Controls, line and paragraph separators and bidi formatting become a space, runs of spaces one, unpaired surrogates U+FFFD; no space
     * at the ends; no more than {@code maxChars} chars, cut between characters.
     */
    static String of(String text, int maxChars) {
        StringBuilder out = new StringBuilder(Math.min(text.length(), maxChars) + 1);
        for (int i = 0; i < text.length() && out.length() < maxChars;) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (breaksLine(c) || c == ' ') {
                if (out.length() > 0 && out.charAt(out.length() - 1) != ' ') {
                    out.append(' ');
                }
            } else if (out.length() + Character.charCount(c) <= maxChars) {
                out.appendCodePoint(c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xfffd : c);
            } else {
                break;
            }
        }
        return out.toString().stripTrailing();
    }

    private static boolean breaksLine(int c) {
        return Character.isISOControl(c) || c == 0x2028 || c == 0x2029
                || c >= 0x202a && c <= 0x202e || c >= 0x2066 && c <= 0x2069;
    }
}
