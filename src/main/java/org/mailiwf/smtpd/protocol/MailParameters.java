package org.mailiwf.smtpd.protocol;

import java.time.Instant;
import java.util.Set;

import org.mailiwf.smtpd.DeliverBy;

/**
 * The parameters of MAIL.
 *
 * @param size       SIZE= in octets (RFC 1870), {@code null} when not given; what is more than a long holds is {@link Long#MAX_VALUE}
 * @param body       BODY= (RFC 6152), {@code null} when not given
 * @param smtpUtf8   SMTPUTF8 (RFC 6531)
 * @param ret        RET= (RFC 3461 section 4.3), {@code null} when not given
 * @param envelopeId ENVID= (RFC 3461 section 4.4), decoded, {@code null} when not given
 * @param deliverBy  BY= (RFC 2852), {@code null} when not given
 * @param auth       AUTH= (RFC 4954 section 5), decoded, empty for {@code <>}, {@code null} when not given
 */
public record MailParameters(Long size, String body, boolean smtpUtf8, String ret, String envelopeId, DeliverBy deliverBy,
                             String auth) {

    private static final Set<String> KNOWN = Set.of("SIZE", "BODY", "SMTPUTF8", "RET", "ENVID", "BY", "AUTH");
    /** RFC 1870 section 3. */
    private static final int MAX_SIZE_DIGITS = 20;
    /** RFC 3461 section 4.4. */
    private static final int MAX_ENVID = 100;

    /**
     * @param parameters   what stood behind the path
     * @param deliverByMin the least by-time in seconds for the by-mode R (RFC 2852 section 3)
     * @param receivedAt   when the command was received: BY= counts from here
     * @throws CommandRefused 501 5.5.4 or 555 5.5.4
     */
    public static MailParameters parse(String parameters, int deliverByMin, Instant receivedAt) throws CommandRefused {
        EsmtpParameters given = EsmtpParameters.parse(parameters, KNOWN);
        String by = given.value("BY");
        return new MailParameters(
                size(given.value("SIZE")),
                oneOf("BODY", given.value("BODY"), "7BIT", "8BITMIME"),
                given.flag("SMTPUTF8"),
                oneOf("RET", given.value("RET"), "FULL", "HDRS"),
                envelopeId(given.value("ENVID")),
                by == null ? null : ByValue.parse(by, deliverByMin, receivedAt),
                auth(given.value("AUTH")));
    }

    private static Long size(String value) throws CommandRefused {
        if (value == null) {
            return null;
        }
        if (value.length() > MAX_SIZE_DIGITS || !value.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw CommandRefused.badParameter("SIZE is a number of up to 20 digits");
        }
        try {
            return Long.valueOf(value);
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }

    private static String oneOf(String keyword, String value, String first, String second) throws CommandRefused {
        if (value == null) {
            return null;
        }
        String upper = EsmtpParameters.upper(value);
        if (!upper.equals(first) && !upper.equals(second)) {
            throw CommandRefused.badParameter(keyword + " is " + first + " or " + second);
        }
        return upper;
    }

    private static String auth(String value) throws CommandRefused {
        if (value == null || value.equals("<>")) {
            return value == null ? null : "";
        }
        String decoded = Xtext.decode(value);
        if (decoded == null || !Mailbox.isValid(decoded)) {
            throw CommandRefused.badParameter("AUTH is <> or a mailbox in xtext");
        }
        return decoded;
    }

    private static String envelopeId(String value) throws CommandRefused {
        if (value == null) {
            return null;
        }
        String decoded = value.length() > MAX_ENVID ? null : Xtext.decode(value);
        if (decoded == null) {
            throw CommandRefused.badParameter("ENVID is xtext of up to 100 characters");
        }
        return decoded;
    }
}
