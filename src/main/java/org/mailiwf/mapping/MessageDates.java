package org.mailiwf.mapping;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.spi.Metadata;
import org.mailiwf.smtpd.DeliverBy;
import org.mailiwf.smtpd.SmtpConstants;

/**
 * The bean {@code dates}: Date and Expires of the MESSAGE, DateTime of CPIM, from the mail's orig-date and the deliver-by time of its
 * envelope.
 *
 * <p>A receiver counts Expires from Date (RFC 3428 section 7). So whatever Date says, Date plus Expires is the deliver-by time.
 */
@Metadata(label = "bean", description = "The Date, DateTime and Expires of a request, from the mail and its deliver-by time.")
public class MessageDates implements Processor {

    private static final String MODE = "iwf.date";
    private static final String EXPIRES = "iwf.expires";

    /** The largest Expires (RFC 3261 section 20.19). */
    private static final long MAX_EXPIRES = 0xffff_ffffL;

    /** An orig-date further away than this from the receipt of the mail comes from a wrong clock. */
    private static final Duration MAX_DEVIATION = Duration.ofHours(24);

    /** SIP-date (RFC 3261 section 25.1): GMT only, two digits of a day. */
    private static final DateTimeFormatter SIP_DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    @Metadata(defaultValue = "cr", enums = "cr,now",
              description = "cr: Date is the orig-date of the mail unless that is missing or wrong. now: the time of sending.")
    private volatile String mode = "cr";
    @Metadata(javaType = "java.lang.String",
              description = "In how many seconds a mail expires whose sender gave no deliver-by time. Empty: never.")
    private volatile Long defaultExpires;
    private volatile Clock clock = Clock.systemUTC();
    private volatile Formatted<Instant> lastDate = new Formatted<>(Instant.MIN, "");
    private volatile Formatted<OffsetDateTime> lastDateTime = new Formatted<>(OffsetDateTime.MIN, "");

    /** A time as text. */
    private record Formatted<T>(T of, String text) {
    }

    /**
     * {@code cr}, the default: Date is the orig-date of the mail, unless that is missing, or off by more than 24 hours, or not before the
     * deliver-by time. {@code now}: Date is the time of sending.
     */
    public void setMode(String mode) {
        this.mode = Setting.oneOf(MODE, mode, "cr", "now");
    }

    /** In how many seconds after its receipt a mail expires whose sender gave no deliver-by time; empty, the default: never. */
    public void setDefaultExpires(String defaultExpires) {
        String seconds = defaultExpires.strip();
        if (seconds.isEmpty()) {
            this.defaultExpires = null;
            return;
        }
        boolean digits = seconds.length() <= 10 && seconds.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!digits || Long.parseLong(seconds) < 1 || Long.parseLong(seconds) > MAX_EXPIRES) {
            throw Setting.wrong(EXPIRES, defaultExpires, "empty, or seconds from 1 to " + MAX_EXPIRES);
        }
        this.defaultExpires = Long.valueOf(seconds);
    }

    /** What tells the time; default: the system's clock. */
    public void setClock(Clock clock) {
        this.clock = clock;
    }

    /** Sets the exchange properties {@code date}, {@code dateTime}, {@code expires} and {@code expired}. */
    @Override
    public void process(Exchange exchange) {
        OffsetDateTime origDate = origDate(exchange);
        Instant counted = counted(origDate, exchange);
        exchange.setProperty("date", date(counted));
        exchange.setProperty("dateTime", dateTime(origDate));
        exchange.setProperty("expires", expires(counted, exchange));
        exchange.setProperty("expired", expired(exchange));
    }

    /** Many mails have the date of the one before. */
    private String date(Instant counted) {
        Instant date = (counted == null ? clock.instant() : counted).truncatedTo(ChronoUnit.SECONDS);
        Formatted<Instant> last = lastDate;
        if (!last.of().equals(date)) {
            last = new Formatted<>(date, SIP_DATE.format(date));
            lastDate = last;
        }
        return last.text();
    }

    private Long expires(Instant counted, Exchange exchange) {
        Instant deadline = deadline(exchange);
        if (deadline == null) {
            return null;
        }
        long seconds = ChronoUnit.SECONDS.between(counted == null ? clock.instant() : counted, deadline);
        return Math.min(Math.max(seconds, 1), MAX_EXPIRES);
    }

    private String dateTime(OffsetDateTime origDate) {
        OffsetDateTime dateTime = origDate == null ? clock.instant().atOffset(ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS) : origDate;
        Formatted<OffsetDateTime> last = lastDateTime;
        if (!last.of().equals(dateTime)) {
            last = new Formatted<>(dateTime, DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(dateTime));
            lastDateTime = last;
        }
        return last.text();
    }

    /** Whether the deliver-by time of mode R has passed: then the mail must not be sent any more (RFC 2852 section 4.1.3). */
    private boolean expired(Exchange exchange) {
        DeliverBy by = deliverBy(exchange);
        return by != null && by.mode() == DeliverBy.Mode.RETURN && !by.deadline().isAfter(clock.instant());
    }

    /**
     * When the message expires: the deliver-by time of mode R, or what the provider's policy says; {@code null} for never. Mode N asks for
     * a report when its time has passed, not for an end (RFC 2852 section 4.1.3).
     */
    private Instant deadline(Exchange exchange) {
        DeliverBy by = deliverBy(exchange);
        if (by != null) {
            return by.mode() == DeliverBy.Mode.RETURN ? by.deadline() : null;
        }
        Long seconds = defaultExpires;
        return seconds == null ? null : receivedAt(exchange).plusSeconds(seconds);
    }

    /** The orig-date if Expires is to be counted from it; {@code null} if from now. The answer is the same at any time of asking. */
    private Instant counted(OffsetDateTime origDate, Exchange exchange) {
        if (origDate == null || mode.equals("now")) {
            return null;
        }
        Instant date = origDate.toInstant();
        if (Duration.between(date, receivedAt(exchange)).abs().compareTo(MAX_DEVIATION) > 0) {
            return null;
        }
        Instant deadline = deadline(exchange);
        return deadline != null && ChronoUnit.SECONDS.between(date, deadline) < 1 ? null : date;
    }

    private static OffsetDateTime origDate(Exchange exchange) {
        return OrigDate.parse(Envelope.mailHeader(exchange).first("Date"));
    }

    private static DeliverBy deliverBy(Exchange exchange) {
        return exchange.getMessage().getHeader(SmtpConstants.DELIVER_BY, DeliverBy.class);
    }

    private Instant receivedAt(Exchange exchange) {
        Instant receivedAt = exchange.getMessage().getHeader(SmtpConstants.RECEIVED_AT, Instant.class);
        return receivedAt == null ? clock.instant() : receivedAt;
    }
}
