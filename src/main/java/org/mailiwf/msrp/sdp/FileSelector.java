package org.mailiwf.msrp.sdp;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/**
 * The file that an offer is about: {@code a=file-selector} (RFC 5547 section 6).
 *
 * @param name {@code null} if it is not given; without the escapes, and without control characters
 * @param type its media type; {@code null} if it is not given
 * @param size octets; -1 if it is not given
 * @param hash such as {@code sha-1:72:24:...}; {@code null} if it is not given
 */
public record FileSelector(String name, String type, long size, String hash) {

    /** @throws SdpException if the value is none */
    static FileSelector parse(String value) throws SdpException {
        String name = null;
        String type = null;
        String hash = null;
        long size = -1;
        int at = 0;
        while (at < value.length()) {
            int colon = value.indexOf(':', at);
            if (colon < 0) {
                throw new SdpException("a file-selector that is none");
            }
            boolean quoted = value.startsWith("\"", colon + 1);
            int end = quoted ? value.indexOf('"', colon + 2) + 1 : value.indexOf(' ', colon);
            end = end < 0 ? value.length() : end;
            if (quoted && end == 0) {
                throw new SdpException("a file-selector that is none");
            }
            String given = quoted ? value.substring(colon + 2, end - 1) : value.substring(colon + 1, end);
            switch (value.substring(at, colon)) {
                case "name" -> name = unescaped(given);
                case "type" -> type = given;
                case "size" -> size = SdpNumbers.number(given, 18);
                case "hash" -> hash = given;
                default -> throw new SdpException("a file-selector that is none");
            }
            at = end;
            while (at < value.length() && value.charAt(at) == ' ') {
                at++;
            }
        }
        return new FileSelector(name, type, size, hash);
    }

    private static String unescaped(String name) throws SdpException {
        try {
            String text = URLDecoder.decode(name.replace("+", "%2B"), StandardCharsets.UTF_8);
            if (text.chars().anyMatch(Character::isISOControl)) {
                throw new SdpException("a file name with control characters");
            }
            return text;
        } catch (IllegalArgumentException e) {
            throw new SdpException("a file name with escapes that are none");
        }
    }
}
