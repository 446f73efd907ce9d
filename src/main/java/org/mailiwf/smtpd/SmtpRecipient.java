package org.mailiwf.smtpd;

import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;

/**
 * One accepted RCPT command.
 *
 * @param address           the forward-path without its brackets and source route (RFC 5321 section 4.1.1.3)
 * @param notifyOn          the values of NOTIFY= (RFC 3461 section 4.1); empty when the parameter was not given
 * @param originalRecipient ORCPT= as {@code addr-type;address}, xtext decoded (RFC 3461 section 4.2); {@code null} when not given
 * @param resolved          the body that the {@code onRcpt} route left: what the recipient was resolved to; {@code null} without such a route
 */
public record SmtpRecipient(String address, Set<Notify> notifyOn, String originalRecipient, Object resolved) {

    /** The values of NOTIFY= (RFC 3461 section 4.1). {@link #NEVER} stands alone. */
    public enum Notify {
        NEVER, SUCCESS, FAILURE, DELAY
    }

    public SmtpRecipient {
        Objects.requireNonNull(address, "address");
        notifyOn = Set.copyOf(notifyOn);
    }

    /** A recipient for which no parameter was given and that nothing has resolved yet. */
    public static SmtpRecipient of(String address) {
        return new SmtpRecipient(address, EnumSet.noneOf(Notify.class), null, null);
    }

    /** The same recipient, resolved to {@code target}. */
    public SmtpRecipient resolvedTo(Object target) {
        return new SmtpRecipient(address, notifyOn, originalRecipient, target);
    }
}
