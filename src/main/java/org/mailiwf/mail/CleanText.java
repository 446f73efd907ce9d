package org.mailiwf.mail;

/** What decoded text of a mail must not carry on: control characters, halves of characters, what reorders a line of header. */
final class CleanText {

    private CleanText() {
    }

    /**
     * One line: a run of controls and line and paragraph separators becomes a space; NUL, the byte order mark and the bidi embeddings, overrides
     * and isolates vanish; unpaired surrogates become U+FFFD; no white space at the ends.
     */
    static String ofHeader(String text) {
        int first = endOfPlain(text, 0);
        if (first == text.length()) {
            return text.strip();
        }
        StringBuilder out = new StringBuilder(text.length()).append(text, 0, first);
        for (int i = first; i < text.length(); i++) {
            char c = text.charAt(i);
            if (breaksLine(c)) {
                out.append(i > 0 && breaksLine(text.charAt(i - 1)) ? "" : " ");
            } else if (c != 0 && c != '\uFEFF' && !isBidiFormatting(c)) {
                i = appendWhole(text, i, out);
            }
        }
        return out.toString().strip();
    }

    /**
     * Text of any length: CR LF, CR, LF, form feed and the line and paragraph separators end a line and become CR LF; TAB stays; all other
     * controls, the byte order mark and the placeholder of an object U+FFFC vanish; unpaired surrogates become U+FFFD; no white space at
     * the end.
     */
    static String ofBody(String text) {
        StringBuilder out = new StringBuilder(text.length() + 64);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isPlain(c)) {
                int end = endOfPlain(text, i);
                out.append(text, i, end);
                i = end - 1;
                continue;
            }
            if (c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n') {
                i++;
                c = '\n';
            }
            if (c == '\r' || c == '\n' || c == '\f' || c == '\u2028' || c == '\u2029' || c == '\u0085') {
                out.append("\r\n");
            } else if (c == '\t' || !Character.isISOControl(c) && c != '\uFEFF' && c != '\uFFFC') {
                i = appendWhole(text, i, out);
            }
        }
        out.setLength(endWithoutWhiteSpace(out));
        return out.toString();
    }

    /** The embeddings and overrides U+202A to U+202E and the isolates U+2066 to U+2069 (UAX #9). */
    static boolean isBidiFormatting(char c) {
        return c >= '\u202A' && c <= '\u202E' || c >= '\u2066' && c <= '\u2069';
    }

    private static int endOfPlain(String text, int start) {
        int end = start;
        while (end < text.length() && isPlain(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean breaksLine(char c) {
        return Character.isISOControl(c) && c != 0 || c == '\u2028' || c == '\u2029';
    }

    private static boolean isPlain(char c) {
        return c >= ' ' && c < 0x7f;
    }

    /** Appends the character that begins at {@code i}; returns the index of its last char. */
    private static int appendWhole(CharSequence text, int i, StringBuilder out) {
        char c = text.charAt(i);
        if (!Character.isSurrogate(c)) {
            out.append(c);
            return i;
        }
        if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
            out.append(c).append(text.charAt(i + 1));
            return i + 1;
        }
        out.append('\uFFFD');
        return i;
    }

    private static int endWithoutWhiteSpace(CharSequence text) {
        int end = text.length();
        while (end > 0 && isWhiteSpace(text.charAt(end - 1))) {
            end--;
        }
        return end;
    }

    /** White space that shows nothing: the no-break spaces count too. */
    static boolean isWhiteSpace(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c);
    }
}
