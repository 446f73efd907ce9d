package org.mailiwf.sip;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/** The hash algorithms of digest authentication (RFC 8760 section 2.2), the weakest first. */
enum DigestAlgorithm {

    MD5("MD5"), SHA_256("SHA-256"), SHA_512_256("SHA-512/256");

    private static final HexFormat HEX = HexFormat.of();

    private final String javaName;

    DigestAlgorithm(String javaName) {
        this.javaName = javaName;
    }

    /**
     * The algorithm of a challenge, with or without {@code -sess}; MD5 when the challenge names none.
     *
     * @return {@code null} for an algorithm that is not supported
     */
    static DigestAlgorithm named(String name) {
        return switch (name == null ? "MD5" : name.toUpperCase(Locale.ROOT)) {
            case "MD5", "MD5-SESS" -> MD5;
            case "SHA-256", "SHA-256-SESS" -> SHA_256;
            case "SHA-512-256", "SHA-512-256-SESS" -> SHA_512_256;
            default -> null;
        };
    }

    /** As challenges and credentials name it. */
    @Override
    public String toString() {
        return name().replace('_', '-');
    }

    /** The hash of a text in UTF-8, in lower-case hex. */
    String hash(String text) {
        return hash(text.getBytes(StandardCharsets.UTF_8));
    }

    String hash(byte[] octets) {
        try {
            return HEX.formatHex(MessageDigest.getInstance(javaName).digest(octets));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java knows no " + javaName, e);
        }
    }
}
