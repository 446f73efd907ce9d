package org.mailiwf.mapping;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Processor;
import org.apache.camel.spi.Metadata;
import org.mailiwf.mail.Mail;
import org.mailiwf.mail.MailReader;
import org.mailiwf.mail.MailRefusedException;
import org.mailiwf.mail.MailSource;
import org.mailiwf.mail.MimeTree;

/**
 * The bean {@code mail}: reads the mail that is the body of the exchange. The other beans look at what it has left there.
 */
@Metadata(label = "bean", description = "Reads the mail that is the body of the exchange; the other beans look at what it has left there.")
public class MailContent implements Processor {

    /** The exchange property that holds the mail itself, for those who must read it once more. */
    static final String SOURCE_PROPERTY = "mailStream";

    private static final String CUT = "text too long to be read whole";

    private final MailReader reader = new MailReader();
    @Metadata(defaultValue = "large", enums = "large,whole,note",
              description = "large and whole: a mail with attachments needs Large Message Mode. note: its text alone will do, with a"
                            + " line that names them.")
    private volatile String attachments = "large";

    /**
     * {@code large}, the default, and {@code whole}: a mail with attachments needs Large Message Mode. {@code note}: its text alone will do,
     * with a line that names them.
     */
    public void setAttachments(String attachments) {
        this.attachments = Setting.attachments(attachments);
    }

    /**
     * Sets the exchange properties {@code mail} (the {@link Mail}), {@code text}, {@code textOctets} (in UTF-8), and {@code largeOnly}: why
     * only Large Message Mode can carry it, {@code null} when nothing says so. Where {@code text} ends with the line for the attachments,
     * {@code leftOut} holds their names. The body stays.
     *
     * @throws MailRefusedException    if the mail cannot be read, or passes a bound of the {@link MailReader}
     * @throws IOException             if the stream cannot be read
     * @throws InvalidPayloadException if the body is no stream
     */
    @Override
    public void process(Exchange exchange) throws MailRefusedException, IOException, InvalidPayloadException {
        InputStream body = exchange.getMessage().getMandatoryBody(InputStream.class);
        Mail mail = reader.read(body);
        exchange.setProperty(Envelope.MAIL_PROPERTY, mail);
        exchange.setProperty(SOURCE_PROPERTY, body);
        exchange.setProperty("text", mail.text());
        exchange.setProperty("textOctets", mail.textOctets());
        exchange.setProperty("largeOnly", largeOnly(mail));
        if (attachments.equals("note") && !mail.largeOnly().isEmpty() && mail.complete()
                && mail.largeOnly().stream().noneMatch(reason -> reason.startsWith("encrypted"))) {
            noteAttachments(exchange, mail, MailStream.of(exchange));
        }
    }

    private void noteAttachments(Exchange exchange, Mail mail, MailSource source) throws MailRefusedException, IOException {
        MimeTree tree;
        try (InputStream in = source.open()) {
            tree = reader.readTree(in);
        }
        List<String> names = tree.attachments();
        exchange.setProperty("largeOnly", null);
        if (!names.isEmpty()) {
            String text = tree.textWithNote(mail.text());
            exchange.setProperty("text", text);
            exchange.setProperty("textOctets", text.getBytes(StandardCharsets.UTF_8).length);
            exchange.setProperty(LeftOut.PROPERTY, names);
        }
    }

    private static String largeOnly(Mail mail) {
        String reasons = String.join(", ", mail.largeOnly());
        if (mail.complete()) {
            return reasons.isEmpty() ? null : reasons;
        }
        return reasons.isEmpty() ? CUT : CUT + ", " + reasons;
    }
}
