package org.mailiwf.sip;

import java.util.HexFormat;

import org.mailiwf.net.RandomOctets;

/**
 * Branches, tags and Call-IDs: 96 bits that cannot be guessed, so that no one off the path can forge a response (RFC 3261 section 19.3
 * asks for 32).
 */
public class SipIds {

    private static final int OCTETS = 12;
    private static final RandomOctets RANDOM = new RandomOctets();
    private static final HexFormat HEX = HexFormat.of();

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
        return HEX.formatHex(RANDOM.next(OCTETS));
    }
}
