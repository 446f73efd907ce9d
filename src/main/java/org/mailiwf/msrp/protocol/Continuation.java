package org.mailiwf.msrp.protocol;

/** The last character of an end-line (RFC 4975 section 7.1). */
public enum Continuation {

    /** The message ends with this chunk. */
    END('$'),
    /** More of the message follows in another chunk. */
    MORE('+'),
    /** The sender gives the message up. */
    ABORT('#');

    private final char flag;

    Continuation(char flag) {
        this.flag = flag;
    }

    /** As it stands in the end-line. */
    public char flag() {
        return flag;
    }

    /** {@code null} if the octet is no continuation-flag. */
    static Continuation of(int octet) {
        return switch (octet) {
            case '$' -> END;
            case '+' -> MORE;
            case '#' -> ABORT;
            default -> null;
        };
    }
}
