package org.mailiwf.mapping;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.StringJoiner;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.spi.Metadata;
import org.mailiwf.mail.MailHeader;
import org.mailiwf.mail.Mailbox;
import org.mailiwf.smtpd.SmtpRecipient;
import org.mailiwf.smtpd.SmtpRecipient.Notify;

/** The bean {@code notifications}: which notifications the mail asks for, as imdn.Disposition-Notification (RFC 5438 section 6.2). */
@Metadata(label = "bean",
          description = "Which notifications a message asks for, from Disposition-Notification-To of the mail and NOTIFY of the recipient.")
public class NotificationRequest implements Processor {

    private static final String DISPOSITION_NOTIFICATION = "iwf.disposition-notification";
    private static final Set<String> BULK = Set.of("bulk", "list", "junk");

    @Metadata(defaultValue = "cr", enums = "cr,standards",
              description = "What Disposition-Notification-To asks for. cr: delivery and display. standards: display alone (RFC 8098).")
    private volatile String dispositionNotification = "cr";

    /**
     * What Disposition-Notification-To asks for. {@code cr}, the default: delivery and display, as the change request's Table 2 has it.
     * {@code standards}: display alone (RFC 8098); delivery is asked for by NOTIFY.
     */
    public void setDispositionNotification(String dispositionNotification) {
        this.dispositionNotification = Setting.oneOf(DISPOSITION_NOTIFICATION, dispositionNotification, "cr", "standards");
    }

    /** Sets the exchange property {@code dispositionNotification}. */
    @Override
    public void process(Exchange exchange) {
        exchange.setProperty("dispositionNotification", dispositionNotification(exchange));
    }

    /**
     * The value for the recipient of this exchange; {@code null} when nothing is to be asked for: NOTIFY=NEVER, and whatever a program
     * sent, to which no report may go (RFC 3834, RFC 5438 section 12.1.1).
     */
    String dispositionNotification(Exchange exchange) {
        SmtpRecipient recipient = Envelope.recipient(exchange);
        Set<Notify> notify = recipient == null ? Set.of() : recipient.notifyOn();
        if (notify.contains(Notify.NEVER) || isAutomatic(exchange)) {
            return null;
        }
        boolean display = isReadReceiptWanted(exchange);
        boolean delivery = display && !dispositionNotification.equals("standards");
        StringJoiner value = new StringJoiner(", ");
        // a gateway wants to know of a failure even where nothing was said (RFC 3461 section 5.2.4 (d))
        if (delivery || notify.isEmpty() || notify.contains(Notify.FAILURE)) {
            value.add("negative-delivery");
        }
        if (delivery || notify.contains(Notify.SUCCESS)) {
            value.add("positive-delivery");
        }
        if (display) {
            value.add("display");
        }
        return value.length() == 0 ? null : value.toString();
    }

    private static boolean isAutomatic(Exchange exchange) {
        if (Envelope.mailFrom(exchange).isEmpty()) {
            return true;
        }
        MailHeader header = Envelope.mailHeader(exchange);
        String autoSubmitted = firstWord(header.first("Auto-Submitted"));
        return !autoSubmitted.isEmpty() && !autoSubmitted.equals("no")
                || header.count("List-Id") > 0
                || BULK.contains(firstWord(header.first("Precedence")));
    }

    /** One address, and that of the reverse-path; any other is dropped without a word (RFC 8098 sections 2.1 and 8.3). */
    private static boolean isReadReceiptWanted(Exchange exchange) {
        List<Mailbox> to = Envelope.mailHeader(exchange).mailboxes("Disposition-Notification-To");
        return to.size() == 1 && MailAddress.same(to.get(0).address(), Envelope.mailFrom(exchange));
    }

    /** The keyword in lower case, without parameters and comments. */
    private static String firstWord(String value) {
        if (value == null) {
            return "";
        }
        int end = 0;
        String text = value.strip();
        while (end < text.length() && " \t;(".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return text.substring(0, end).toLowerCase(Locale.ROOT);
    }
}
