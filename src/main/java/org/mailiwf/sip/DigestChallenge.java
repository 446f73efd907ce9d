package org.mailiwf.sip;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A challenge that can be answered (RFC 7616 section 3.3). Quoted values stand as they were quoted, since that is what is hashed and
 * written again.
 *
 * @param proxy     whether a proxy asks (Proxy-Authenticate, RFC 3261 section 22.3)
 * @param algorithm the hash algorithm
 * @param name      the algorithm as the challenge names it, or {@code null} when it names none
 * @param qop       {@code auth}, {@code auth-int}, or {@code null} for a challenge of RFC 2069
 * @param opaque    or {@code null}
 * @param stale     whether the credentials were right and only their nonce was too old
 */
record DigestChallenge(boolean proxy, String realm, String nonce, DigestAlgorithm algorithm, String name, String qop, String opaque,
                       boolean stale) {

    /** What comes from the far side is written into every later request. */
    private static final int MAX_LENGTH = 2048;

    /** Whether the field is one that challenges. */
    static boolean isChallenge(SipField field) {
        return field.is("WWW-Authenticate") || field.is("Proxy-Authenticate");
    }

    /**
     * Reads a WWW-Authenticate or Proxy-Authenticate field; each holds one challenge (RFC 3261 section 20.44).
     *
     * @return {@code null} if it cannot be answered: malformed, another scheme, an unknown algorithm or quality of protection
     */
    static DigestChallenge read(SipField field) {
        String value = field.value();
        if (value.length() > MAX_LENGTH || !value.regionMatches(true, 0, "Digest ", 0, 7)) {
            return null;
        }
        Map<String, String> parameters = parameters(value, 7);
        if (parameters == null || parameters.get("realm") == null || parameters.get("nonce") == null) {
            return null;
        }
        String name = parameters.get("algorithm");
        DigestAlgorithm algorithm = DigestAlgorithm.named(name);
        String qop = parameters.get("qop") == null ? null : quality(parameters.get("qop"));
        if (algorithm == null || qop != null && qop.isEmpty()) {
            return null;
        }
        return new DigestChallenge(field.is("Proxy-Authenticate"), parameters.get("realm"), parameters.get("nonce"), algorithm, name, qop,
                parameters.get("opaque"), "true".equalsIgnoreCase(parameters.get("stale")));
    }

    /** Whether A1 holds nonce and cnonce (RFC 7616 section 3.4.2). */
    boolean session() {
        return name != null && name.toLowerCase(Locale.ROOT).endsWith("-sess");
    }

    /** Who asks: a proxy and a user agent may use the same name for their realms. */
    String key() {
        return (proxy ? "proxy " : "user agent ") + realm;
    }

    /** The best of those offered; empty when none is known. */
    private static String quality(String offered) {
        String best = "";
        for (String each : offered.split(",")) {
            String qop = each.strip().toLowerCase(Locale.ROOT);
            if (qop.equals("auth") || qop.equals("auth-int") && best.isEmpty()) {
                best = qop;
            }
        }
        return best;
    }

    /** Names in lower case; {@code null} if this is no list of parameters, or names one twice. */
    private static Map<String, String> parameters(String text, int from) {
        Map<String, String> parameters = new HashMap<>();
        int position = from;
        while (position < text.length()) {
            int equals = text.indexOf('=', position);
            String name = equals < 0 ? "" : text.substring(position, equals).strip().toLowerCase(Locale.ROOT);
            if (!HeaderGuard.isToken(name)) {
                return null;
            }
            int start = afterSpace(text, equals + 1);
            boolean quoted = start < text.length() && text.charAt(start) == '"';
            int end = quoted ? closingQuote(text, start + 1) : comma(text, start);
            if (end < 0) {
                return null;
            }
            String value = quoted ? text.substring(start + 1, end) : text.substring(start, end).strip();
            if (!quoted && !HeaderGuard.isToken(value) || parameters.put(name, value) != null) {
                return null;
            }
            int next = afterSpace(text, quoted ? end + 1 : end);
            if (next < text.length() && text.charAt(next) != ',') {
                return null;
            }
            position = next + 1;
        }
        return parameters;
    }

    private static int afterSpace(String text, int from) {
        int position = from;
        while (position < text.length() && text.charAt(position) == ' ') {
            position++;
        }
        return position;
    }

    private static int comma(String text, int from) {
        int comma = text.indexOf(',', from);
        return comma < 0 ? text.length() : comma;
    }

    private static int closingQuote(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '"') {
                return i;
            }
        }
        return -1;
    }
}
