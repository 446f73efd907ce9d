package org.mailiwf.smtpd.security;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Locale;

import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * A password hashed by PBKDF2 (RFC 8018), in the modular crypt format that passlib writes:
 * {@code $pbkdf2-sha256$rounds$salt$checksum}, or {@code $pbkdf2-sha512$}, with base64 that has "." for "+" and no padding.
 */
public final class PasswordHash {

    /** The rounds of a new hash. */
    private static final int ROUNDS = 310_000;
    private static final int MIN_ROUNDS = 1000;
    private static final int MAX_ROUNDS = 10_000_000;
    private static final int MIN_SALT = 8;

    private final String digest;
    private final int rounds;
    private final byte[] salt;
    private final byte[] checksum;

    private PasswordHash(String digest, int rounds, byte[] salt, byte[] checksum) {
        this.digest = digest;
        this.rounds = rounds;
        this.salt = salt;
        this.checksum = checksum;
    }

    /** @throws IllegalArgumentException that says what is wrong; it does not hold the hash */
    public static PasswordHash parse(String hash) {
        String[] fields = hash.split("\\$", -1);
        if (fields.length != 5 || !fields[0].isEmpty() || !fields[1].equals("pbkdf2-sha256") && !fields[1].equals("pbkdf2-sha512")) {
            throw new IllegalArgumentException("must be $pbkdf2-sha256$rounds$salt$checksum or $pbkdf2-sha512$...");
        }
        int rounds = fields[2].matches("\\d{1,8}") ? Integer.parseInt(fields[2]) : 0;
        if (rounds < MIN_ROUNDS || rounds > MAX_ROUNDS) {
            throw new IllegalArgumentException("the rounds must be from " + MIN_ROUNDS + " to " + MAX_ROUNDS);
        }
        String digest = fields[1].endsWith("256") ? "SHA256" : "SHA512";
        byte[] salt = decode(fields[3]);
        byte[] checksum = decode(fields[4]);
        if (salt.length < MIN_SALT || checksum.length != length(digest)) {
            throw new IllegalArgumentException("the salt must have " + MIN_SALT + " octets or more, the checksum " + length(digest));
        }
        return new PasswordHash(digest, rounds, salt, checksum);
    }

    /** A new hash of {@code password}, with a salt of its own. */
    public static PasswordHash of(String password) {
        byte[] salt = new byte[16];
        new SecureRandom().nextBytes(salt);
        return new PasswordHash("SHA256", ROUNDS, salt, derive("SHA256", ROUNDS, salt, password));
    }

    /** Whether this is the hash of {@code password}; takes as long whether it is or not. */
    public boolean matches(String password) {
        return MessageDigest.isEqual(checksum, derive(digest, rounds, salt, password));
    }

    /** The rounds: what a comparison costs. */
    int rounds() {
        return rounds;
    }

    /** The format that {@link #parse} reads. */
    @Override
    public String toString() {
        return "$pbkdf2-" + digest.toLowerCase(Locale.ROOT) + "$" + rounds + "$" + encode(salt) + "$" + encode(checksum);
    }

    private static int length(String digest) {
        return digest.equals("SHA256") ? 32 : 64;
    }

    private static byte[] derive(String digest, int rounds, byte[] salt, String password) {
        PBEKeySpec spec = new PBEKeySpec(password.toCharArray(), salt, rounds, length(digest) * 8);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmac" + digest).generateSecret(spec).getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        } finally {
            spec.clearPassword();
        }
    }

    private static byte[] decode(String base64) {
        try {
            return Base64.getDecoder().decode(base64.replace('.', '+'));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("salt and checksum must be base64", e);
        }
    }

    private static String encode(byte[] octets) {
        return Base64.getEncoder().withoutPadding().encodeToString(octets).replace('+', '.');
    }
}
