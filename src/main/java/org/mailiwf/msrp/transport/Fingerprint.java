package org.mailiwf.msrp.transport;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * The fingerprint of a certificate (RFC 8122 section 5): {@code sha-256 4A:AD:...}.
 *
 * @param hash   sha-256, sha-384 or sha-512; weaker ones prove nothing and are not taken
 * @param digest of the certificate in DER, hexadecimal in capitals with colons
 */
public record Fingerprint(String hash, String digest) {

    private static final List<String> HASHES = List.of("sha-256", "sha-384", "sha-512");
    private static final HexFormat FORMAT = HexFormat.ofDelimiter(":").withUpperCase();

    public Fingerprint {
        hash = hash.toLowerCase(Locale.ROOT);
        digest = digest.toUpperCase(Locale.ROOT);
        if (!HASHES.contains(hash) || !isDigest(digest, Integer.parseInt(hash.substring(4)) / 8)) {
            throw new IllegalArgumentException("is no fingerprint by SHA-256, SHA-384 or SHA-512");
        }
    }

    private static boolean isDigest(String digest, int octets) {
        try {
            return digest.length() == octets * 3 - 1 && FORMAT.parseHex(digest).length == octets;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** @throws IllegalArgumentException if the text is no hash, space and digest, or the hash is a weak one */
    public static Fingerprint parse(String text) {
        int space = text.indexOf(' ');
        return new Fingerprint(text.substring(0, Math.max(space, 0)), text.substring(space + 1).strip());
    }

    /** By SHA-256. */
    public static Fingerprint of(X509Certificate certificate) {
        return of(certificate, "sha-256");
    }

    private static Fingerprint of(X509Certificate certificate, String hash) {
        try {
            MessageDigest digest = MessageDigest.getInstance(hash.toUpperCase(Locale.ROOT));
            return new Fingerprint(hash, FORMAT.formatHex(digest.digest(certificate.getEncoded())));
        } catch (NoSuchAlgorithmException | CertificateEncodingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether this is the certificate. */
    boolean matches(X509Certificate certificate) {
        return equals(of(certificate, hash));
    }

    @Override
    public String toString() {
        return hash + " " + digest;
    }
}
