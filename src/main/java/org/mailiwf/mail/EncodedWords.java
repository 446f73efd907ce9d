package org.mailiwf.mail;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;

/**
 * Decodes the encoded words of a header value (RFC 2047, with the language of RFC 2231 section 5) in one pass. What is no encoded word, or
 * one of an unknown charset, stays as it is.
 *
 * <p>Encoded words that follow each other in the same charset are decoded as one run of octets, since many senders cut inside a character.
 */
final class EncodedWords {

    private final String value;
    private final StringBuilder out;
    /** The octets of the encoded words since the last text that was not encoded; their charset. */
    private final ByteArrayOutputStream run = new ByteArrayOutputStream();
    private Charset runCharset;

    private EncodedWords(String value) {
        this.value = value;
        this.out = new StringBuilder(value.length());
    }

    static String decode(String value) {
        return value.contains("=?") ? new EncodedWords(value).decode() : value;
    }

    private String decode() {
        int at = 0;
        while (at < value.length()) {
            int start = value.indexOf("=?", at);
            if (start < 0) {
                break;
            }
            int end = decodeWord(start, at);
            if (end < 0) {
                endRun();
                out.append(value, at, start + 2);
                at = start + 2;
            } else {
                at = end;
            }
        }
        endRun();
        return out.append(value, at, value.length()).toString();
    }

    /** Decodes the word at {@code start}, before which stands text from {@code textStart} on; returns where it ends, -1 if there is none. */
    private int decodeWord(int start, int textStart) {
        int charsetEnd = value.indexOf('?', start + 2);
        if (charsetEnd < 0 || charsetEnd + 2 >= value.length() || value.charAt(charsetEnd + 2) != '?') {
            return -1;
        }
        int textEnd = value.indexOf('?', charsetEnd + 3);
        if (textEnd < 0 || textEnd + 1 >= value.length() || value.charAt(textEnd + 1) != '=' || !isAscii(charsetEnd + 3, textEnd)) {
            return -1;
        }
        Charset charset = Charsets.find(withoutLanguage(value.substring(start + 2, charsetEnd)));
        char encoding = Character.toUpperCase(value.charAt(charsetEnd + 1));
        if (charset == null || encoding != 'B' && encoding != 'Q') {
            return -1;
        }
        boolean adjacent = runCharset != null && value.substring(textStart, start).isBlank();
        if (!adjacent) {
            endRun();
            out.append(value, textStart, start);
        } else if (!charset.equals(runCharset)) {
            endRun();
        }
        runCharset = charset;
        if (encoding == 'B') {
            decodeBase64(charsetEnd + 3, textEnd);
        } else {
            decodeQ(charsetEnd + 3, textEnd);
        }
        return textEnd + 2;
    }

    private boolean isAscii(int from, int to) {
        for (int i = from; i < to; i++) {
            if (value.charAt(i) > 0x7e) {
                return false;
            }
        }
        return true;
    }

    private void endRun() {
        if (runCharset != null) {
            out.append(Charsets.decode(run.toByteArray(), runCharset));
            run.reset();
            runCharset = null;
        }
    }

    private static String withoutLanguage(String charset) {
        int star = charset.indexOf('*');
        return star < 0 ? charset : charset.substring(0, star);
    }

    /** RFC 2047 section 4.2. */
    private void decodeQ(int from, int to) {
        for (int i = from; i < to; i++) {
            char c = value.charAt(i);
            if (c == '_') {
                run.write(' ');
            } else if (c == '=' && i + 2 < to && hex(value.charAt(i + 1)) >= 0 && hex(value.charAt(i + 2)) >= 0) {
                run.write(hex(value.charAt(i + 1)) << 4 | hex(value.charAt(i + 2)));
                i += 2;
            } else {
                run.write(c);
            }
        }
    }

    /** RFC 2047 section 4.1, without regard to padding and to what is not of the alphabet. */
    private void decodeBase64(int from, int to) {
        int bits = 0;
        int count = 0;
        for (int i = from; i < to; i++) {
            int sextet = sextet(value.charAt(i));
            if (sextet >= 0) {
                bits = bits << 6 | sextet;
                count += 6;
                if (count >= 8) {
                    count -= 8;
                    run.write(bits >> count);
                }
            }
        }
    }

    private static int hex(char c) {
        return c < 0x80 ? Character.digit(c, 16) : -1;
    }

    private static int sextet(char c) {
        if (c >= 'A' && c <= 'Z') {
            return c - 'A';
        } else if (c >= 'a' && c <= 'z') {
            return c - 'a' + 26;
        } else if (c >= '0' && c <= '9') {
            return c - '0' + 52;
        } else if (c == '+') {
            return 62;
        } else if (c == '/') {
            return 63;
        }
        return -1;
    }
}
