package org.mailiwf.smtpd.server;

import java.io.IOException;

import org.mailiwf.smtpd.protocol.CommandRefused;
import org.mailiwf.smtpd.protocol.Replies;

/** STARTTLS (RFC 3207). What the client sent behind it in plain text is dropped: somebody else may have put it there. */
final class StartTlsCommand extends SessionCommand {

    StartTlsCommand(SmtpServer server) {
        super(server, "STARTTLS");
    }

    @Override
    void execute(SmtpSession session, String argument) throws IOException, CommandRefused {
        Commands.requireNone(argument);
        if (session.tls() != null) {
            throw new CommandRefused(Replies.TLS_ACTIVE);
        }
        if (!server().security().offersStartTls(session)) {
            throw new CommandRefused(Replies.NOT_IMPLEMENTED);
        }
        session.transactionEnded("starttls");
        session.received();
        session.reply(Replies.READY_FOR_TLS);
        session.send();
        if (!session.startTls(server(), new byte[0])) {
            session.close();
        }
    }
}
