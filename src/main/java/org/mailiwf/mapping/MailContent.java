package org.mailiwf.mapping;

import java.io.IOException;
import java.io.InputStream;

import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Processor;
import org.mailiwf.mail.Mail;
import org.mailiwf.mail.MailReader;
import org.mailiwf.mail.MailRefusedException;

/**
 * The bean {@code mail}: reads the mail that is the body of the exchange. The other beans look at what it has left there.
 */
public class MailContent implements Processor {

    private static final String CUT = "text too long to be read whole";

    private final MailReader reader = new MailReader();

    /**
     * Sets the exchange properties {@code mail} (the {@link Mail}), {@code text}, {@code textOctets} (in UTF-8), and {@code largeOnly}: why
     * only Large Message Mode can carry it, {@code null} when nothing says so. The body stays.
     *
     * @throws MailRefusedException    if the mail cannot be read, or passes a bound of the {@link MailReader}
     * @throws IOException             if the stream cannot be read
     * @throws InvalidPayloadException if the body is no stream
     */
    @Override
    public void process(Exchange exchange) throws MailRefusedException, IOException, InvalidPayloadException {
        Mail mail = reader.read(exchange.getMessage().getMandatoryBody(InputStream.class));
        exchange.setProperty(Envelope.MAIL_PROPERTY, mail);
        exchange.setProperty("text", mail.text());
        exchange.setProperty("textOctets", mail.textOctets());
        exchange.setProperty("largeOnly", largeOnly(mail));
    }

    private static String largeOnly(Mail mail) {
        String reasons = String.join(", ", mail.largeOnly());
        if (mail.complete()) {
            return reasons.isEmpty() ? null : reasons;
        }
        return reasons.isEmpty() ? CUT : CUT + ", " + reasons;
    }
}
