package org.mailiwf.smtpd.server;

import java.io.IOException;

import org.mailiwf.smtpd.protocol.CommandRefused;
import org.mailiwf.smtpd.protocol.Replies;
import org.mailiwf.smtpd.protocol.Reply;
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
        if (session.hasTooManyErrors()) {
            session.transactionEnded("errors");
            session.close();
            return;
        }
        if (session.takeEarly() && !endsSession()) {
            session.reply(Replies.AHEAD_OF_MAIL_REPLY);
            session.closeUnheard();
            return;
        }
        Reply tooMany = session.count(getName(), server.options().maxRecipients());
        if (tooMany != null) {
            session.transactionEnded("errors");
            session.reply(tooMany);
            session.closeUnheard();
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

    /** True if nothing can follow: then it does no harm when it comes before the reply to a mail, as some clients send it. */
    boolean endsSession() {
        return false;
    }

    /** @throws CommandRefused unless {@code refusal} is {@code null} */
    static void refuseIf(Reply refusal) throws CommandRefused {
        if (refusal != null) {
            throw new CommandRefused(refusal);
        }
    }

    /**
     * @param argument what stood behind the verb, without spaces at its ends
     * @throws CommandRefused to refuse the command, as a short way out
     */
    abstract void execute(SmtpSession session, String argument) throws IOException, CommandRefused;
}
