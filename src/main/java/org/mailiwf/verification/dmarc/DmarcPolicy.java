package org.mailiwf.verification.dmarc;

import java.util.Locale;

/** What a domain asks for mails that fail (RFC 9989 section 4.7), the mildest first. */
public enum DmarcPolicy {
    /** Nothing. */
    NONE,
    /** To be taken for suspicious. */
    QUARANTINE,
    /** To be refused. */
    REJECT;

    private final String text = name().toLowerCase(Locale.ROOT);

    /** As it stands in a record. */
    @Override
    public String toString() {
        return text;
    }

    /** {@code null} if it is none. */
    static DmarcPolicy of(String text) {
        for (DmarcPolicy each : values()) {
            if (each.text.equalsIgnoreCase(text)) {
                return each;
            }
        }
        return null;
    }
}
