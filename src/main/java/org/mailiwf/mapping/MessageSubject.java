package org.mailiwf.mapping;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.spi.Metadata;

/** The bean {@code subject}: the Subject of the mail. */
@Metadata(label = "bean", description = "The Subject of a request: that of the mail, decoded, on one line.")
public class MessageSubject implements Processor {

    /** The longest line of a mail (RFC 5322 section 2.1.1); what is longer fills the request and no display. In chars. */
    static final int MAX_LENGTH = 998;

    private static final String CUT = "\u2026";

    /** Sets the exchange property {@code subject}. */
    @Override
    public void process(Exchange exchange) {
        exchange.setProperty("subject", of(exchange));
    }

    /** The first Subject, decoded, on one line; one over {@value #MAX_LENGTH} chars is cut and ends in an ellipsis. {@code null} without. */
    String of(Exchange exchange) {
        String subject = Envelope.mailHeader(exchange).first("Subject");
        if (subject == null) {
            return null;
        }
        String line = OneLine.of(subject, MAX_LENGTH);
        return subject.length() <= MAX_LENGTH ? line : OneLine.of(line, MAX_LENGTH - CUT.length()) + CUT;
    }
}
