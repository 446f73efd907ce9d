package org.mailiwf.mapping;

import java.io.InputStream;

import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;
import org.mailiwf.mail.MailSource;

/** The mail of an exchange as what can be read again, by whatever thread, whatever has become of the body. */
final class MailStream {

    private MailStream() {
    }

    /** Of the exchange that {@link MailContent} has read. What is opened is valid until the exchange is done. */
    static MailSource of(Exchange exchange) {
        StreamCache mail = exchange.getProperty(MailContent.SOURCE_PROPERTY, StreamCache.class);
        if (mail == null) {
            throw new IllegalStateException("the exchange property '" + MailContent.SOURCE_PROPERTY + "' holds no stream that can be read again");
        }
        // some streams copy what is left of them
        mail.reset();
        return () -> {
            StreamCache copy = mail.copy(exchange);
            copy.reset();
            return (InputStream) copy;
        };
    }
}
