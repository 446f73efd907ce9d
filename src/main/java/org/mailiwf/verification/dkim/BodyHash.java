package org.mailiwf.verification.dkim;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The SHA-256 of a body in one of its canonical forms (RFC 6376 section 3.4.3 and 3.4.4). Nothing of it is kept. */
final class BodyHash {

    private final boolean relaxed;
    private final MessageDigest digest;
    private final byte[] out = new byte[4096];
    private int filled;
    private long octets;
    /** Line ends that stand for nothing if nothing follows. */
    private long lineEnds;
    private boolean space;
    private boolean carriageReturn;

    BodyHash(boolean relaxed) {
        this.relaxed = relaxed;
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    void update(byte[] in, int length) {
        for (int i = 0; i < length; i++) {
            byte octet = in[i];
            if (carriageReturn) {
                carriageReturn = false;
                if (octet == '\n') {
                    lineEnds++;
                    space = false;
                    continue;
                }
                content((byte) '\r');
            }
            if (octet == '\r') {
                carriageReturn = true;
            } else if (relaxed && (octet == ' ' || octet == '\t')) {
                space = true;
            } else {
                content(octet);
            }
        }
    }

    private void content(byte octet) {
        for (; lineEnds > 0; lineEnds--) {
            write((byte) '\r');
            write((byte) '\n');
        }
        if (space) {
            write((byte) ' ');
            space = false;
        }
        write(octet);
    }

    private void write(byte octet) {
        out[filled++] = octet;
        octets++;
        if (filled == out.length) {
            digest.update(out);
            filled = 0;
        }
    }

    /** The hash. Nothing may follow. */
    byte[] end() {
        if (carriageReturn) {
            content((byte) '\r');
        }
        // an empty body is a line end if simple, nothing if relaxed
        if (octets > 0 || !relaxed) {
            write((byte) '\r');
            write((byte) '\n');
        }
        digest.update(out, 0, filled);
        return digest.digest();
    }

    /** How many octets the canonical form has; once it has ended. */
    long octets() {
        return octets;
    }
}
