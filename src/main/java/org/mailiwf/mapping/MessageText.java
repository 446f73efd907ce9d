package org.mailiwf.mapping;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.spi.Metadata;

/**
 * The bean {@code text}: the readable text of the mail becomes the body. It does what {@code setBody} would do, which copies all headers of
 * the message, and a mail has many.
 */
@Metadata(label = "bean", description = "Makes the readable text that MailContent has left in the property text the body.")
public class MessageText implements Processor {

    /** Sets the body to the exchange property {@code text}, which {@link MailContent} has left there. */
    @Override
    public void process(Exchange exchange) {
        exchange.getMessage().setBody(exchange.getProperty("text"));
    }
}
