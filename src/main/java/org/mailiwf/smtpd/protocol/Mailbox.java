package org.mailiwf.smtpd.protocol;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** The syntax of a mailbox (RFC 5321 section 4.1.2, with the characters that RFC 6531 section 3.3 adds). */
final class Mailbox {

    /** RFC 5321 section 4.5.3.1.1. */
    private static final int MAX_LOCAL_PART = 64;
    /** RFC 5321 section 4.5.3.1.2. */
    private static final int MAX_DOMAIN = 255;
    /** RFC 1035 section 2.3.4. */
    private static final int MAX_LABEL = 63;
    private static final String ATEXT_SPECIALS = "!#$%&'*+-/=?^_`{|}~";

    private Mailbox() {
    }

    static boolean isValid(String mailbox) {
        int at = mailbox.lastIndexOf('@');
        // an address literal holds no "@", a domain neither: the last one divides
        if (at < 1) {
            return false;
        }
        String localPart = mailbox.substring(0, at);
        String domain = mailbox.substring(at + 1);
        return octets(localPart, 0, localPart.length()) <= MAX_LOCAL_PART
                && (localPart.charAt(0) == '"' ? isQuotedString(localPart) : isDotString(localPart))
                && (domain.startsWith("[") ? isAddressLiteral(domain) : isDomain(domain));
    }

    static boolean isDotString(String s) {
        boolean atomEmpty = true;
        for (int i = 0; i < s.length(); i++) {
            char c = s.charAt(i);
            if (c == '.') {
                if (atomEmpty) {
                    return false;
                }
                atomEmpty = true;
            } else if (isLetterOrDigit(c) || ATEXT_SPECIALS.indexOf(c) >= 0 || isUtf8NonAscii(c)) {
                atomEmpty = false;
            } else {
                return false;
            }
        }
        return !atomEmpty;
    }

    private static boolean isQuotedString(String s) {
        if (s.length() < 2 || s.charAt(s.length() - 1) != '"') {
            return false;
        }
        int end = s.length() - 1;
        for (int i = 1; i < end; i++) {
            char c = s.charAt(i);
            if (c == '\\') {
                i++;
                if (i == end || s.charAt(i) < ' ' || s.charAt(i) > 126) {
                    return false;
                }
            } else if (c == '"' || !(c >= ' ' && c <= 126 || isUtf8NonAscii(c))) {
                return false;
            }
        }
        return true;
    }

    static boolean isDomain(String s) {
        if (s.isEmpty() || octets(s, 0, s.length()) > MAX_DOMAIN) {
            return false;
        }
        int start = 0;
        for (int i = 0; i <= s.length(); i++) {
            if (i == s.length() || s.charAt(i) == '.') {
                if (!isLabel(s, start, i)) {
                    return false;
                }
                start = i + 1;
            }
        }
        return true;
    }

    private static boolean isLabel(String s, int from, int to) {
        if (from == to || octets(s, from, to) > MAX_LABEL || s.charAt(from) == '-' || s.charAt(to - 1) == '-') {
            return false;
        }
        for (int i = from; i < to; i++) {
            char c = s.charAt(i);
            if (!isLetterOrDigit(c) && c != '-' && !isUtf8NonAscii(c)) {
                return false;
            }
        }
        return true;
    }

    /** RFC 5321 section 4.1.3. */
    static boolean isAddressLiteral(String s) {
        if (s.length() < 3 || s.length() > MAX_DOMAIN || !s.startsWith("[") || !s.endsWith("]")) {
            return false;
        }
        String content = s.substring(1, s.length() - 1);
        if (content.regionMatches(true, 0, "IPv6:", 0, 5)) {
            return isIpv6(content.substring(5));
        }
        int colon = content.indexOf(':');
        return colon < 0 ? isIpv4(content) : isLabel(content, 0, colon) && isDcontent(content.substring(colon + 1));
    }

    private static boolean isIpv4(String s) {
        String[] parts = s.split("\\.", -1);
        if (parts.length != 4) {
            return false;
        }
        for (String part : parts) {
            boolean digits = !part.isEmpty() && part.length() <= 3 && part.chars().allMatch(c -> c >= '0' && c <= '9');
            if (!digits || Integer.parseInt(part) > 255) {
                return false;
            }
        }
        return true;
    }

    private static boolean isIpv6(String s) {
        if (s.indexOf(':') < 0 || !s.chars().allMatch(c -> c == ':' || c == '.' || Character.digit(c, 16) >= 0 && c < 128)) {
            return false;
        }
        try {
            // with a colon and nothing but hex digits the JDK parses a literal and asks no DNS
            return InetAddress.getByName(s) != null;
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static boolean isDcontent(String s) {
        return !s.isEmpty() && s.chars().allMatch(c -> c >= 33 && c <= 90 || c >= 94 && c <= 126);
    }

    private static boolean isLetterOrDigit(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }

    /** Beyond ASCII, but nothing that ends a line or acts as a control where the address is printed. */
    private static boolean isUtf8NonAscii(char c) {
        if (c < 128) {
            return false;
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR,
                 Character.SPACE_SEPARATOR -> false;
            default -> true;
        };
    }

    /** The length in UTF-8. */
    static int octets(String s, int from, int to) {
        int octets = 0;
        for (int i = from; i < to; i++) {
            char c = s.charAt(i);
            // a surrogate is half of a character of four octets
            octets += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        return octets;
    }
}
