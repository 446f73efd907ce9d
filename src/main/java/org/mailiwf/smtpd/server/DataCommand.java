package org.mailiwf.smtpd.server;

import java.io.IOException;

import org.mailiwf.smtpd.protocol.CommandRefused;
import org.mailiwf.smtpd.protocol.Replies;
import org.mailiwf.smtpd.protocol.Reply;
import org.mailiwf.smtpd.server.MailHandler.Decision;
import org.mailiwf.smtpd.spool.SpoolWriter;
import org.mailiwf.smtpd.spool.SpooledMail;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * DATA: receives the mail whole, has it decided about, and only then ends the transaction and replies. The data is always read to its end,
 * also when the mail is refused: what is left in the connection would be taken for commands.
 */
final class DataCommand extends SessionCommand {

    private static final Logger LOG = LoggerFactory.getLogger(DataCommand.class);

    DataCommand(SmtpServer server) {
        super(server, "DATA");
    }

    @Override
    void execute(SmtpSession session, String argument) throws IOException, CommandRefused {
        Commands.requireNone(argument);
        MailTransaction transaction = session.transaction();
        if (transaction == null) {
            throw new CommandRefused(Replies.SEND_MAIL_FIRST);
        }
        if (transaction.recipients().isEmpty()) {
            throw new CommandRefused(Replies.SEND_RCPT_FIRST);
        }
        if (!session.beginMail()) {
            session.transactionEnded("shutdown");
            throw new CommandRefused(Replies.SHUTTING_DOWN);
        }
        server().inFlight().begin();
        try {
            session.reply(Replies.START_MAIL_INPUT);
            receive(session, transaction);
            session.send();
        } finally {
            server().inFlight().end();
            session.mailDone();
        }
    }

    private void receive(SmtpSession session, MailTransaction transaction) throws IOException {
        SpoolWriter spool = server().spool().writer(transaction.id(), server().options().spoolThreshold());
        try {
            MailReception reception = new MailReception(server().options(), transaction, spool);
            reception.receive(session.input());
            if (!reception.isComplete()) {
                incomplete(session, reception);
                return;
            }
            Decision decision = reception.refusal() != null ? Decision.of(reception.refusal()) : decide(transaction, spool);
            session.transactionReplied();
            MailLog.replied(transaction, reception.octets(), decision.log(), decision.reply());
            session.reply(decision.reply());
        } finally {
            delete(spool);
        }
    }

    private Decision decide(MailTransaction transaction, SpoolWriter spool) {
        try {
            SpooledMail mail = spool.mail();
            try {
                return server().handler().message(transaction, mail);
            } finally {
                mail.dispose();
            }
        } catch (IOException e) {
            LOG.error("Mail {} cannot be spooled", transaction.id(), e);
            return Decision.of(Replies.STORAGE_FULL);
        }
    }

    /** The data did not end: the client has gone, or sends without end. */
    private static void incomplete(SmtpSession session, MailReception reception) throws IOException {
        Reply reply = reception.isCut() ? Replies.TOO_LARGE : session.hasTimedOut() ? Replies.TIMED_OUT : null;
        session.transactionEnded(reception.isCut() ? "cut" : session.hasTimedOut() ? "timeout" : "lost");
        if (reply != null) {
            session.reply(reply);
        }
        session.close();
    }

    private static void delete(SpoolWriter spool) {
        try {
            spool.close();
        } catch (IOException e) {
            LOG.error("A spool file cannot be deleted", e);
        }
    }
}
