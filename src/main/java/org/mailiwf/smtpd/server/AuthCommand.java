package org.mailiwf.smtpd.server;

import java.io.IOException;
import java.util.Locale;

import org.mailiwf.smtpd.protocol.CommandRefused;
import org.mailiwf.smtpd.protocol.Credentials;
import org.mailiwf.smtpd.protocol.Replies;
import org.mailiwf.smtpd.protocol.Reply;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** AUTH (RFC 4954) with the mechanisms PLAIN (RFC 4616) and LOGIN. */
final class AuthCommand extends SessionCommand {

    /** So many wrong passwords end the connection. */
    private static final int MAX_FAILURES = 3;
    private static final Logger LOG = LoggerFactory.getLogger(AuthCommand.class);

    AuthCommand(SmtpServer server) {
        super(server, "AUTH");
    }

    @Override
    void execute(SmtpSession session, String argument) throws IOException, CommandRefused {
        refuseOutOfPlace(session);
        Reply tooMany = server().limits().login(session.clientAddress());
        if (tooMany != null) {
            MailLog.refused(session, "-", "AUTH", mechanism(argument), null, tooMany);
            throw new CommandRefused(tooMany);
        }
        int space = argument.indexOf(' ');
        String mechanism = mechanism(argument);
        String initial = space < 0 ? null : argument.substring(space + 1).strip();
        Credentials credentials = switch (mechanism) {
            case "PLAIN" -> Credentials.plain(initial == null ? ask(session, Replies.SASL_CONTINUE) : initial(initial));
            case "LOGIN" -> new Credentials(
                    Credentials.text(initial == null ? ask(session, Replies.LOGIN_USER) : initial(initial)),
                    Credentials.text(ask(session, Replies.LOGIN_PASSWORD)));
            default -> throw new CommandRefused(argument.isEmpty() ? Replies.ARGUMENT_REQUIRED : Replies.UNKNOWN_MECHANISM);
        };
        decide(session, credentials);
    }

    private static String mechanism(String argument) {
        int space = argument.indexOf(' ');
        return (space < 0 ? argument : argument.substring(0, space)).toUpperCase(Locale.ROOT);
    }

    private void refuseOutOfPlace(SmtpSession session) throws CommandRefused {
        if (!server().security().knowsUsers()) {
            throw new CommandRefused(Replies.NOT_IMPLEMENTED);
        }
        if (!session.isEsmtp()) {
            throw new CommandRefused(Replies.SEND_EHLO_FIRST);
        }
        if (session.authUser() != null) {
            throw new CommandRefused(Replies.AUTHENTICATED);
        }
        if (session.transaction() != null) {
            throw new CommandRefused(Replies.NO_AUTH_IN_TRANSACTION);
        }
        if (!server().security().offersAuth(session)) {
            throw new CommandRefused(Replies.AUTH_NEEDS_TLS);
        }
    }

    /** RFC 4954 section 4: "=" is an initial response that is empty. */
    private static String initial(String response) {
        return response.equals("=") ? "" : response;
    }

    private static String ask(SmtpSession session, Reply challenge) throws IOException, CommandRefused {
        session.reply(challenge);
        String response = session.readLine();
        // without a line the client has gone, and the reply with it
        if (response == null || response.equals("*")) {
            throw new CommandRefused(Replies.AUTH_CANCELLED);
        }
        return response;
    }

    private void decide(SmtpSession session, Credentials credentials) throws IOException, CommandRefused {
        boolean right;
        try {
            right = server().security().authenticator().authenticate(credentials.user(), credentials.password());
        } catch (IOException | RuntimeException e) {
            LOG.error("AUTH cannot be decided", e);
            throw new CommandRefused(Replies.AUTH_UNAVAILABLE);
        }
        if (right) {
            session.authenticated(credentials.user());
            session.reply(Replies.AUTH_SUCCEEDED);
            return;
        }
        server().limits().loginFailed(session.clientAddress());
        MailLog.refused(session, "-", "AUTH", credentials.user(), null, Replies.BAD_CREDENTIALS);
        session.reply(Replies.BAD_CREDENTIALS);
        if (session.authFailed() >= MAX_FAILURES) {
            session.reply(Replies.TOO_MANY_LOGINS);
        }
    }
}
