package org.mailiwf.mapping;

import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.List;
import java.util.Set;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.spi.Metadata;
import org.mailiwf.mail.Mail;
import org.mailiwf.mail.MailReader;
import org.mailiwf.mail.MailRefusedException;
import org.mailiwf.mail.MimeTree;
import org.mailiwf.msrp.MsrpConstants;
import org.mailiwf.sip.SipConstants;

/**
 * The bean {@code pagerParts}: the text of a mail in Pager Mode messages, for a far side that cannot do Large Message Mode.
 *
 * <p>A part is sent when the one before was acknowledged. When one fails the rest is not sent, and the mail gets the reply to that failure.
 * Should the client try again, it goes on with the part that failed: nobody gets one twice.
 */
@Metadata(label = "bean", description = "The text in Pager Mode messages, when the far side cannot do Large Message Mode.")
public class PagerParts implements Processor {

    private static final String FALLBACK = "iwf.large.fallback";
    private static final String PART_SIZE = "iwf.large.part-size";
    private static final String MAX_PARTS = "iwf.large.max-parts";

    /** What a far side answers to an INVITE that it can never take. */
    private static final Set<Integer> NEVER_TAKEN = Set.of(405, 415, 488, 501, 606);
    private static final int UNSUPPORTED_TYPE = 415;

    private static final String NO_LARGE_MESSAGE_MODE = "noLargeMessageMode";
    private static final String PARTS = "parts";
    private static final String PARTS_SENT = "partsSent";
    private static final String PART_TO_SEND = "partToSend";

    private final MailReader reader = new MailReader();
    private final SentParts sentParts = new SentParts(Clock.systemUTC());
    @Metadata(defaultValue = "code", enums = "code,split,truncate",
              description = "code: none. split: numbered parts. truncate: the beginning, which says so.")
    private volatile String fallback = "code";
    @Metadata(defaultValue = "large", enums = "large,whole,note",
              description = "whole: a mail with attachments is never sent as text. large and note: a line names them.")
    private volatile String attachments = "large";
    @Metadata(defaultValue = "1300", description = "The octets of a part in UTF-8, its number included, from 1 to 65000.")
    private volatile int partSize = 1300;
    @Metadata(defaultValue = "10", description = "How many parts split makes of a mail at most, from 1 to 999.")
    private volatile int maxParts = 10;

    /** {@code code}, the default: none. {@code split}: numbered parts. {@code truncate}: the beginning, which says so. */
    public void setFallback(String fallback) {
        if (!Set.of("code", "split", "truncate").contains(fallback.strip())) {
            throw Setting.wrong(FALLBACK, fallback, "code, split, truncate");
        }
        this.fallback = fallback.strip();
    }

    /** The octets of a part in UTF-8, its number included: from 1 to 65000, default 1300. */
    public void setPartSize(String partSize) {
        this.partSize = Setting.number(PART_SIZE, partSize, 1, 65_000);
    }

    /** How many parts {@code split} makes of a mail at most, from 1 to 999, default 10; a longer one gets the reply of its failure. */
    public void setMaxParts(String maxParts) {
        this.maxParts = Setting.number(MAX_PARTS, maxParts, 1, 999);
    }

    /** {@code whole}: a mail with attachments is never sent as text. {@code large}, the default, and {@code note}: a line names them. */
    public void setAttachments(String attachments) {
        this.attachments = Setting.attachments(attachments);
    }

