package org.mailiwf.smtpd;

import java.time.Instant;
import java.util.Objects;

/**
 * The value of {@code BY=} (RFC 2852 section 4): until when a mail is to be delivered.
 *
 * @param seconds the by-time as given, -999,999,999 to 999,999,999 seconds
 * @param mode    what to do when the time has passed
 * @param trace   whether by-trace (T) was given
 * @param deadline the receipt of MAIL FROM plus {@code seconds}: the by-time is converted where it arrives
 */
public record DeliverBy(long seconds, Mode mode, boolean trace, Instant deadline) {

    /** The by-mode. */
    public enum Mode {
        /** R: return the mail when the time has passed. */
        RETURN,
        /** N: notify the sender when the time has passed, and go on. */
        NOTIFY
    }

    public DeliverBy {
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(deadline, "deadline");
    }
}
