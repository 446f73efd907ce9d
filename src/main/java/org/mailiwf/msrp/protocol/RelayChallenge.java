package org.mailiwf.msrp.protocol;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A digest challenge of a relay (RFC 4976 section 5.1, RFC 7616): MD5, which that RFC knows, or SHA-256; with {@code qop=auth}.
 *
 * @param realm     of the relay
 * @param nonce     of the relay
 * @param opaque    to be given back; {@code null} for none
 * @param algorithm {@code MD5} or {@code SHA-256}, as the challenge writes it; {@code null} if it names none: MD5
 */
public record RelayChallenge(String realm, String nonce, String opaque, String algorithm) {

    private static final String SCHEME = "digest ";

    /** The value of a WWW-Authenticate field. @throws MsrpSyntaxException if it is no challenge that we can answer */
    public static RelayChallenge parse(String value) throws MsrpSyntaxException {
        if (!value.toLowerCase(Locale.ROOT).startsWith(SCHEME)) {
            throw new MsrpSyntaxException("no digest challenge");
        }
        Map<String, String> parameters = parameters(value.substring(SCHEME.length()));
        String realm = parameters.get("realm");
        String nonce = parameters.get("nonce");
        String algorithm = parameters.get("algorithm");
        boolean known = algorithm == null || algorithm.equalsIgnoreCase("MD5") || algorithm.equalsIgnoreCase("SHA-256");
        boolean auth = false;
        for (String qop : parameters.getOrDefault("qop", "").split(",", 10)) {
            auth |= qop.strip().equalsIgnoreCase("auth");
        }
        if (realm == null || nonce == null || !known || !auth) {
            throw new MsrpSyntaxException("no digest challenge with qop=auth by MD5 or SHA-256");
        }
        return new RelayChallenge(realm, nonce, parameters.get("opaque"), algorithm);
    }

    /** The value of an Authorization field; nonces are used once. */
    public String answer(String method, String uri, String username, String password, String cnonce) {
        String count = "00000001";
        String secret = hash(username + ":" + realm + ":" + password);
        String response = hash(secret + ":" + nonce + ":" + count + ":" + cnonce + ":auth:" + hash(method + ":" + uri));
        return "Digest username=" + quoted(username) + ", realm=" + quoted(realm) + ", nonce=" + quoted(nonce) + ", uri=" + quoted(uri)
                + ", response=\"" + response + "\"" + (algorithm == null ? "" : ", algorithm=" + algorithm)
                + ", cnonce=\"" + cnonce + "\", qop=auth, nc=" + count + (opaque == null ? "" : ", opaque=" + quoted(opaque));
    }

    private String hash(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance(algorithm == null ? "MD5" : algorithm.toUpperCase(Locale.ROOT));
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static Map<String, String> parameters(String text) throws MsrpSyntaxException {
        Map<String, String> parameters = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        int at = 0;
        while (at < text.length()) {
            int equals = text.indexOf('=', at);
            if (equals < 0) {
                throw new MsrpSyntaxException("no digest challenge");
            }
            String name = text.substring(at, equals).strip();
            StringBuilder value = new StringBuilder();
            at = value(text, equals + 1, value);
            if (!MsrpSyntax.isToken(name) || parameters.putIfAbsent(name, value.toString()) != null) {
                throw new MsrpSyntaxException("no digest challenge");
            }
        }
        return parameters;
    }

    /** Reads a token or a quoted string, and the comma behind it. @return where the next parameter begins */
    private static int value(String text, int start, StringBuilder value) throws MsrpSyntaxException {
        int at = start;
        if (at < text.length() && text.charAt(at) == '"') {
            at++;
            while (at < text.length() && text.charAt(at) != '"') {
                at += text.charAt(at) == '\\' ? 1 : 0;
                if (at < text.length()) {
                    value.append(text.charAt(at++));
                }
            }
            at++;
        }
        int comma = text.indexOf(',', at);
        int end = comma < 0 ? text.length() : comma;
        if (at > text.length() || at > start && !text.substring(at, end).isBlank()) {
            throw new MsrpSyntaxException("no digest challenge");
        }
        if (at == start) {
            value.append(text.substring(at, end).strip());
        }
        return end + 1;
    }
}
