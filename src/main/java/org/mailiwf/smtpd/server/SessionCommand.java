package org.mailiwf.smtpd.server;

import java.io.IOException;

import org.mailiwf.smtpd.protocol.CommandRefused;
import org.mailiwf.smtpd.protocol.Replies;
import org.subethamail.smtp.internal.server.BaseCommand;
import org.subethamail.smtp.server.Session;

/** What all our commands have in common. */
abstract class SessionCommand extends BaseCommand {

    private final SmtpServer server;

    SessionCommand(SmtpServer server, String verb) {
        super(verb, verb);
        this.server = server;
    }

    final SmtpServer server() {
        return server;
    }

    @Override
    public final void execute(String line, Session subetha) throws IOException {
        SmtpSession session = server.session(subetha);
        if (server.isDraining()) {
            session.transactionEnded("shutdown");
            session.reply(Replies.SHUTTING_DOWN);
            return;
        }
        // SubEtha looks at the first four characters only
        int end = getName().length();
        if (line.length() > end && line.charAt(end) != ' ') {
            session.reply(Replies.UNKNOWN_COMMAND);
            return;
        }
        if (server.security().needsTls(session, getName())) {
            session.reply(Replies.TLS_REQUIRED);
            return;
        }
        try {
            execute(session, line.substring(Math.min(end, line.length())).strip());
        } catch (CommandRefused refused) {
            session.reply(refused.reply());
        } finally {
            if (session.transaction() == null) {
                MailLog.end();
            }
        }
    }

    /**
     * @param argument what stood behind the verb, without spaces at its ends
     * @throws CommandRefused to refuse the command, as a short way out
     */
    abstract void execute(SmtpSession session, String argument) throws IOException, CommandRefused;
}
