package org.mailiwf.msrp.protocol;

import java.security.SecureRandom;

/** Identifiers that nobody can guess: 20 letters and digits, 119 bits. RFC 4975 asks for 64 in a transaction id and 80 in a session-id. */
public final class MsrpIds {

    private static final int LENGTH = 20;
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final SecureRandom RANDOM = new SecureRandom();

    private MsrpIds() {
    }

    /** A transaction id, Message-ID or session-id. */
    public static String next() {
        StringBuilder id = new StringBuilder(LENGTH);
        byte[] octets = new byte[LENGTH * 2];
        while (id.length() < LENGTH) {
            RANDOM.nextBytes(octets);
            for (int i = 0; i < octets.length && id.length() < LENGTH; i++) {
                int value = octets[i] & 63;
                if (value < ALPHABET.length()) {
                    id.append(ALPHABET.charAt(value));
                }
            }
        }
        return id.toString();
    }

    /** Whether a text can be a transaction id, Message-ID or session-id. */
    public static boolean isIdent(String text) {
        return MsrpSyntax.isIdent(text);
    }
}
