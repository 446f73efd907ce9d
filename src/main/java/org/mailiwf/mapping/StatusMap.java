package org.mailiwf.mapping;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.spi.Metadata;
import org.mailiwf.sip.SipConstants;
import org.mailiwf.sip.SipFailure;
import org.mailiwf.smtpd.SmtpConstants;
import org.mailiwf.smtpd.SmtpRecipient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bean {@code statusMap}: what the far side answered, or what happened here, as the SMTP reply.
 *
 * <p>The map is the shipped {@code sip-smtp-map.csv}, in which an integrator's file replaces single rows. The far side's reason phrase
 * never goes into a reply: it is foreign text, and may tell what is nobody's business.
 */
@Metadata(label = "bean", description = "The SMTP reply of a SIP or MSRP status, from the shipped map and a file that replaces rows of it.")
public class StatusMap implements Processor {

    private static final Logger LOG = LoggerFactory.getLogger(StatusMap.class);

    private static final String OVERRIDES = "iwf.status-map.file";

    /** The row for what should not happen: no status at all, or one that is none. */
    private static final String INTERNAL = "internal";

    /** The row for a challenge of a realm that there are no credentials for. */
    private static final String FOREIGN_REALM = "401f";

    private static final String RETRY_AFTER = "+RA";
    private static final int SUCCESS = 250;

    /** Conversion with loss performed: delivered, but not all of it (RFC 3463 section 3.7). */
    private static final String CONVERTED_WITH_LOSS = "2.6.4";

    /** The longest reason phrase that is logged, in chars. */
    private static final int MAX_REASON = 200;

    /** A longer address would not fit into the 512 octets of a reply line (RFC 5321 section 4.5.3.1.5). */
    private static final int MAX_ADDRESS = 254;

    private final Map<String, StatusRow> shipped = StatusMapFile.shipped();
    private volatile Map<String, StatusRow> rows = shipped;
    @Metadata(description = "The path of a CSV file of rows that replace those of the shipped map, or add a status. Empty: none.")
    private volatile String overrides = "";

    /**
     * The path of a CSV file of rows that replace those of the shipped map with the same key, or add a SIP status; its columns are all of
     * the shipped map's or {@code key,smtp_code,enhanced,text}. Empty, the default: none.
     */
    public void setOverrides(String overrides) {
        if (overrides.isBlank()) {
            rows = shipped;
            this.overrides = "";
            return;
        }
        Map<String, StatusRow> merged = new HashMap<>(shipped);
        try {
            merged.putAll(StatusMapFile.overrides(Path.of(overrides.strip()), shipped));
        } catch (IOException e) {
            throw Setting.wrong(OVERRIDES, overrides, "empty, or a CSV file that can be read (" + e + ")");
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(OVERRIDES + ": " + e.getMessage(), e);
        }
        rows = merged;
        this.overrides = overrides.strip();
    }

    /** Does what {@link #reply} does, and sets the exchange property {@code quotedReason}: the far side's reason phrase for the log. */
    @Override
    public void process(Exchange exchange) {
        reply(exchange);
        exchange.setProperty("quotedReason", quotedReason(exchange.getMessage()));
    }

    /** Sets the reply to what the MSRP or the SIP producer left on the exchange: the final response, or why there was none. */
    public void reply(Exchange exchange) {
        Message message = exchange.getMessage();
        Map<String, StatusRow> map = rows;
        MsrpOutcome msrp = MsrpOutcome.of(message, map.keySet());
        if (msrp != null) {
            answer(message, map.get(msrp.key()), msrp.quoted());
            return;
        }
        SipFailure failure = message.getHeader(SipConstants.FAILURE, SipFailure.class);
        if (failure != null) {
            replyTo(key(failure), exchange);
            return;
        }
        Integer status = message.getHeader(SipConstants.STATUS_CODE, Integer.class);
        if (status == null || status < 200 || status > 699) {
            LOG.warn("{} no SIP status to reply to: {}", id(message), status);
            replyTo(INTERNAL, exchange);
            return;
        }
        if (message.getHeader(SipConstants.FOREIGN_REALM) != null) {
            answer(message, rows.get(FOREIGN_REALM), " (SIP " + status + ")");
            return;
        }
        boolean retryAfter = message.getHeader(SipConstants.RETRY_AFTER) != null;
        answer(message, row(status, retryAfter), " (SIP " + status + ")");
    }

