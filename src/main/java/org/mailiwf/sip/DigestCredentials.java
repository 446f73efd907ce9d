package org.mailiwf.sip;

import java.util.Locale;
import java.util.Map;

/**
 * Credentials that a request brings (RFC 7616 section 3.4), of qop=auth alone, as that is all that is asked for.
 *
 * @param username  as quoted
 * @param realm     as quoted
 * @param nonce     that they answer
 * @param uri       the digest-uri, which a proxy on the way may have made another than the Request-URI (RFC 3261 section 22.4)
 * @param algorithm MD5 or SHA-256
 * @param nc        the nonce count as written, 8 hex digits
 * @param cnonce    the client's nonce
 * @param response  the digest, in lower-case hex
 */
record DigestCredentials(String username, String realm, String nonce, String uri, DigestAlgorithm algorithm, String nc, String cnonce,
                         String response) {

    /**
     * Reads an Authorization field.
     *
     * @return {@code null} if it is malformed, or answers what we never ask
     */
    static DigestCredentials read(SipField field) {
        Map<String, String> parameters = field.is("Authorization") ? DigestParameters.read(field.value()) : null;
        if (parameters == null || !"auth".equalsIgnoreCase(parameters.get("qop"))) {
            return null;
        }
        String algorithm = parameters.getOrDefault("algorithm", "MD5");
        boolean known = algorithm.equalsIgnoreCase("MD5") || algorithm.equalsIgnoreCase("SHA-256");
        for (String name : new String[] {"username", "realm", "nonce", "uri", "nc", "cnonce", "response"}) {
            known &= parameters.get(name) != null;
        }
        if (!known || !isCount(parameters.get("nc"))) {
            return null;
        }
        return new DigestCredentials(parameters.get("username"), parameters.get("realm"), parameters.get("nonce"), parameters.get("uri"),
                DigestAlgorithm.named(algorithm), parameters.get("nc"), parameters.get("cnonce"),
                parameters.get("response").toLowerCase(Locale.ROOT));
    }

    /** The nonce count as a number. */
    long count() {
        return Long.parseLong(nc, 16);
    }

    /** The digest that the right credentials would have. */
    String expected(String ha1, String method) {
        return algorithm.hash(ha1 + ":" + nonce + ":" + nc + ":" + cnonce + ":auth:" + algorithm.hash(method + ":" + uri));
    }

    private static boolean isCount(String nc) {
        return nc.length() == 8 && nc.chars().allMatch(c -> c < 0x80 && Character.digit(c, 16) >= 0);
    }
}
