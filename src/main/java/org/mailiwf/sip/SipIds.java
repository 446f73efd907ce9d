package org.mailiwf.sip;

import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * Branches, tags and Call-IDs: 96 bits that cannot be guessed, so that no one off the path can forge a response (RFC 3261 section 19.3
 * asks for 32). Each thread fills a buffer of its own: one call to the generator serves 85 values.
 */
public class SipIds {

    private static final int OCTETS = 12;
    private static final int BUFFER = 1020;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final HexFormat HEX = HexFormat.of();
    private static final ThreadLocal<Buffer> BUFFERS = ThreadLocal.withInitial(Buffer::new);

    /** A new branch, with the magic cookie. */
    public String branch() {
        return "z9hG4bK" + random();
    }

    /** A new tag for a From or To. */
    public String tag() {
        return random();
    }

    /** A new Call-ID. */
    public String callId() {
        return random();
    }

    private static String random() {
        return BUFFERS.get().next();
    }

    private static final class Buffer {
        private final byte[] octets = new byte[BUFFER];
        private int used = BUFFER;

        String next() {
            if (used == BUFFER) {
                RANDOM.nextBytes(octets);
                used = 0;
            }
            used += OCTETS;
            return HEX.formatHex(octets, used - OCTETS, used);
        }
    }
}
