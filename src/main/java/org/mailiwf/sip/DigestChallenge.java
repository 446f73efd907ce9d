package org.mailiwf.sip;

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
        // bounded: what comes from the far side is written into every later request
        Map<String, String> parameters = DigestParameters.read(field.value());
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
}
