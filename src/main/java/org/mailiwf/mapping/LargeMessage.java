package org.mailiwf.mapping;

import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.spi.Metadata;
import org.mailiwf.mail.MailReader;
import org.mailiwf.mail.MailRefusedException;
import org.mailiwf.msrp.MsrpConstants;
import org.mailiwf.smtpd.DeliverBy;
import org.mailiwf.smtpd.SmtpConstants;

/**
 * The bean {@code largeMessage}: makes the mail, whatever its size, the body of the exchange in the form that the {@code msrp:} producer
 * asks for when it knows what the far side takes. Nothing of the mail is in memory for that.
 */
@Metadata(label = "bean", description = "Makes a mail of any size the body, in the form that the msrp producer asks for.")
public class LargeMessage implements Processor {

    private static final String PROFILE = "iwf.profile";

    private final MailReader reader = new MailReader();
    @Metadata(defaultValue = "large", enums = "large,whole,note",
              description = "large and note: a part whose type the far side does not take is left out, and named in a line of text."
                            + " whole: then nothing is sent.")
    private volatile String attachments = "large";
    @Metadata(defaultValue = "cpm", enums = "cpm,simple", description = "cpm: CPIM around the message. simple: none.")
    private volatile String profile = "cpm";
    private volatile Clock clock = Clock.systemUTC();

    /**
     * {@code large}, the default, and {@code note}: a part whose type the far side does not take is left out, and named in a line of text.
     * {@code whole}: then nothing is sent.
     */
    public void setAttachments(String attachments) {
        this.attachments = Setting.attachments(attachments);
    }

    /** {@code cpm}, the default: CPIM around the message. {@code simple}: none. */
    public void setProfile(String profile) {
        this.profile = Setting.oneOf(PROFILE, profile, "cpm", "simple");
    }

    /** What tells the time; default: the system's clock. */
    public void setClock(Clock clock) {
        this.clock = clock;
    }

    /**
     * Sets the body, and {@link MsrpConstants#TIMEOUT} if there is a deliver-by time of mode R: then nothing more is to be tried. Of the exchange it takes the mail that {@link MailContent} has read, and the CPIM headers. What the far side did not
     * take is in the exchange property {@code leftOut} when the message is under way.
     *
     * @throws MailRefusedException if the mail passes a bound of the {@link MailReader}
     * @throws IOException          if the mail cannot be read
     */
    @Override
    public void process(Exchange exchange) throws MailRefusedException, IOException {
        try (InputStream mail = MailStream.of(exchange).open()) {
            exchange.getMessage().setBody(
                    new LargeContent(exchange, reader.readTree(mail), profile.equals("cpm"), attachments.equals("whole")));
        }
        DeliverBy by = exchange.getMessage().getHeader(SmtpConstants.DELIVER_BY, DeliverBy.class);
        if (by != null && by.mode() == DeliverBy.Mode.RETURN) {
            long remaining = Duration.between(clock.instant(), by.deadline()).toMillis();
            exchange.getMessage().setHeader(MsrpConstants.TIMEOUT, Math.max(1, remaining));
        }
    }
}
