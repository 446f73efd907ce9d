package org.mailiwf.smtpd.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** The encodings of values in DSN parameters: xtext (RFC 3461 section 4) and utf-8-addr-xtext (RFC 6533 section 3). */
final class Xtext {

    private Xtext() {
    }

    /**
     * Decodes xtext to printable US-ASCII and spaces.
     *
     * @return {@code null} if {@code s} is not xtext, or decodes to a control character or an octet outside US-ASCII
     */
    static String decode(String s) {
        StringBuilder out = new StringBuilder(s.length());
        for (int i = 0; i < s.length(); i++) {
            int c = s.charAt(i);
            if (c == '+') {
                c = i + 2 < s.length() ? hex(s.charAt(i + 1)) << 4 | hex(s.charAt(i + 2)) : -1;
                i += 2;
            } else if (c == '=' || c == ' ') {
                return null;
            }
            if (c < ' ' || c > 126) {
                return null;
            }
            out.append((char) c);
        }
        return out.toString();
    }

    /**
     * Decodes an address of the type utf-8: {@code \x{2E80}} stands for a character, xtext escapes for octets of UTF-8, other characters
     * for themselves.
     *
     * @return {@code null} if {@code s} is malformed or holds a control character
     */
    static String decodeUtf8(String s) {
        ByteBuffer octets = ByteBuffer.allocate(s.length() * 3);
        for (int i = 0; i < s.length(); ) {
            int c = s.codePointAt(i);
            if (c == '+') {
                int octet = i + 2 < s.length() ? hex(s.charAt(i + 1)) << 4 | hex(s.charAt(i + 2)) : -1;
                if (octet < 0) {
                    return null;
                }
                octets.put((byte) octet);
                i += 3;
                continue;
            }
            int next = i + Character.charCount(c);
            if (c == '\\') {
                int close = s.indexOf('}', i);
                c = close < 0 ? -1 : embedded(s, i, close);
                next = close + 1;
            }
            if (c < 0) {
                return null;
            }
            octets.put(Character.toString(c).getBytes(StandardCharsets.UTF_8));
            i = next;
        }
        return printable(octets.flip());
    }

    /** The character of {@code \x{HEX}}, which starts at {@code at} and ends at {@code close}; negative if it is none. */
    private static int embedded(String s, int at, int close) {
        if (!s.startsWith("\\x{", at) || close - at < 5 || close - at > 9) {
            return -1;
        }
        int c = 0;
        for (int i = at + 3; i < close; i++) {
            c = c << 4 | hex(s.charAt(i));
            if (c < 0) {
                return -1;
            }
        }
        return Character.isValidCodePoint(c) && !(c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) ? c : -1;
    }

    private static String printable(ByteBuffer utf8) {
        try {
            String decoded = StandardCharsets.UTF_8.newDecoder().decode(utf8).toString();
            return Printable.log(decoded, Integer.MAX_VALUE).equals(decoded) ? decoded : null;
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    /** RFC 3461 section 4: upper case only. A negative value stays negative when it is shifted and combined. */
    private static int hex(char c) {
        if (c >= '0' && c <= '9') {
            return c - '0';
        }
        return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
    }
}
