package org.mailiwf.verification.spf;

import java.util.Locale;

/** The results of SPF (RFC 7208 section 2.6). */
public enum SpfResult {
    /** There is no domain to ask for, or it says nothing. */
    NONE,
    /** The domain says that it does not say. */
    NEUTRAL,
    /** The client may send for the domain. */
    PASS,
    /** The client may not. */
    FAIL,
    /** The client probably may not. */
    SOFTFAIL,
    /** The DNS could not say; another time may help. */
    TEMPERROR,
    /** The domain's records are wrong, or ask for too much. */
    PERMERROR;

    private final String text = name().toLowerCase(Locale.ROOT);

    /** As it stands in an Authentication-Results field (RFC 8601 section 2.7.2). */
    @Override
    public String toString() {
        return text;
    }
}
