package org.mailiwf.mapping;

import java.util.List;

import org.apache.camel.Exchange;
import org.mailiwf.mail.Mail;
import org.mailiwf.mail.MailHeader;
import org.mailiwf.smtpd.SmtpConstants;
import org.mailiwf.smtpd.SmtpRecipient;

/** What the beans read of an exchange that carries a mail. */
final class Envelope {

    /** The exchange property under which the route keeps the parsed mail. */
    static final String MAIL_PROPERTY = "mail";

    private Envelope() {
    }

    /** The header section of the mail. */
    static MailHeader mailHeader(Exchange exchange) {
        Mail mail = exchange.getProperty(MAIL_PROPERTY, Mail.class);
        if (mail == null) {
            throw new IllegalStateException("the exchange property '" + MAIL_PROPERTY + "' is not set: the mail must be read before");
        }
        return mail.header();
    }

    /** The reverse-path; empty for {@code MAIL FROM:<>}. */
    static String mailFrom(Exchange exchange) {
        String mailFrom = exchange.getMessage().getHeader(SmtpConstants.MAIL_FROM, String.class);
        return mailFrom == null ? "" : mailFrom;
    }

    /** The recipient that this exchange is about: the one named, else the first; {@code null} when there is none. */
    static SmtpRecipient recipient(Exchange exchange) {
        SmtpRecipient recipient = exchange.getMessage().getHeader(SmtpConstants.RECIPIENT, SmtpRecipient.class);
        if (recipient != null) {
            return recipient;
        }
        List<?> recipients = exchange.getMessage().getHeader(SmtpConstants.RECIPIENTS, List.class);
        return recipients == null || recipients.isEmpty() ? null : (SmtpRecipient) recipients.get(0);
    }
}
