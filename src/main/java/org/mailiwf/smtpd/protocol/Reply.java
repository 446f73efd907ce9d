package org.mailiwf.smtpd.protocol;

import java.util.Objects;

/**
 * One single-line SMTP reply (RFC 5321 section 4.2). It cannot hold what would make a second line or pass the length of one: CR, LF, NUL
 * and other controls become spaces, other characters outside printable US-ASCII a question mark.
 *
 * @param code           the reply code
 * @param enhancedStatus the enhanced status code (RFC 3463), {@code null} where RFC 2034 section 4 has none: greeting, EHLO, 3yz
 * @param text           the text; what would pass the 512 octets of a reply line (RFC 5321 section 4.5.3.1.5) is cut off
 */
public record Reply(int code, String enhancedStatus, String text) {

    private static final int MAX_LINE = 510;

    public Reply {
        Objects.requireNonNull(text, "text");
        text = Printable.ascii(text, MAX_LINE - 4 - (enhancedStatus == null ? 0 : enhancedStatus.length() + 1));
    }

    /** 2yz: the command was done. */
    public boolean positive() {
        return code / 100 == 2;
    }

    /** 421 and 221: the connection closes behind it. */
    public boolean closes() {
        return code == 421 || code == 221;
    }

    /** The line without its CR LF. */
    public String line() {
        return code + " " + (enhancedStatus == null ? "" : enhancedStatus + " ") + text;
    }
}
