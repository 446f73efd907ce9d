package org.mailiwf.lookup;

import java.util.concurrent.TimeUnit;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.spi.Metadata;
import org.apache.camel.util.TimeUtils;
import org.mailiwf.sip.SipConstants;
import org.mailiwf.smtpd.SmtpConstants;

/**
 * The bean {@code recipientRests}: recipients who are away for a time that their side has said (Retry-After, RFC 3261 section 20.33), so
 * that until then they are refused at RCPT; 10000 of them.
 */
@Metadata(label = "bean",
          description = "Recipients who are away for a time that their side has said (Retry-After, RFC 3261 section 20.33).")
public class RecipientRests implements Processor {

    private static final int MAX_RESTING = 10_000;
    private static final long MOST_MILLIS = TimeUnit.DAYS.toMillis(1);
    /** A mailbox that cannot be reached now (RFC 3463 section 3.3): what is told of the recipient, and not of a server on the way. */
    private static final String OF_THE_MAILBOX = "4.2.";

    private record Rest(long nanoTime, long millis) {

        static Rest of(long seconds, long maxMillis) {
            long millis = Math.min(maxMillis, TimeUnit.SECONDS.toMillis(seconds));
            return new Rest(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis), millis);
        }
    }

    @Metadata(javaType = "java.lang.String", defaultValue = "1h",
              description = "The longest rest, a duration up to a day. 0: nobody rests.")
    private volatile long longest = TimeUnit.HOURS.toMillis(1);
    private final OnceCache<String, Rest> resting = new OnceCache<>(MAX_RESTING, Rest::millis);

    /**
     * The longest rest, a duration up to a day; default: an hour; {@code 0}: nobody rests.
     *
     * @throws IllegalArgumentException if it is none
     */
    public void setLongest(String duration) {
        long millis;
        try {
            millis = TimeUtils.toMilliSeconds(duration);
        } catch (RuntimeException e) {
            millis = -1;
        }
        if (millis < 0 || millis > MOST_MILLIS) {
            throw new IllegalArgumentException(
                    "iwf.recipients.longest-rest: '" + duration + "' is not allowed; allowed: a duration up to 24h such as 1h, or 0");
        }
        longest = millis;
    }

    /** At RCPT, when the recipient is resolved: sets the property {@code recipientRests} to the seconds that are left, if there are any. */
    @Override
    public void process(Exchange exchange) {
        String uri = exchange.getMessage().getBody(String.class);
        Rest rest = uri == null ? null : resting.peek(uri);
        if (rest != null) {
            exchange.setProperty("recipientRests", 1 + TimeUnit.NANOSECONDS.toSeconds(Math.max(0, rest.nanoTime() - System.nanoTime())));
        }
    }

    /** After the SIP answer and its SMTP reply: remembers the SIP URI, if the reply is about the mailbox and the far side said for how long. */
    public void remember(Exchange exchange) {
        Integer retryAfter = exchange.getMessage().getHeader(SipConstants.RETRY_AFTER, Integer.class);
        String status = exchange.getMessage().getHeader(SmtpConstants.ENHANCED_STATUS, "", String.class);
        String uri = exchange.getMessage().getHeader(SmtpConstants.RESOLVED, String.class);
        if (retryAfter != null && retryAfter > 0 && uri != null && status.startsWith(OF_THE_MAILBOX)) {
            resting.put(uri, Rest.of(retryAfter, longest));
        }
    }
}
