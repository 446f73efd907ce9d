package org.mailiwf.verification.dkim;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;

import org.mailiwf.verification.TagList;
import org.mailiwf.verification.dkim.DkimResult.Outcome;

/**
 * A key record (RFC 6376 section 3.6.1, RFC 8463 section 4).
 *
 * @param key             RSA or Ed25519
 * @param ofDomainItself  t=s: it is not for identities in subdomains
 */
record DkimKey(PublicKey key, boolean ofDomainItself) {

    /** RFC 8301 section 3.2. */
    private static final int MIN_BITS = 1024;
    private static final int MAX_BITS = 4096;
    /** Larger ones are of no use, and cost time. */
    private static final int MAX_EXPONENT_BITS = 33;
    private static final int MAX_BASE64 = 2000;
    /** What stands before the 32 octets of an Ed25519 key in a SubjectPublicKeyInfo (RFC 8410 section 4). */
    private static final byte[] ED25519_INFO = HexFormat.of().parseHex("302a300506032b6570032100");
    private static final int ED25519_OCTETS = 32;

    /**
     * Reads a record.
     *
     * @throws DkimException if it is none that this signature can be verified with
     */
    static DkimKey parse(String text, DkimSignature signature) throws DkimException {
        TagList tags = TagList.parse(text);
        if (tags == null || tags.get("v") != null && !(tags.first().equals("v") && tags.get("v").equals("DKIM1"))) {
            throw DkimException.permanent("no key record");
        }
        String type = tags.get("k", "rsa").toLowerCase(Locale.ROOT);
        String base64 = tags.unfolded("p");
        if (base64 == null || base64.isEmpty()) {
            throw DkimException.permanent(base64 == null ? "key record without p=" : "key is revoked");
        }
        if (!signature.algorithm().equals(type + "-sha256")) {
            throw DkimException.permanent("key is of another type");
        }
        if (!names(tags, "h", "sha256", "sha256") || !names(tags, "s", "*", "*", "email")) {
            throw DkimException.permanent("key is for something else");
        }
        DkimKey key = new DkimKey(key(type, base64), names(tags, "t", "", "s"));
        if (key.ofDomainItself && !signature.identityDomain().equals(signature.domain())) {
            throw DkimException.permanent("key is not for subdomains");
        }
        return key;
    }

    private static boolean names(TagList tags, String tag, String otherwise, String... wanted) {
        return Arrays.stream(tags.get(tag, otherwise).split(":")).map(each -> each.strip().toLowerCase(Locale.ROOT))
                .anyMatch(Arrays.asList(wanted)::contains);
    }

    private static PublicKey key(String type, String base64) throws DkimException {
        byte[] octets;
        try {
            String bounded = base64.substring(0, Math.min(base64.length(), MAX_BASE64));
            octets = Base64.getDecoder().decode(bounded.getBytes(StandardCharsets.US_ASCII));
            if (type.equals("rsa")) {
                RSAPublicKey key = (RSAPublicKey) KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(octets));
                int bits = key.getModulus().bitLength();
                if (bits < MIN_BITS || bits > MAX_BITS || key.getPublicExponent().bitLength() > MAX_EXPONENT_BITS) {
                    throw new DkimException(Outcome.POLICY, "key of " + bits + " bits");
                }
                return key;
            }
            if (octets.length != ED25519_OCTETS) {
                throw DkimException.permanent("no key");
            }
            byte[] info = Arrays.copyOf(ED25519_INFO, ED25519_INFO.length + ED25519_OCTETS);
            System.arraycopy(octets, 0, info, ED25519_INFO.length, ED25519_OCTETS);
            return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(info));
        } catch (IllegalArgumentException | GeneralSecurityException e) {
            throw DkimException.permanent("no key");
        }
    }

    /** Whether a signature is of these octets. */
    boolean verifies(byte[] signed, byte[] signature) throws DkimException {
        try {
            boolean rsa = key instanceof RSAPublicKey;
            Signature verifier = Signature.getInstance(rsa ? "SHA256withRSA" : "Ed25519");
            verifier.initVerify(key);
            // RFC 8463 section 3: what Ed25519 signs is the hash
            verifier.update(rsa ? signed : MessageDigest.getInstance("SHA-256").digest(signed));
            return verifier.verify(signature);
        } catch (SignatureException e) {
            // not even as long as one
            return false;
        } catch (GeneralSecurityException e) {
            throw DkimException.permanent("no key");
        }
    }
}
