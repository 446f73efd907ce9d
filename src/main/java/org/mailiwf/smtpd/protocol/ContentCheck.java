package org.mailiwf.smtpd.protocol;

/**
 * Looks through the content of a mail, in pieces of any size, for what servers read differently: a CR or LF that stands alone, which some
 * take for the end of a line or of the data (SMTP smuggling), and NUL, which some leave out (RFC 5321 section 2.3.8, RFC 5322 section 2.3).
 */
public final class ContentCheck {

    private boolean afterCr;
    private boolean bareLineEnd;
    private boolean nul;

    /** Looks at {@code length} octets, which follow those of the call before. */
    public void scan(byte[] octets, int offset, int length) {
        int end = offset + length;
        for (int at = offset; at < end; at++) {
            byte c = octets[at];
            if (c > '\r' || c < 0) {
                bareLineEnd |= afterCr;
                afterCr = false;
            } else {
                control(c);
            }
        }
    }

    private void control(byte c) {
        bareLineEnd |= afterCr != (c == '\n');
        afterCr = c == '\r';
        nul |= c == 0;
    }

    /** True if a CR or LF stood alone somewhere. A CR that was last so far may still get its LF. */
    public boolean sawBareLineEnd() {
        return bareLineEnd;
    }

    /** The content ends here: its last octet cannot be the first half of a line end. */
    public void end() {
        bareLineEnd |= afterCr;
    }

    /** True if there was a NUL. */
    public boolean sawNul() {
        return nul;
    }
}
