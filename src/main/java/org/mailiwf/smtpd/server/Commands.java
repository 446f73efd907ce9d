package org.mailiwf.smtpd.server;

import java.io.IOException;
import java.util.List;

import org.mailiwf.smtpd.protocol.CommandRefused;
import org.mailiwf.smtpd.protocol.Replies;
import org.mailiwf.smtpd.protocol.Reply;

/** The commands that stand in the place of SubEtha's own. */
final class Commands {

    private Commands() {
    }

    /** All commands that SubEtha knows: those that are not offered here answer 502. */
    static List<SessionCommand> of(SmtpServer server) {
        return List.of(
                new EhloCommand(server),
                new HeloCommand(server),
                new MailCommand(server),
                new RcptCommand(server),
                new DataCommand(server),
                new RsetCommand(server),
                new FixedReply(server, "NOOP", Replies.OK),
                new FixedReply(server, "HELP", Replies.HELP),
                new VrfyCommand(server),
                new QuitCommand(server),
                new FixedReply(server, "EXPN", Replies.NOT_IMPLEMENTED),
                new AuthCommand(server),
                new StartTlsCommand(server),
                new FixedReply(server, "BDAT", Replies.NOT_IMPLEMENTED));
    }

    /** Refuses an argument where none is allowed. */
    static void requireNone(String argument) throws CommandRefused {
        if (!argument.isEmpty()) {
            throw new CommandRefused(Replies.NO_ARGUMENT_ALLOWED);
        }
    }

    private static final class FixedReply extends SessionCommand {

        private final Reply reply;

        FixedReply(SmtpServer server, String verb, Reply reply) {
            super(server, verb);
            this.reply = reply;
        }

        @Override
        void execute(SmtpSession session, String argument) throws IOException {
            session.reply(reply);
        }
    }

    private static final class VrfyCommand extends SessionCommand {

        VrfyCommand(SmtpServer server) {
            super(server, "VRFY");
        }

        @Override
        void execute(SmtpSession session, String argument) throws IOException {
            session.reply(argument.isEmpty() ? Replies.ARGUMENT_REQUIRED : Replies.CANNOT_VERIFY);
        }
    }

    private static final class RsetCommand extends SessionCommand {

        RsetCommand(SmtpServer server) {
            super(server, "RSET");
        }

        @Override
        void execute(SmtpSession session, String argument) throws IOException, CommandRefused {
            requireNone(argument);
            session.transactionEnded("rset");
            session.reply(Replies.OK);
        }
    }

    private static final class QuitCommand extends SessionCommand {

        QuitCommand(SmtpServer server) {
            super(server, "QUIT");
        }

        @Override
        void execute(SmtpSession session, String argument) throws IOException, CommandRefused {
            requireNone(argument);
            session.transactionEnded("quit");
            session.reply(Replies.BYE);
        }
    }
}
