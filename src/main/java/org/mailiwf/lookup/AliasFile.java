package org.mailiwf.lookup;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.mailiwf.cpim.HostName;
import org.mailiwf.cpim.SipUri;

/**
 * The bean {@code aliases}: mail addresses and their SIP URIs from a file that is read once, when it is set.
 *
 * <p>A line is {@code mail-address = sip-uri}; the URI may be sip, sips or tel. Empty lines and lines that begin with {@code #} say
 * nothing, nor does what follows a space and {@code #} behind a URI. UTF-8. {@code postmaster} may stand without a domain.
 */
public class AliasFile implements Processor {

    private static final String FILE = "iwf.recipients.file";
    private static final String ALLOWED_LINE = "mail-address = sip-uri, the latter " + SipUri.ALLOWED;

    private volatile Map<String, String> aliases = Map.of();

    /**
     * The path of the file; empty, the default: no aliases.
     *
     * @throws IllegalArgumentException if it cannot be read or a line is wrong; the message names file and line, and what is allowed
     */
    public void setFile(String file) {
        aliases = file.isBlank() ? Map.of() : load(path(file.strip()));
    }

    /** At RCPT, where the body is the address: sets the exchange property {@code alias}. */
    @Override
    public void process(Exchange exchange) {
        exchange.setProperty("alias", find(exchange.getMessage().getBody(String.class)));
    }

    /** The SIP URI of a mail address, which is looked up without regard to case; {@code null} when it has none. */
    public String find(String mailAddress) {
        return aliases.get(key(mailAddress));
    }

    private static Path path(String file) {
        try {
            return Path.of(file);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(FILE + ": '" + file + "' is no path; allowed: empty, or a file that can be read", e);
        }
    }

    private static Map<String, String> load(Path file) {
        byte[] octets;
        try {
            octets = Files.readAllBytes(file);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    FILE + ": '" + file + "' is not allowed; allowed: empty, or a file that can be read (" + e + ")", e);
        }
        Map<String, String> aliases = new HashMap<>();
        int start = 0;
        for (int number = 1; start < octets.length; number++) {
            int end = start;
            while (end < octets.length && octets[end] != '\n') {
                end++;
            }
            try {
                addLine(aliases, decode(octets, start, end).strip());
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(FILE + ": " + file + " line " + number + ": " + e.getMessage(), e);
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

    private static void addLine(Map<String, String> aliases, String line) {
        if (line.isEmpty() || line.startsWith("#")) {
            return;
        }
        int equals = separator(line);
        String address = equals < 0 ? line : line.substring(0, equals).strip();
        if (equals < 0 || !isAddress(address)) {
            throw new IllegalArgumentException("'" + line + "' is not allowed; allowed: " + ALLOWED_LINE);
        }
        String uri = withoutComment(line.substring(equals + 1).strip());
        if (!SipUri.isValid(uri)) {
            throw new IllegalArgumentException("'" + uri + "' is not allowed; allowed: " + SipUri.ALLOWED);
        }
        if (aliases.put(key(address), uri) != null) {
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
    private static String key(String address) {
        int at = address.lastIndexOf('@');
        String domain = at < 0 ? null : HostName.canonical(address.substring(at + 1));
        return (domain == null ? address : address.substring(0, at + 1) + domain).toLowerCase(Locale.ROOT);
    }
}
