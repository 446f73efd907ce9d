package org.mailiwf.smtpd.protocol;

import java.util.EnumSet;
import java.util.Set;

import org.mailiwf.smtpd.SmtpRecipient.Notify;

/**
 * The parameters of RCPT (RFC 3461 sections 4.1 and 4.2).
 *
 * @param notifyOn          the values of NOTIFY=, empty when not given
 * @param originalRecipient ORCPT= as {@code addr-type;address}, decoded, {@code null} when not given
 */
public record RcptParameters(Set<Notify> notifyOn, String originalRecipient) {

    private static final Set<String> KNOWN = Set.of("NOTIFY", "ORCPT");
    /** RFC 3461 section 4.2. */
    private static final int MAX_ORCPT = 500;

    /**
     * @param parameters what stood behind the path
     * @throws CommandRefused 501 5.5.4 or 555 5.5.4
     */
    public static RcptParameters parse(String parameters) throws CommandRefused {
        EsmtpParameters given = EsmtpParameters.parse(parameters, KNOWN);
        return new RcptParameters(notifyOn(given.value("NOTIFY")), originalRecipient(given.value("ORCPT")));
    }

    private static Set<Notify> notifyOn(String value) throws CommandRefused {
        EnumSet<Notify> notifyOn = EnumSet.noneOf(Notify.class);
        if (value == null) {
            return notifyOn;
        }
        for (String element : value.split(",", -1)) {
            notifyOn.add(switch (EsmtpParameters.upper(element)) {
                case "NEVER" -> Notify.NEVER;
                case "SUCCESS" -> Notify.SUCCESS;
                case "FAILURE" -> Notify.FAILURE;
                case "DELAY" -> Notify.DELAY;
                default -> throw CommandRefused.badParameter("NOTIFY is NEVER, or a list of SUCCESS, FAILURE, DELAY");
            });
        }
        if (notifyOn.contains(Notify.NEVER) && notifyOn.size() > 1) {
            throw CommandRefused.badParameter("NOTIFY=NEVER stands alone");
        }
        return notifyOn;
    }

    private static String originalRecipient(String value) throws CommandRefused {
        if (value == null) {
            return null;
        }
        int semicolon = value.indexOf(';');
        String type = semicolon < 0 ? "" : value.substring(0, semicolon);
        String address = value.substring(semicolon + 1);
        String decoded = null;
        if (value.length() <= MAX_ORCPT && !address.isEmpty() && Mailbox.isDotString(type) && type.chars().allMatch(c -> c < 128)) {
            // RFC 6533 section 3: an address of this type has its own encoding
            decoded = type.equalsIgnoreCase("utf-8") ? Xtext.decodeUtf8(address) : Xtext.decode(address);
        }
        if (decoded == null) {
            throw CommandRefused.badParameter("ORCPT is addr-type;xtext of up to 500 characters");
        }
        return type + ";" + decoded;
    }
}
