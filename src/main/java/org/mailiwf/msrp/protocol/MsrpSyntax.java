package org.mailiwf.msrp.protocol;

/** The character classes of RFC 4975 section 9. */
final class MsrpSyntax {

    private static final int MAX_IDENT = 32;
    private static final boolean[] IDENT = table(".-+%=");
    private static final boolean[] TOKEN = table("!#$%&'*+-.^_`|~");

    private MsrpSyntax() {
    }

    /** Letters, digits and these. */
    private static boolean[] table(String others) {
        boolean[] table = new boolean[128];
        for (char c = 0; c < table.length; c++) {
            table[c] = isAlphanumeric(c) || others.indexOf(c) >= 0;
        }
        return table;
    }

    private static boolean consistsOf(boolean[] table, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= table.length || !table[c]) {
                return false;
            }
        }
        return true;
    }

    /** {@code ident}: a letter or digit, and 3 to 31 of letters, digits and {@code . - + % =}. */
    static boolean isIdent(String text) {
        return text.length() >= 4 && text.length() <= MAX_IDENT && isAlphanumeric(text.charAt(0)) && consistsOf(IDENT, text);
    }

    static boolean isAlphanumeric(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || isDigit(c);
    }

    static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    /** {@code token}: visible ASCII without separators. */
    static boolean isToken(String text) {
        return !text.isEmpty() && consistsOf(TOKEN, text);
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
