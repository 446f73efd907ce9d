package org.mailiwf.smtpd.server;

import java.util.Set;

import org.mailiwf.smtpd.protocol.Replies;
import org.mailiwf.smtpd.protocol.Reply;

/**
 * Counts the commands of a session that bring no mail nearer. Neither malformed nor refused by any other limit, they cost a line in the log
 * or a processor for as long as a client likes to send them.
 */
final class BarrenCommands {

    /** How many may come until a MAIL is accepted, that one among them. */
    static final int MAX_COMMANDS = 100;
    /** How many RCPT may be refused in a transaction: of a long list that came to the wrong place more than that is not read. */
    static final int MAX_REFUSED_RECIPIENTS = 1000;

    private static final Set<String> BARREN = Set.of("EHLO", "HELO", "NOOP", "RSET", "VRFY", "EXPN", "HELP", "AUTH", "MAIL");

    private int commands;
    private int recipients;

    /** A command has come. @param maxRecipients how many may be accepted @return the reply that ends the session, or {@code null} */
    Reply count(String verb, int maxRecipients) {
        commands += BARREN.contains(verb) ? 1 : 0;
        recipients += verb.equals("RCPT") ? 1 : 0;
        boolean tooMany = commands > MAX_COMMANDS || recipients > (long) maxRecipients + MAX_REFUSED_RECIPIENTS;
        return tooMany ? Replies.TOO_MANY_COMMANDS : null;
    }

    /** MAIL was accepted. */
    void mailBegins() {
        commands = 0;
        recipients = 0;
    }
}
