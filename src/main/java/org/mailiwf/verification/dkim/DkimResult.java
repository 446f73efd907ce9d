package org.mailiwf.verification.dkim;

import java.util.Locale;

/**
 * What became of one signature.
 *
 * @param outcome   its result
 * @param domain    the domain that signed (SDID), canonical; empty if the field could not be read
 * @param selector  of its key; empty if the field could not be read
 * @param algorithm as the signature names it, {@code rsa-sha256} or {@code ed25519-sha256}; empty if the field could not be read
 * @param reason    why it did not pass, in words of ours, printable US-ASCII; otherwise empty
 */
public record DkimResult(Outcome outcome, String domain, String selector, String algorithm, String reason) {

    /** The results of RFC 8601 section 2.7.1 that there are here. */
    public enum Outcome {
        /** The mail is what the domain signed. */
        PASS,
        /** It is not. */
        FAIL,
        /** It may be, but the signature is none that is relied on: a short key, a part of the body not signed. */
        POLICY,
        /** The DNS could not say; another time may help. */
        TEMPERROR,
        /** The signature or its key is wrong. */
        PERMERROR;

        private final String text = name().toLowerCase(Locale.ROOT);

        /** As it stands in an Authentication-Results field. */
        @Override
        public String toString() {
            return text;
        }
    }

    /** Whether the domain takes responsibility for the mail. */
    public boolean isPass() {
        return outcome == Outcome.PASS;
    }
}
