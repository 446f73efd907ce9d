package org.mailiwf.sip;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;

/**
 * Digest authentication of requests that come in (RFC 3261 section 22, RFC 8760): SHA-256 and MD5, qop=auth. It costs the same, and says
 * the same, whether it is the user that is wrong or the password. Thread-safe.
 */
public final class DigestServer {

    /** In the place of a user who is not there. */
    private final DigestSecret nobody;
    private final SipUserFile users;
    private final DigestNonces nonces;
    private final List<String> algorithms;

    /**
     * Who has sent a request.
     *
     * @param user    the user name; {@code null} if it is to be refused
     * @param refusal the answer; {@code null} if there is a user
     */
    public record Judgement(String user, SipResponse refusal) {
    }

    /**
     * @param  users                    who may send requests
     * @param  algorithms               SHA-256 and MD5 or one of them, separated by commas, in the order in which challenges name them
     * @throws IllegalArgumentException if there is another algorithm, or none
     */
    public DigestServer(SipUserFile users, String algorithms) {
        this.users = users;
        this.nonces = new DigestNonces(System::currentTimeMillis);
        this.algorithms = algorithms(algorithms);
        this.nobody = DigestSecret.of("nobody", users.realm(), new SipIds().tag());
    }

    /** Reads a list of algorithms. @throws IllegalArgumentException if there is another, one twice, or none */
    public static List<String> algorithms(String text) {
        List<String> algorithms = Arrays.stream(text.split(",", -1)).map(String::strip).toList();
        if (!List.of("SHA-256", "MD5").containsAll(algorithms) || new HashSet<>(algorithms).size() != algorithms.size()) {
            throw new IllegalArgumentException("must be SHA-256 and MD5, or one of them, comma separated");
        }
        return algorithms;
    }

    /**
     * Judges a request by its Authorization for our realm; that of another realm is for somebody else (RFC 3261 section 22.3).
     *
     * @param fields the header fields of the request
     * @param source where it came from
     */
    public Judgement judge(String method, List<SipField> fields, InetAddress source) {
        DigestCredentials credentials = null;
        for (SipField field : fields) {
            DigestCredentials read = credentials == null ? DigestCredentials.read(field) : null;
            credentials = read != null && read.realm().equals(users.realm()) ? read : credentials;
        }
        if (credentials == null || !algorithms.contains(credentials.algorithm().toString()) || !isRight(credentials, method)) {
            return challenge(source, false);
        }
        // the user has shown to know the password, so a nonce that is not good is a reason to try again
        return nonces.use(credentials.nonce(), credentials.count(), source) ? new Judgement(credentials.username(), null)
                : challenge(source, true);
    }

    private boolean isRight(DigestCredentials credentials, String method) {
        DigestSecret known = users.find(credentials.username());
        String expected = credentials.expected((known == null ? nobody : known).ha1(credentials.algorithm()), method);
        return MessageDigest.isEqual(octets(expected), octets(credentials.response())) && known != null;
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private Judgement challenge(InetAddress source, boolean stale) {
        String nonce = nonces.create(source);
        return new Judgement(null, new SipResponse(401, "Unauthorized",
                algorithms.stream().map(algorithm -> challenge(nonce, algorithm, stale)).toList()));
    }

    private SipField challenge(String nonce, String algorithm, boolean stale) {
        return new SipField("WWW-Authenticate", "Digest realm=\"" + users.realm() + "\", nonce=\"" + nonce + "\", algorithm=" + algorithm
                + ", qop=\"auth\"" + (stale ? ", stale=true" : ""));
    }
}
