package org.mailiwf.smtpd.server;

import java.io.IOException;
import java.time.Instant;

import org.mailiwf.smtpd.protocol.CommandRefused;
import org.mailiwf.smtpd.protocol.MailId;
import org.mailiwf.smtpd.protocol.MailParameters;
import org.mailiwf.smtpd.protocol.Path;
import org.mailiwf.smtpd.protocol.Replies;

/** MAIL: opens a transaction if the handler accepts it. */
final class MailCommand extends SessionCommand {

    MailCommand(SmtpServer server) {
        super(server, "MAIL");
    }

    @Override
    void execute(SmtpSession session, String argument) throws IOException, CommandRefused {
        if (session.helo() == null) {
            throw new CommandRefused(Replies.SEND_HELO_FIRST);
        }
        if (session.transaction() != null) {
            throw new CommandRefused(Replies.NESTED_MAIL);
        }
        if (server().security().needsAuth(session)) {
            throw new CommandRefused(Replies.AUTH_REQUIRED);
        }
        String id = MailId.next();
        MailLog.begin(id);
        try {
            MailTransaction transaction = parse(session, id, argument);
            MailHandler.Decision decision = server().handler().mail(transaction);
            if (decision.reply().positive()) {
                session.begin(transaction);
            } else {
                MailLog.refused(session, id, "MAIL", argument, decision.log(), decision.reply());
            }
            session.reply(decision.reply());
        } catch (CommandRefused refused) {
            MailLog.refused(session, id, "MAIL", argument, null, refused.reply());
            throw refused;
        }
    }

    private MailTransaction parse(SmtpSession session, String id, String argument) throws CommandRefused {
        Instant receivedAt = Instant.now();
        Path path = Path.reverse(argument);
        MailParameters parameters = MailParameters.parse(path.parameters(), server().options().deliverByMin(), receivedAt);
        if (path.isInternationalized() && !parameters.smtpUtf8()) {
            throw new CommandRefused(Replies.ADDRESS_NEEDS_SMTPUTF8);
        }
        if (parameters.size() != null && server().options().isTooLarge(parameters.size())) {
            throw new CommandRefused(Replies.TOO_LARGE);
        }
        return new MailTransaction(id, session, receivedAt, path.address(), parameters);
    }
}
