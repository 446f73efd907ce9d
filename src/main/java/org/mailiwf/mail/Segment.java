package org.mailiwf.mail;

import java.nio.charset.Charset;

/** A piece of the octets that a mail becomes. */
sealed interface Segment {

    /** Octets that are not the mail's. */
    record Literal(byte[] octets) implements Segment {
    }

    /**
     * A body, or some other stretch of the mail.
     *
     * @param start    its first octet in the mail
     * @param end      the octet behind it
     * @param encoding how it is encoded
     * @param charset  what its characters are in, for text that is to become UTF-8; {@code null} for octets that stay
     */
    record Stretch(long start, long end, Encoding encoding, Charset charset) implements Segment {

        /** Whether it leaves with the octets that it came with. */
        boolean isAsItCame() {
            return encoding == Encoding.NONE && charset == null;
        }
    }

    /** Transfer encodings (RFC 2045 section 6) by what is to be done about them. */
    enum Encoding {
        /** 7bit, 8bit, binary. */
        NONE,
        BASE64,
        QUOTED_PRINTABLE,
        /** Any other, which nobody can be expected to know. */
        UNKNOWN;

        static Encoding of(String name) {
            return switch (name) {
                case "", "7bit", "8bit", "binary" -> NONE;
                case "base64" -> BASE64;
                case "quoted-printable" -> QUOTED_PRINTABLE;
                default -> UNKNOWN;
            };
        }
    }
}
