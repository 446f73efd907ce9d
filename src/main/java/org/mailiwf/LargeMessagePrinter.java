package org.mailiwf;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

import org.apache.camel.Exchange;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.mailiwf.msrp.MsrpContent;
import org.mailiwf.smtpd.SmtpConstants;

/**
 * Follows an INVITE that was printed and not sent with the head of the message that it would have brought: the headers of CPIM and those of
 * its content. The message then counts as delivered.
 */
final class LargeMessagePrinter extends EventNotifierSupport {

    private static final String CONTENT = LargeMessagePrinter.class.getName();
    private static final List<String> ANYTHING = List.of("*");
    private static final byte[] END = {'\r', '\n', '\r', '\n'};
    /** The headers of CPIM and those of its content. */
    private static final int SECTIONS = 2;

    private final OutputStream out;

    /** @param out gets the octets; flushed, never closed */
    LargeMessagePrinter(OutputStream out) {
        this.out = out;
    }

    @Override
    public boolean isEnabled(CamelEvent event) {
        return event instanceof CamelEvent.ExchangeSendingEvent || event instanceof CamelEvent.ExchangeCompletedEvent;
    }

    @Override
    public void notify(CamelEvent event) throws IOException {
        Exchange exchange = ((CamelEvent.ExchangeEvent) event).getExchange();
        if (event instanceof CamelEvent.ExchangeSendingEvent sending) {
            if (sending.getEndpoint().getEndpointUri().startsWith("msrp:")) {
                exchange.setProperty(CONTENT, exchange.getMessage().getBody());
            }
        } else if (exchange.getProperty(CONTENT) instanceof MsrpContent content
                && content.choose(ANYTHING, ANYTHING, Long.MAX_VALUE) instanceof MsrpContent.Body body) {
            try (InputStream message = body.source().open()) {
                printHead(message);
            }
            exchange.getMessage().setHeader(SmtpConstants.REPLY_CODE, 250);
            exchange.getMessage().setHeader(SmtpConstants.ENHANCED_STATUS, "2.6.0");
            exchange.getMessage().setHeader(SmtpConstants.REPLY_TEXT, "A message of " + body.length() + " octets would follow over MSRP");
        }
    }

    private void printHead(InputStream message) throws IOException {
        int matched = 0;
        for (int sections = 0; sections < SECTIONS;) {
            int octet = message.read();
            if (octet < 0) {
                break;
            }
            out.write(octet);
            matched = octet == END[matched] ? matched + 1 : octet == '\r' ? 1 : 0;
            if (matched == END.length) {
                matched = 0;
                sections++;
            }
        }
        out.flush();
    }
}
