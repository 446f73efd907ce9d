package org.mailiwf.cpim;

/** The character classes and the escapes of RFC 3862 sections 2.3.1 and 3.6. */
final class CpimSyntax {

    /** What ABNF calls SEPARATORS, without the space. */
    private static final String SEPARATORS = "()<>@,;:\\\"/[]?={}";

    private CpimSyntax() {
    }

    /** NAMECHAR: US-ASCII but for ".", controls and separators. */
    static boolean isNameChar(int c) {
        return c > 0x20 && c < 0x7f && c != '.' && SEPARATORS.indexOf(c) < 0;
    }

    /** TOKENCHAR: NAMECHAR, "." and everything beyond US-ASCII that is no control. */
    static boolean isTokenChar(int c) {
        return isNameChar(c) || c == '.' || c >= 0xa0;
    }

    /** C0, DEL and C1. The RFC names C0 and DEL only; C1 holds NEL, which some readers take for a line end. */
    static boolean isControl(int c) {
        return c < 0x20 || c >= 0x7f && c < 0xa0;
    }

    /** Header-name: {@code [prefix "."] name}. */
    static boolean isHeaderName(String name) {
        int dot = name.indexOf('.');
        return isName(name.substring(0, Math.max(dot, 0)), dot < 0) && isName(name.substring(dot + 1), false);
    }

    private static boolean isName(String name, boolean mayBeEmpty) {
        for (int i = 0; i < name.length(); i++) {
            if (!isNameChar(name.charAt(i))) {
                return false;
            }
        }
        return mayBeEmpty || !name.isEmpty();
    }

    static boolean hasControl(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (isControl(value.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    /** Writes free text as HEADERCHARs: the backslash and every control as an escape. */
    static String escape(String text) {
        return escape(text, false);
    }

    /** Writes text as the inside of a String: as {@link #escape(String)}, and the double quote too. */
    static String escapeInString(String text) {
        return escape(text, true);
    }

    private static String escape(String text, boolean inString) {
        StringBuilder out = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' || isControl(c) || inString && c == '"') {
                if (out == null) {
                    out = new StringBuilder(text.length() + 16).append(text, 0, i);
                }
                appendEscape(out, c);
            } else if (out != null) {
                out.append(c);
            }
        }
        return out == null ? text : out.toString();
    }

    private static void appendEscape(StringBuilder out, char c) {
        switch (c) {
            case '\b' -> out.append("\\b");
            case '\t' -> out.append("\\t");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\\', '"' -> out.append('\\').append(c);
            default -> out.append("\\u00").append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 0xf, 16));
        }
    }

    /** Reads escapes back. A backslash that begins no escape stands for itself: readers are lenient, writers are not. */
    static String unescape(String value) {
        int backslash = value.indexOf('\\');
        if (backslash < 0) {
            return value;
        }
        StringBuilder out = new StringBuilder(value.length()).append(value, 0, backslash);
        int i = backslash;
        while (i < value.length()) {
            char c = value.charAt(i++);
            if (c != '\\' || i == value.length()) {
                out.append(c);
                continue;
            }
            char escaped = value.charAt(i);
            int codeUnit = escaped == 'u' ? codeUnit(value, i + 1) : -1;
            if (codeUnit >= 0) {
                out.append((char) codeUnit);
                i += 5;
            } else {
                int at = "btnr\"'\\".indexOf(escaped);
                out.append(at < 0 ? '\\' : "\b\t\n\r\"'\\".charAt(at));
                i += at < 0 ? 0 : 1;
            }
        }
        return out.toString();
    }

    private static int codeUnit(String value, int from) {
        if (from + 4 > value.length()) {
            return -1;
        }
        int unit = 0;
        for (int i = from; i < from + 4; i++) {
            int digit = Character.digit(value.charAt(i), 16);
            if (digit < 0 || value.charAt(i) > 'f') {
                return -1;
            }
            unit = unit << 4 | digit;
        }
        return unit;
    }
}
