package org.mailiwf.msrp.protocol;

/** The character classes of RFC 4975 section 9. */
final class MsrpSyntax {

    private static final int MAX_IDENT = 32;

    private MsrpSyntax() {
    }

    /** {@code ident}: a letter or digit, and 3 to 31 of letters, digits and {@code . - + % =}. */
    static boolean isIdent(String text) {
        if (text.length() < 4 || text.length() > MAX_IDENT || !isAlphanumeric(text.charAt(0))) {
            return false;
        }
        for (int i = 1; i < text.length(); i++) {
            if (!isAlphanumeric(text.charAt(i)) && ".-+%=".indexOf(text.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }

    static boolean isAlphanumeric(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || isDigit(c);
    }

    static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    /** {@code token} of RFC 4975: visible ASCII without separators. */
    static boolean isToken(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= ' ' || c >= 0x7f || "()<>@,;:\\\"/[]?={}".indexOf(c) >= 0) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /** Whether a text can stand in a line: no control characters but the tab. */
    static boolean isText(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' && c != '\t' || c == 0x7f || c >= 0x80 && c < 0xa0) {
                return false;
            }
        }
        return true;
    }

    /** A decimal number of 1 to {@code digits} digits, at most 18; -1 for anything else. */
    static long number(String text, int digits) {
        if (text.isEmpty() || text.length() > digits) {
            return -1;
        }
        long number = 0;
        for (int i = 0; i < text.length(); i++) {
            if (!isDigit(text.charAt(i))) {
                return -1;
            }
            number = number * 10 + text.charAt(i) - '0';
        }
        return number;
    }
}