    /**
     * Sets the exchange properties {@code noLargeMessageMode}: whether the far side has shown that it cannot do that; and
     * {@code partToSend}: true if the text can go in another way then, beginning with {@link #next}.
     *
     * @throws MailRefusedException if the mail passes a bound of the {@link MailReader}
     * @throws IOException          if the mail cannot be read
     */
    @Override
    public void process(Exchange exchange) throws MailRefusedException, IOException {
        boolean none = cannotDoLargeMessageMode(exchange.getMessage());
        exchange.setProperty(NO_LARGE_MESSAGE_MODE, none);
        if (!none || fallback.equals("code")) {
            return;
        }
        Mail mail = exchange.getProperty(Envelope.MAIL_PROPERTY, Mail.class);
        MimeTree tree;
        try (InputStream in = MailStream.of(exchange).open()) {
            tree = reader.readTree(in);
        }
        List<String> attachments = tree.attachments();
        if (mail.text().isEmpty() || this.attachments.equals("whole") && !attachments.isEmpty()) {
            return;
        }
        List<String> parts = fallback.equals("split") ? split(mail, tree) : shortened(mail, tree);
        if (!parts.isEmpty()) {
            exchange.setProperty(LeftOut.PROPERTY, attachments);
            exchange.setProperty(PARTS, parts);
            exchange.setProperty(PARTS_SENT, Math.min(sentParts.of(SentParts.key(exchange, parts)), parts.size() - 1));
            exchange.setProperty(PART_TO_SEND, true);
        }
    }

    private static boolean cannotDoLargeMessageMode(Message message) {
        Integer msrp = message.getHeader(MsrpConstants.STATUS_CODE, Integer.class);
        Integer sip = message.getHeader(SipConstants.STATUS_CODE, Integer.class);
        return msrp != null ? msrp == UNSUPPORTED_TYPE : sip != null && NEVER_TAKEN.contains(sip);
    }

    private List<String> split(Mail mail, MimeTree tree) {
        return mail.complete() ? TextParts.numbered(tree.textWithNote(mail.text()), partSize, maxParts) : List.of();
    }

    private List<String> shortened(Mail mail, MimeTree tree) {
        List<String> whole = mail.complete() ? TextParts.numbered(tree.textWithNote(mail.text()), partSize, 1) : List.of();
        if (!whole.isEmpty()) {
            return whole;
        }
        String end = "\r\n[Shortened: the text has " + (mail.complete() ? "" : "more than ") + mail.textOctets() + " octets]";
        String shortened = TextParts.shortened(mail.text(), partSize, tree.textWithNote(end));
        if (shortened.isEmpty()) {
            shortened = TextParts.shortened(mail.text(), partSize, "[...]");
        }
        return List.of(shortened);
    }

    /** Sets the exchange property {@code text} to the next part, and takes what is known of the last request off the message. */
    public void next(Exchange exchange) {
        exchange.getMessage().removeHeaders("CamelMsrp*");
        exchange.setProperty("text", parts(exchange).get(sent(exchange)));
    }

    /** Looks at the answer to the part: {@code partToSend} is false when it was not acknowledged, or was the last. */
    public void answered(Exchange exchange) {
        List<String> parts = parts(exchange);
        String key = SentParts.key(exchange, parts);
        Integer status = exchange.getMessage().getHeader(SipConstants.STATUS_CODE, Integer.class);
        boolean acknowledged = status != null && status >= 200 && status < 300;
        int sent = sent(exchange) + (acknowledged ? 1 : 0);
        exchange.setProperty(PARTS_SENT, sent);
        exchange.setProperty(PART_TO_SEND, acknowledged && sent < parts.size());
        if (sent == parts.size()) {
            sentParts.forget(key);
        } else if (sent > 0) {
            sentParts.remember(key, sent);
        }
    }

    private static int sent(Exchange exchange) {
        return exchange.getProperty(PARTS_SENT, 0, Integer.class);
    }

    @SuppressWarnings("unchecked")
    private static List<String> parts(Exchange exchange) {
        return exchange.getProperty(PARTS, List.class);
    }

    /** For the reply to a mail whose parts did not all get through: how many did; empty if it was not one in parts. */
    static String delivered(Exchange exchange) {
        int sent = sent(exchange);
        return sent == 0 ? "" : " after " + sent + " of " + parts(exchange).size() + " parts";
    }
}
