package org.mailiwf.smtpd.server;

import java.io.IOException;

import org.mailiwf.smtpd.protocol.CommandRefused;
import org.mailiwf.smtpd.protocol.Replies;

/**
 * DATA: receives the mail whole, has it decided about, and only then ends the transaction and replies. The data is always read to its end,
 * also when the mail is refused: what is left in the connection would be taken for commands.
 */
final class DataCommand extends SessionCommand {

    DataCommand(SmtpServer server) {
        super(server, "DATA");
    }

    @Override
    void execute(SmtpSession session, String argument) throws IOException, CommandRefused {
        Commands.requireNone(argument);
        MailTransaction transaction = MailDelivery.require(session);
        if (session.content() != null) {
            // RFC 3030 section 3: DATA and BDAT cannot be used in the same transaction
            throw new CommandRefused(Replies.DATA_AFTER_BDAT);
        }
        if (session.hasInput()) {
            // RFC 2920 section 3.1: DATA is last in a group
            session.transactionEnded("ahead");
            session.reply(Replies.AHEAD_OF_DATA_REPLY);
            session.closeUnheard();
            return;
        }
        MailDelivery.begin(session);
        server().inFlight().begin();
        try {
            session.reply(Replies.START_MAIL_INPUT);
            receive(session, transaction);
            session.send();
        } finally {
            session.commandsAgain();
            server().inFlight().end();
            session.mailDone();
        }
    }

    private void receive(SmtpSession session, MailTransaction transaction) throws IOException {
        try (MailContent content = new MailContent(server(), transaction)) {
            session.waitUntil(content.deadline());
            DataReader reader = new DataReader(server().options(), content);
            reader.read(session.input());
            if (reader.isComplete()) {
                MailDelivery.decide(server(), session, content);
                session.refuseNextIfEarly();
            } else {
                incomplete(session, reader);
            }
        }
    }

    /** The data did not end: the client sends without end, or has gone. */
    private static void incomplete(SmtpSession session, DataReader reader) throws IOException {
        if (reader.isCut()) {
            session.transactionEnded("cut");
            session.reply(Replies.TOO_LARGE);
            session.closeUnheard();
        } else {
            session.inputEnded();
        }
    }
}
