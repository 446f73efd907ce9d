package org.mailiwf.smtpd;

/** Is told how mails end, for those who count. Called on the thread of the session: it must not wait or throw. */
@FunctionalInterface
public interface MailListener {

    /**
     * A mail got its reply.
     *
     * @param replyCode the code of the reply to the mail, 200 to 599 (RFC 5321 section 4.2)
     * @param millis    from MAIL to the reply
     */
    void replied(int replyCode, long millis);
}
