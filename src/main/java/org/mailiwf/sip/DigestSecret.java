package org.mailiwf.sip;

import java.util.Locale;

/**
 * What is kept of a user who may send requests: the HA1 of both algorithms (RFC 7616 section 3.4.2), no password. Whoever has it can send
 * as that user in that realm.
 *
 * @param username the user name
 * @param realm    the realm that the hashes are for
 * @param md5      32 hex digits
 * @param sha256   64 hex digits
 */
public record DigestSecret(String username, String realm, String md5, String sha256) {

    /**
     * @throws IllegalArgumentException that says what is wrong; it does not hold the hashes
     */
    public DigestSecret {
        check(username, "user");
        check(realm, "realm");
        if (realm.indexOf(':') >= 0 || !isHex(md5, 32) || !isHex(sha256, 64)) {
            throw new IllegalArgumentException("must be user:realm:MD5:SHA-256, the hashes in hex of 32 and 64 digits");
        }
        md5 = md5.toLowerCase(Locale.ROOT);
        sha256 = sha256.toLowerCase(Locale.ROOT);
    }

    /** That of a password. @throws IllegalArgumentException if user or realm cannot stand in a header field */
    public static DigestSecret of(String username, String realm, String password) {
        String secret = username + ":" + realm + ":" + password;
        return new DigestSecret(username, realm, DigestAlgorithm.MD5.hash(secret), DigestAlgorithm.SHA_256.hash(secret));
    }

    /** Reads what {@link #line} has written. @throws IllegalArgumentException that says what is wrong; it does not hold the hashes */
    public static DigestSecret parse(String line) {
        int sha256 = line.lastIndexOf(':');
        int md5 = line.lastIndexOf(':', sha256 - 1);
        int realm = line.lastIndexOf(':', md5 - 1);
        if (sha256 < 0 || md5 < 0 || realm < 1) {
            throw new IllegalArgumentException("must be user:realm:MD5:SHA-256");
        }
        return new DigestSecret(line.substring(0, realm), line.substring(realm + 1, md5), line.substring(md5 + 1, sha256),
                line.substring(sha256 + 1));
    }

    /** A line for the file of users. */
    public String line() {
        return username + ":" + realm + ":" + md5 + ":" + sha256;
    }

    String ha1(DigestAlgorithm algorithm) {
        return algorithm == DigestAlgorithm.MD5 ? md5 : sha256;
    }

    /** Without the hashes. */
    @Override
    public String toString() {
        return username + "@" + realm;
    }

    private static void check(String text, String what) {
        if (text.isEmpty() || !text.equals(HeaderGuard.clean(text)) || text.chars().anyMatch(c -> c == '"' || c == '\\')) {
            throw new IllegalArgumentException("the " + what + " must be text without quotation marks, backslashes and control characters");
        }
    }

    private static boolean isHex(String text, int digits) {
        return text.length() == digits && text.chars().allMatch(c -> c < 0x80 && Character.digit(c, 16) >= 0);
    }
}
