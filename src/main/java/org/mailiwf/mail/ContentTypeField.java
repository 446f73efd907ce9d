package org.mailiwf.mail;

import java.util.Locale;

/** The value of Content-Type with one parameter changed; all else of it stays as the sender wrote it. */
final class ContentTypeField {

    private ContentTypeField() {
    }

    /**
     * @param raw       the value, unfolded
     * @param parameter its name in lower case; whatever the value says of it, in sections too (RFC 2231), goes
     * @param value     what it becomes: characters that may stand in a quoted string
     */
    static String with(String raw, String parameter, String value) {
        StringBuilder out = new StringBuilder(raw.length() + 32);
        int from = 0;
        while (from <= raw.length()) {
            int end = endOfParameter(raw, from);
            String piece = raw.substring(from, end).strip();
            if (from == 0) {
                out.append(piece);
            } else if (!piece.isEmpty() && !isNamed(piece, parameter)) {
                out.append("; ").append(piece);
            }
            from = end + 1;
        }
        return out.append("; ").append(parameter).append("=\"").append(value).append('"').toString();
    }

    private static boolean isNamed(String piece, String parameter) {
        int end = 0;
        while (end < piece.length() && piece.charAt(end) != '=' && piece.charAt(end) != '*') {
            end++;
        }
        return piece.substring(0, end).strip().toLowerCase(Locale.ROOT).equals(parameter);
    }

    /** The next semicolon that stands neither in quotes nor in a comment, or the end. */
    private static int endOfParameter(String raw, int from) {
        boolean quoted = false;
        int comments = 0;
        int i = from;
        for (; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '\\' && (quoted || comments > 0)) {
                i++;
            } else if (c == '"' && comments == 0) {
                quoted = !quoted;
            } else if (c == '(' && !quoted) {
                comments++;
            } else if (c == ')' && comments > 0) {
                comments--;
            } else if (c == ';' && !quoted && comments == 0) {
                return i;
            }
        }
        return Math.min(i, raw.length());
    }
}
