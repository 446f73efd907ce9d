package org.mailiwf.smtpd.server;

import java.io.IOException;

import org.mailiwf.smtpd.protocol.CommandRefused;
import org.mailiwf.smtpd.protocol.Replies;
import org.mailiwf.smtpd.server.MailHandler.Decision;
import org.mailiwf.smtpd.spool.SpooledMail;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What DATA and BDAT have in common: when a mail may come, and what is done with it once it is there. */
final class MailDelivery {

    private static final Logger LOG = LoggerFactory.getLogger(MailDelivery.class);

    private MailDelivery() {
    }

    /** The transaction of which the mail may come now. @throws CommandRefused 503 */
    static MailTransaction require(SmtpSession session) throws CommandRefused {
        MailTransaction transaction = session.transaction();
        if (transaction == null) {
            throw new CommandRefused(Replies.SEND_MAIL_FIRST);
        }
        if (transaction.recipients().isEmpty()) {
            throw new CommandRefused(Replies.SEND_RCPT_FIRST);
        }
        return transaction;
    }

    /** From here to {@link SmtpSession#mailDone} the session is not disturbed. @throws CommandRefused 421 if the server is stopping */
    static void begin(SmtpSession session) throws CommandRefused {
        if (!session.beginMail()) {
            session.transactionEnded("shutdown");
            throw new CommandRefused(Replies.SHUTTING_DOWN);
        }
    }

    /** Ends the transaction with the reply to its mail, which is here whole. */
    static void decide(SmtpServer server, SmtpSession session, MailContent content) throws IOException {
        MailTransaction transaction = session.transaction();
        Decision decision = content.refusal() != null ? Decision.of(content.refusal()) : ask(server, transaction, content);
        session.transactionReplied();
        MailLog.replied(transaction, content.octets(), decision.log(), decision.reply());
        server.handler().replied(transaction, decision.reply());
        session.reply(decision.reply());
        if (content.isAmbiguous()) {
            session.closeUnheard();
        }
    }

    private static Decision ask(SmtpServer server, MailTransaction transaction, MailContent content) {
        try {
            SpooledMail mail = content.mail();
            try {
                return server.handler().message(transaction, mail);
            } finally {
                mail.dispose();
            }
        } catch (IOException e) {
            LOG.error("Mail {} cannot be spooled", transaction.id(), e);
            return Decision.of(Replies.STORAGE_FULL);
        }
    }
}