    /**
     * Sets the reply to a condition of our own, such as {@code nomap}.
     *
     * @throws IllegalArgumentException if the map has no such key
     */
    public void replyTo(String key, Exchange exchange) {
        StatusRow row = rows.get(key);
        if (row == null) {
            throw new IllegalArgumentException(
                    "the status map has no key '" + key + "'" + (overrides.isEmpty() ? "" : ", nor has " + overrides));
        }
        answer(exchange.getMessage(), row, "");
    }

    /** In quotes, one line of at most 200 chars, its quotes and backslashes escaped, so that it cannot pass for what the gateway says. */
    private static String quotedReason(Message message) {
        String reason = message.getHeader(SipConstants.REASON_PHRASE, "", String.class);
        return '"' + OneLine.of(reason, MAX_REASON).replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static String key(SipFailure failure) {
        return switch (failure) {
            case TIMEOUT -> "timeout";
            case TRANSPORT -> "transport";
            case BROKEN -> "broken";
            case TLS -> "tls";
            case TOO_LARGE -> "513";
            case PENDING -> "busyuri";
            case NO_ROUTE -> "noroute";
            case DNS -> "dnsfail";
        };
    }

    /** The row of the very status, else that of its class: an unknown status means what x00 means (RFC 3261 section 8.1.3.2). */
    private StatusRow row(int status, boolean retryAfter) {
        Map<String, StatusRow> map = rows;
        String exact = Integer.toString(status);
        String ofClass = exact.charAt(0) + "xx";
        StatusRow row = retryAfter ? map.get(exact + RETRY_AFTER) : null;
        if (row == null) {
            row = map.get(exact);
        }
        if (row == null && retryAfter) {
            row = map.get(ofClass + RETRY_AFTER);
        }
        return row == null ? map.get(ofClass) : row;
    }

    private static void answer(Message message, StatusRow row, String sipStatus) {
        boolean success = row.code() == SUCCESS;
        boolean lossy = success && LeftOut.anything(message.getExchange());
        message.setHeader(SmtpConstants.REPLY_CODE, row.code());
        message.setHeader(SmtpConstants.ENHANCED_STATUS, lossy ? CONVERTED_WITH_LOSS : row.enhanced());
        message.setHeader(SmtpConstants.REPLY_TEXT, success
                ? id(message, "", " ") + row.text() + (lossy ? ", attachments left out" : "") + sipStatus
                : recipient(message) + row.text() + sipStatus + PagerParts.delivered(message.getExchange()) + id(message, " [", "]"));
    }

    /** The recipient in front of the text, if the client can read it: beyond US-ASCII only with SMTPUTF8 (RFC 6531 section 3.7.4.2). */
    private static String recipient(Message message) {
        SmtpRecipient recipient = Envelope.recipient(message.getExchange());
        if (recipient == null) {
            return "";
        }
        String address = recipient.address();
        boolean readable = Boolean.TRUE.equals(message.getHeader(SmtpConstants.SMTPUTF8, Boolean.class))
                || isAscii(address);
        return readable && OneLine.of(address, MAX_ADDRESS).equals(address) ? "<" + address + "> " : "";
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 0x7f) {
                return false;
            }
        }
        return true;
    }

    private static String id(Message message, String before, String after) {
        String id = id(message);
        return id == null ? "" : before + id + after;
    }

    private static String id(Message message) {
        return message.getHeader(SmtpConstants.ID, String.class);
    }
}
