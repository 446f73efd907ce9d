package org.mailiwf.smtpd.protocol;

/**
 * A reverse-path or forward-path as it stood in a command, and what followed it.
 *
 * @param address    without brackets and source route; empty for {@code <>}
 * @param parameters the rest of the line behind the path
 */
public record Path(String address, String parameters) {

    /** RFC 5321 section 4.5.3.1.3, with the brackets. */
    private static final int MAX_PATH = 256;

    /** The argument of MAIL: {@code FROM:<...> parameters}. Garbage is 501 5.1.7. */
    public static Path reverse(String argument) throws CommandRefused {
        Path path = parse(argument, "FROM:", new Reply(501, "5.1.7", "Syntax: MAIL FROM:<address>"));
        if (!path.address.isEmpty() && !Mailbox.isValid(path.address)) {
            throw new CommandRefused(new Reply(501, "5.1.7", "Bad sender address syntax"));
        }
        return path;
    }

    /** The argument of RCPT: {@code TO:<...> parameters}; {@code <Postmaster>} needs no domain. Garbage and {@code <>} are 501 5.1.3. */
    public static Path forward(String argument) throws CommandRefused {
        Path path = parse(argument, "TO:", new Reply(501, "5.1.3", "Syntax: RCPT TO:<address>"));
        if (!EsmtpParameters.upper(path.address).equals("POSTMASTER") && !Mailbox.isValid(path.address)) {
            throw new CommandRefused(new Reply(501, "5.1.3", "Bad recipient address syntax"));
        }
        return path;
    }

    /** True if the address needs SMTPUTF8 (RFC 6531 section 3.4). */
    public boolean isInternationalized() {
        return address.chars().anyMatch(c -> c > 127);
    }

    private static Path parse(String argument, String keyword, Reply refusal) throws CommandRefused {
        if (!argument.regionMatches(true, 0, keyword, 0, keyword.length())) {
            throw new CommandRefused(refusal);
        }
        String rest = argument.substring(keyword.length()).stripLeading();
        int end = closingBracket(rest);
        if (end < 0 || Mailbox.octets(rest, 0, end + 1) > MAX_PATH) {
            throw new CommandRefused(refusal);
        }
        String parameters = rest.substring(end + 1);
        if (!parameters.isEmpty() && parameters.charAt(0) != ' ') {
            throw new CommandRefused(refusal);
        }
        return new Path(withoutSourceRoute(rest.substring(1, end), refusal), parameters.strip());
    }

    /** The index of the {@code >} that ends the path; one inside a quoted string does not. Negative if there is none. */
    private static int closingBracket(String s) {
        if (s.isEmpty() || s.charAt(0) != '<') {
            return -1;
        }
        boolean quoted = false;
        for (int i = 1; i < s.length(); i++) {
            char c = s.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == '>' && !quoted) {
                return i;
            }
        }
        return -1;
    }

    /** RFC 5321 section 4.1.1.3: source routes must be accepted and should be ignored. */
    private static String withoutSourceRoute(String path, Reply refusal) throws CommandRefused {
        if (!path.startsWith("@")) {
            return path;
        }
        int colon = path.indexOf(':');
        if (colon < 0) {
            throw new CommandRefused(refusal);
        }
        for (String hop : path.substring(0, colon).split(",", -1)) {
            if (!hop.startsWith("@") || !Mailbox.isDomain(hop.substring(1))) {
                throw new CommandRefused(refusal);
            }
        }
        return path.substring(colon + 1);
    }
}
