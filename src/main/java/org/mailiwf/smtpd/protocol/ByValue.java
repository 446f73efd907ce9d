package org.mailiwf.smtpd.protocol;

import java.time.Instant;

import org.mailiwf.smtpd.DeliverBy;

/** The value of BY= (RFC 2852 section 4): {@code by-time ";" by-mode [by-trace]}. */
final class ByValue {

    private static final int MAX_DIGITS = 9;

    private ByValue() {
    }

    static DeliverBy parse(String value, int minimum, Instant receivedAt) throws CommandRefused {
        int semicolon = value.indexOf(';');
        String mode = value.substring(semicolon + 1);
        boolean trace = mode.length() == 2 && (mode.charAt(1) == 'T' || mode.charAt(1) == 't');
        if (semicolon < 1 || mode.length() != (trace ? 2 : 1) || "RNrn".indexOf(mode.charAt(0)) < 0) {
            throw malformed();
        }
        long seconds = seconds(value.substring(0, semicolon));
        boolean returns = mode.charAt(0) == 'R' || mode.charAt(0) == 'r';
        if (returns && seconds <= 0) {
            throw CommandRefused.badParameter("BY with mode R needs a time greater than 0");
        }
        if (returns && seconds < minimum) {
            throw new CommandRefused(new Reply(555, "5.5.4", "BY with mode R needs at least " + minimum + " seconds here"));
        }
        return new DeliverBy(seconds, returns ? DeliverBy.Mode.RETURN : DeliverBy.Mode.NOTIFY, trace, receivedAt.plusSeconds(seconds));
    }

    private static long seconds(String time) throws CommandRefused {
        boolean signed = time.charAt(0) == '-' || time.charAt(0) == '+';
        String digits = signed ? time.substring(1) : time;
        if (digits.isEmpty() || digits.length() > MAX_DIGITS || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw malformed();
        }
        long seconds = Long.parseLong(digits);
        return time.charAt(0) == '-' ? -seconds : seconds;
    }

    private static CommandRefused malformed() {
        return CommandRefused.badParameter("BY is up to 9 digits of seconds; R or N, and T or nothing");
    }
}
