package org.mailiwf.smtpd.server;

import org.mailiwf.smtpd.SmtpRecipient;
import org.mailiwf.smtpd.protocol.Reply;
import org.mailiwf.smtpd.spool.SpooledMail;

/** Decides about a mail, step by step. Called on the thread of the session, which waits. Does not throw. */
public interface MailHandler {

    /**
     * What was decided.
     *
     * @param reply  the reply to the client
     * @param log    what the log line shall say beyond envelope and reply; {@code null} for nothing
     * @param target what a recipient resolved to; {@code null} for nothing
     */
    record Decision(Reply reply, String log, Object target) {

        public static Decision of(Reply reply) {
            return new Decision(reply, null, null);
        }
    }

    /** MAIL was received. */
    Decision mail(MailTransaction transaction);

    /** RCPT was received. */
    Decision recipient(MailTransaction transaction, SmtpRecipient recipient);

    /** The mail was received whole. */
    Decision message(MailTransaction transaction, SpooledMail mail);

    /** A mail got its reply; for those who count. */
    default void replied(MailTransaction transaction, Reply reply) {
    }
}
