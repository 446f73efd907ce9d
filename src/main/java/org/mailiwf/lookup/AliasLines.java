package org.mailiwf.lookup;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.mailiwf.cpim.HostName;
import org.mailiwf.cpim.SipUri;

/** Reads the lines of an {@link AliasFile}. */
final class AliasLines {

    private static final String ALLOWED_LINE = "mail-address = sip-uri, the latter " + SipUri.ALLOWED;

    private AliasLines() {
    }

    /**
     * Reads a file.
     *
     * @param  source                   what the file is called in an error
     * @return                          the SIP URIs by the {@link #key} of their address
     * @throws IllegalArgumentException if a line is wrong; the message names it, and what is allowed
     */
    static Map<String, List<String>> read(byte[] octets, String source) {
        Map<String, List<String>> aliases = new HashMap<>();
        int start = 0;
        for (int number = 1; start < octets.length; number++) {
            int end = start;
            while (end < octets.length && octets[end] != '\n') {
                end++;
            }
            try {
                addLine(aliases, decode(octets, start, end).strip());
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(source + " line " + number + ": " + e.getMessage(), e);
            }
            start = end + 1;
        }
        return aliases;
    }

    private static String decode(byte[] octets, int start, int end) {
        try {
            String line = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets, start, end - start)).toString();
            return start == 0 && line.startsWith("\ufeff") ? line.substring(1) : line;
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("is not UTF-8", e);
        }
    }

    private static void addLine(Map<String, List<String>> aliases, String line) {
        if (line.isEmpty() || line.startsWith("#")) {
            return;
        }
        int equals = separator(line);
        String address = equals < 0 ? line : line.substring(0, equals).strip();
        if (equals < 0 || !isAddress(address)) {
            throw new IllegalArgumentException("'" + line + "' is not allowed; allowed: " + ALLOWED_LINE);
        }
        String uri = withoutComment(line.substring(equals + 1).strip());
        List<String> uris = List.of(uri.split(",\\s+", -1));
        for (String each : uris) {
            if (!SipUri.isValid(each)) {
                throw new IllegalArgumentException("'" + each + "' is not allowed; allowed: " + SipUri.ALLOWED);
            }
        }
        if (aliases.put(key(address), uris) != null) {
            throw new IllegalArgumentException("'" + address + "' stands there twice; allowed: each address once, in any case");
        }
    }

    /** The first equals sign behind the at sign of the address: one before it belongs to the local-part, as in {@code a=b@op.example}. */
    private static int separator(String line) {
        int at = line.lastIndexOf('@', line.indexOf(':'));
        return line.indexOf('=', Math.max(at, 0));
    }

    private static String withoutComment(String uri) {
        int hash = uri.indexOf('#');
        return hash > 0 && Character.isWhitespace(uri.charAt(hash - 1)) ? uri.substring(0, hash).strip() : uri;
    }

    private static boolean isAddress(String address) {
        int at = address.lastIndexOf('@');
        if (at < 0) {
            return address.equalsIgnoreCase("postmaster");
        }
        return at > 0 && HostName.canonical(address.substring(at + 1)) != null
                && address.chars().limit(at).noneMatch(c -> Character.isWhitespace(c) || Character.isISOControl(c));
    }

    /** One form for the address in any case, its domain in A-labels. */
    static String key(String address) {
        int at = address.lastIndexOf('@');
        String domain = at < 0 ? null : HostName.canonical(address.substring(at + 1));
        return (domain == null ? address : address.substring(0, at + 1) + domain).toLowerCase(Locale.ROOT);
    }
}
