package org.mailiwf.mail;

/**
 * The mail cannot be read, or passes a bound that is set for reading mails. To send it again changes nothing: it is to be refused for good
 * (554 5.6.0).
 *
 * <p>The message fits into an SMTP reply: it is ASCII and holds nothing of the mail.
 */
public class MailRefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    public MailRefusedException(String message) {
        super(message);
    }

    public MailRefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
