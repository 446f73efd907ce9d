package org.mailiwf.smtpd.server;

import java.io.IOException;

import org.mailiwf.smtpd.SmtpRecipient;
import org.mailiwf.smtpd.protocol.CommandRefused;
import org.mailiwf.smtpd.protocol.Path;
import org.mailiwf.smtpd.protocol.RcptParameters;
import org.mailiwf.smtpd.protocol.Replies;
import org.mailiwf.smtpd.protocol.Reply;

/** RCPT: adds a recipient if the handler accepts it. */
final class RcptCommand extends SessionCommand {

    RcptCommand(SmtpServer server) {
        super(server, "RCPT");
    }

    @Override
    void execute(SmtpSession session, String argument) throws IOException, CommandRefused {
        MailTransaction transaction = session.transaction();
        if (transaction == null) {
            throw new CommandRefused(Replies.SEND_MAIL_FIRST);
        }
        try {
            refuseIf(server().limits().recipient(session.clientAddress()));
            SmtpRecipient recipient = parse(transaction, argument);
            MailHandler.Decision decision = server().handler().recipient(transaction, recipient);
            if (decision.reply().positive()) {
                transaction.add(decision.target() == null ? recipient : recipient.resolvedTo(decision.target()));
            } else {
                MailLog.refused(session, transaction.id(), "RCPT", argument, decision.log(), decision.reply());
            }
            session.reply(reply(session, decision.reply()));
        } catch (CommandRefused refused) {
            MailLog.refused(session, transaction.id(), "RCPT", argument, null, refused.reply());
            throw refused;
        }
    }

    /** Whoever names too many recipients that do not exist is trying out addresses, and learns no more. */
    private Reply reply(SmtpSession session, Reply decided) {
        if (decided.code() / 100 != 5) {
            return decided;
        }
        Reply refusal = server().limits().unknownRecipient(session.clientAddress(), session.countUnknownRecipient());
        return refusal == null ? decided : refusal;
    }

    private SmtpRecipient parse(MailTransaction transaction, String argument) throws CommandRefused {
        Path path = Path.forward(argument);
        RcptParameters parameters = RcptParameters.parse(path.parameters());
        if (path.isInternationalized() && !transaction.parameters().smtpUtf8()) {
            throw new CommandRefused(Replies.ADDRESS_NEEDS_SMTPUTF8);
        }
        if (transaction.recipients().size() >= server().options().maxRecipients()) {
            throw new CommandRefused(Replies.TOO_MANY_RECIPIENTS);
        }
        return new SmtpRecipient(path.address(), parameters.notifyOn(), parameters.originalRecipient(), null);
    }
}
