package org.mailiwf.mapping;

/**
 * The guard that text of a mail or of a SIP peer passes before it goes into the other protocol: what comes out is one line without
 * controls.
 */
final class OneLine {

    private OneLine() {
    }

    /**
     * A run of controls, line and paragraph separators and bidi formatting becomes a space, unpaired surrogates U+FFFD; no space at the ends; no more than {@code maxChars} chars, cut between characters.
     */
    static String of(String text, int maxChars) {
        StringBuilder out = new StringBuilder(Math.min(text.length(), maxChars) + 1);
        boolean broken = false;
        for (int i = 0; i < text.length() && out.length() < maxChars;) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            boolean goesOn = broken;
            broken = breaksLine(c);
            if (broken) {
                out.append(goesOn ? "" : " ");
            } else if (out.length() + Character.charCount(c) <= maxChars) {
                out.appendCodePoint(c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xfffd : c);
            } else {
                break;
            }
        }
        return out.toString().strip();
    }

    private static boolean breaksLine(int c) {
        return Character.isISOControl(c) || c == 0x2028 || c == 0x2029
                || c >= 0x202a && c <= 0x202e || c >= 0x2066 && c <= 0x2069;
    }
}
