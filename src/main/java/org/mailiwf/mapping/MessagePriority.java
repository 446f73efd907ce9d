package org.mailiwf.mapping;

import java.util.Locale;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.spi.Metadata;
import org.mailiwf.mail.MailHeader;

/**
 * The bean {@code priority}: Priority (RFC 2156), Importance and X-Priority of the mail as the SIP Priority (RFC 3261 section 20.26). The
 * first of them with a known value decides. A mail never makes {@code emergency}.
 */
@Metadata(label = "bean", description = "The Priority of a request, from Priority, X-Priority and Importance of the mail.")
public class MessagePriority implements Processor {

    private static final String URGENT = "urgent";
    private static final String NORMAL = "normal";
    private static final String NON_URGENT = "non-urgent";

    /** Sets the exchange property {@code priority}. */
    @Override
    public void process(Exchange exchange) {
        exchange.setProperty("priority", of(exchange));
    }

    /** {@code urgent} or {@code non-urgent}; {@code null} for normal, which SIP says by leaving Priority out. */
    String of(Exchange exchange) {
        MailHeader header = Envelope.mailHeader(exchange);
        String priority = fromPriority(header.first("Priority"));
        if (priority == null) {
            priority = fromImportance(header.first("Importance"));
        }
        if (priority == null) {
            priority = fromXPriority(header.first("X-Priority"));
        }
        return NORMAL.equals(priority) ? null : priority;
    }

    private static String fromPriority(String value) {
        return switch (keyword(value)) {
            case "urgent" -> URGENT;
            case "normal" -> NORMAL;
            case "non-urgent" -> NON_URGENT;
            default -> null;
        };
    }

    private static String fromImportance(String value) {
        return switch (keyword(value)) {
            case "high" -> URGENT;
            case "normal" -> NORMAL;
            case "low" -> NON_URGENT;
            default -> null;
        };
    }

    /** The number may be followed by words: {@code 1 (Highest)}. */
    private static String fromXPriority(String value) {
        String text = keyword(value);
        boolean oneDigit = text.length() == 1 || text.length() > 1 && !Character.isDigit(text.charAt(1));
        return switch (oneDigit ? text.charAt(0) : ' ') {
            case '1', '2' -> URGENT;
            case '3' -> NORMAL;
            case '4', '5' -> NON_URGENT;
            default -> null;
        };
    }

    private static String keyword(String value) {
        return value == null ? "" : value.strip().toLowerCase(Locale.ROOT);
    }
}
