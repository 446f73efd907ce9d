package org.mailiwf.mapping;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.apache.camel.Exchange;
import org.mailiwf.smtpd.SmtpRecipient;

/**
 * How many parts of a mail have been delivered before one failed for now: when the client comes again, it goes on from there. Kept in
 * memory, for as long as clients try.
 */
final class SentParts {

    /** Clients give up after four or five days (RFC 5321 section 4.5.4.1). */
    private static final Duration KEPT = Duration.ofDays(5);
    private static final int MAX_MAILS = 10_000;

    private final Clock clock;
    private final Map<String, Sent> mails = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Sent> eldest) {
            return size() > MAX_MAILS;
        }
    };

    private record Sent(int parts, Instant until) {
    }

    SentParts(Clock clock) {
        this.clock = clock;
    }

    /** What tells this mail to this recipient from all others, cut like this. */
    static String key(Exchange exchange, List<String> parts) {
        SmtpRecipient recipient = Envelope.recipient(exchange);
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String item : new String[] {Envelope.mailFrom(exchange), recipient == null ? "" : recipient.address(),
                String.valueOf(Envelope.mailHeader(exchange).rawFirst("Message-ID")), String.join("", parts)}) {
                byte[] octets = item.getBytes(StandardCharsets.UTF_8);
                digest.update((octets.length + ":").getBytes(StandardCharsets.US_ASCII));
                digest.update(octets);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is not there, which every Java platform must have", e);
        }
    }

    /** How many parts are delivered already. */
    synchronized int of(String key) {
        Sent sent = mails.get(key);
        return sent == null || sent.until().isBefore(clock.instant()) ? 0 : sent.parts();
    }

    synchronized void remember(String key, int parts) {
        mails.remove(key);
        mails.put(key, new Sent(parts, clock.instant().plus(KEPT)));
    }

    synchronized void forget(String key) {
        mails.remove(key);
    }
}
