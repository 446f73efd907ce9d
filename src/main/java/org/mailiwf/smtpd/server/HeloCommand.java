package org.mailiwf.smtpd.server;

import java.io.IOException;
import java.util.Locale;

import org.mailiwf.smtpd.protocol.CommandRefused;
import org.mailiwf.smtpd.protocol.HeloName;
import org.mailiwf.smtpd.protocol.Replies;

/** HELO (RFC 5321 section 4.1.1.1): ends an open transaction. */
class HeloCommand extends SessionCommand {

    HeloCommand(SmtpServer server) {
        this(server, "HELO");
    }

    HeloCommand(SmtpServer server, String verb) {
        super(server, verb);
    }

    @Override
    final void execute(SmtpSession session, String argument) throws IOException, CommandRefused {
        if (!HeloName.isAcceptable(argument)) {
            throw new CommandRefused(Replies.BAD_HELO);
        }
        session.transactionEnded(getName().toLowerCase(Locale.ROOT));
        greet(session, argument);
    }

    void greet(SmtpSession session, String name) throws IOException {
        session.greeted(name, false);
        session.replyLines("250 " + server().options().hostname());
    }
}
