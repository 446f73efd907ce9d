package org.mailiwf.sip;

import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicInteger;

/** Our credentials for one nonce: the count of its uses rises with every request that carries it (RFC 7616 section 3.4). */
final class DigestSession {

    private final DigestChallenge challenge;
    private final String username;
    private final String cnonce;
    private final String ha1;
    private final AtomicInteger uses = new AtomicInteger();

    /**
     * @param cnonce our own nonce, a token
     */
    DigestSession(DigestChallenge challenge, SipCredentials credentials, String cnonce) {
        this.challenge = challenge;
        this.username = credentials.username();
        this.cnonce = cnonce;
        String secret = challenge.algorithm().hash(credentials.username() + ":" + challenge.realm() + ":" + credentials.password());
        this.ha1 = challenge.session() ? challenge.algorithm().hash(secret + ":" + challenge.nonce() + ":" + cnonce) : secret;
    }

    DigestChallenge challenge() {
        return challenge;
    }

    /** The Authorization or Proxy-Authorization for one request. */
    SipField authorize(String method, String uri, byte[] body) {
        DigestAlgorithm algorithm = challenge.algorithm();
        String qop = challenge.qop();
        String a2 = method + ":" + uri + ("auth-int".equals(qop) ? ":" + algorithm.hash(body) : "");
        String count = HexFormat.of().toHexDigits(uses.incrementAndGet());
        String protection = qop == null ? "" : count + ":" + cnonce + ":" + qop + ":";
        String response = algorithm.hash(ha1 + ":" + challenge.nonce() + ":" + protection + algorithm.hash(a2));

        StringBuilder value = new StringBuilder(400).append("Digest ");
        value.append("username=\"").append(username).append("\", realm=\"").append(challenge.realm());
        value.append("\", nonce=\"").append(challenge.nonce()).append("\", uri=\"").append(uri);
        value.append("\", response=\"").append(response).append('"');
        if (challenge.name() != null) {
            value.append(", algorithm=").append(challenge.name());
        }
        if (challenge.opaque() != null) {
            value.append(", opaque=\"").append(challenge.opaque()).append('"');
        }
        if (qop != null) {
            value.append(", qop=").append(qop).append(", nc=").append(count).append(", cnonce=\"").append(cnonce).append('"');
        } else if (challenge.session()) {
            value.append(", cnonce=\"").append(cnonce).append('"');
        }
        return new SipField(challenge.proxy() ? "Proxy-Authorization" : "Authorization", value.toString());
    }
}
