package org.mailiwf.mapping;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.spi.Metadata;
import org.mailiwf.mail.MailHeader;
import org.mailiwf.net.RandomOctets;
import org.mailiwf.smtpd.SmtpRecipient;

/**
 * The bean {@code identifiers}: the ids that a CPM message carries. None of them tells anything about the mail, and none can be guessed.
 */
@Metadata(label = "bean", description = "The Call-ID, imdn.Message-ID, Conversation-ID and Contribution-ID of a request.")
public class MessageIdentifiers implements Processor {

    private static final String SECRET = "iwf.secret";
    private static final int MIN_SECRET_OCTETS = 16;

    private static final int CALL_ID_OCTETS = 16;
    private static final int CONTRIBUTION_ID_OCTETS = 16;

    /** 20 of 62 characters hold 119 random bits; RFC 5438 section 6.3 asks for 64. */
    private static final int MESSAGE_ID_CHARS = 20;
    /** 4 of 256 octets make no character: with so many, once is nearly always enough. */
    private static final int MESSAGE_ID_OCTETS = 26;
    private static final String ALPHANUMERIC = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    /** The longest message id that is looked at; a thread is not told apart by more. */
    private static final int MAX_MESSAGE_ID = 998;

    private final RandomOctets random = new RandomOctets();
    @Metadata(defaultValue = "localhost", description = "The SIP domain of the gateway, behind the @ of a Call-ID.")
    private volatile String domain = Setting.DEFAULT_DOMAIN;
    @Metadata(javaType = "java.lang.String", secret = true,
              description = "The key of Conversation-ID and Contribution-ID, the same on all gateways of a service. Empty: random at"
                            + " each start.")
    private volatile Keys secret;

    /** Two keyed MACs that are only ever cloned: a clone is cheap, and no message waits for another. */
    private record Keys(Mac sha1, Mac sha256) {

        static Keys of(byte[] secret) {
            return new Keys(mac("HmacSHA1", secret), mac("HmacSHA256", secret));
        }

        private static Mac mac(String algorithm, byte[] secret) {
            try {
                Mac mac = Mac.getInstance(algorithm);
                mac.init(new SecretKeySpec(secret, algorithm));
                return mac;
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(algorithm + " is not there, which every Java platform must have", e);
            }
        }

        private static byte[] sign(Mac keyed, String data) {
            try {
                return ((Mac) keyed.clone()).doFinal(data.getBytes(StandardCharsets.UTF_8));
            } catch (CloneNotSupportedException e) {
                throw new IllegalStateException("the security provider's " + keyed.getAlgorithm() + " cannot be cloned", e);
            }
        }
    }

    public MessageIdentifiers() {
        secret = Keys.of(random.next(MIN_SECRET_OCTETS));
    }

    /** The gateway's own SIP domain; default {@code localhost}. */
    public void setDomain(String domain) {
        this.domain = Setting.domain(domain);
    }

    /** The key of Conversation-ID and Contribution-ID, the same on all gateways of a service; empty, the default: random at each start. */
    public void setSecret(String secret) {
        byte[] octets = secret.strip().getBytes(StandardCharsets.UTF_8);
        if (octets.length > 0 && octets.length < MIN_SECRET_OCTETS) {
            throw Setting.wrong(SECRET, "(not shown)", "empty, or at least " + MIN_SECRET_OCTETS + " characters");
        }
        this.secret = Keys.of(octets.length == 0 ? random.next(MIN_SECRET_OCTETS) : octets);
    }

    /**
     * Sets the exchange properties {@code callId}, {@code imdnMessageId}, {@code conversationId} and {@code contributionId}: those of a new
     * request.
     */
    @Override
    public void process(Exchange exchange) {
        String callId = callId();
        exchange.setProperty("callId", callId);
        exchange.setProperty("imdnMessageId", imdnMessageId());
        exchange.setProperty("conversationId", conversationId(exchange));
        exchange.setProperty("contributionId", contributionId(callId));
    }

    /** A new Call-ID: 32 random hex digits at our domain. */
    String callId() {
        return HexFormat.of().formatHex(random.next(CALL_ID_OCTETS)) + "@" + domain;
    }

    /** A new imdn.Message-ID (RFC 5438 section 6.3): 20 random letters and digits. */
    String imdnMessageId() {
        StringBuilder id = new StringBuilder(MESSAGE_ID_CHARS);
        while (id.length() < MESSAGE_ID_CHARS) {
            for (byte octet : random.next(MESSAGE_ID_OCTETS)) {
                int index = octet & 0x3f;
                if (index < ALPHANUMERIC.length() && id.length() < MESSAGE_ID_CHARS) {
                    id.append(ALPHANUMERIC.charAt(index));
                }
            }
        }
        return id.toString();
    }

    /**
     * The Conversation-ID: a UUID that is the same for all mails of a thread between this sender and this recipient, made by HMAC-SHA256. A
     * thread is named by the first id in References, else In-Reply-To, else Message-ID; a mail without any is its own.
     */
    String conversationId(Exchange exchange) {
        String root = root(Envelope.mailHeader(exchange));
        if (root == null) {
            return UUID.randomUUID().toString();
        }
        SmtpRecipient recipient = Envelope.recipient(exchange);
        String thread = root + '|' + MailAddress.folded(Envelope.mailFrom(exchange))
                + '|' + (recipient == null ? "" : MailAddress.folded(recipient.address()));
        ByteBuffer mac = ByteBuffer.wrap(Keys.sign(secret.sha256, thread));
        // the version and variant bits of a random UUID (RFC 9562 section 5.4)
        return new UUID(mac.getLong() & ~0xf000L | 0x4000L, mac.getLong() & 0x3fff_ffff_ffff_ffffL | 0x8000_0000_0000_0000L).toString();
    }

    /**
     * The Contribution-ID of the request with this Call-ID: the first 128 bits of HMAC-SHA1 over it (draft-kaplan-dispatch-session-id), in
     * lower-case hex.
     */
    String contributionId(String callId) {
        return HexFormat.of().formatHex(Arrays.copyOf(Keys.sign(secret.sha1, callId), CONTRIBUTION_ID_OCTETS));
    }

    private static String root(MailHeader header) {
        for (String name : new String[] {"References", "In-Reply-To", "Message-ID"}) {
            String id = firstMessageId(header.rawFirst(name));
            if (id != null) {
                return id;
            }
        }
        return null;
    }

    private static String firstMessageId(String value) {
        int start = value == null ? -1 : value.indexOf('<');
        int end = start < 0 ? -1 : value.indexOf('>', start);
        return end < 0 ? null : value.substring(start, Math.min(end + 1, start + MAX_MESSAGE_ID));
    }
}
