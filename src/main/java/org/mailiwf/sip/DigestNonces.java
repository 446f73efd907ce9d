package org.mailiwf.sip;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The nonces that we give: each a serial number that tells its age, signed together with the address that it is for, so that a challenge
 * costs no memory. Only nonces that a user has answered rightly are remembered, with the counts that they were used with (RFC 7616 section
 * 3.4.6). Bounded: where too many are remembered, the oldest ones are stale before their time. Thread-safe.
 */
final class DigestNonces {

    /** How long a nonce can be answered, milliseconds. */
    static final long LIFETIME_MILLIS = 300_000;
    private static final int MAX_USED = 10_000;
    /** Serial numbers within a millisecond. */
    private static final int SERIAL_BITS = 20;
    private static final int SIGNATURE = 12;
    private static final int LENGTH = Long.BYTES + SIGNATURE;
    /** Requests overtake each other over UDP: so far behind the highest a count may be, if it was not there before. */
    private static final int WINDOW = Long.SIZE;
    private static final String HMAC = "HmacSHA256";

    /** The counts of one nonce: the highest, and which of the ones below it were there. */
    private static final class Uses {
        private long highest;
        private long seen;
    }

    private final SecretKeySpec key;
    private final LongSupplier millis;
    private final int maxUsed;
    private final AtomicLong last = new AtomicLong();
    private final Map<Long, Uses> used = new LinkedHashMap<>();
    private long forgotten = Long.MIN_VALUE;

    /**
     * @param millis the clock
     */
    DigestNonces(LongSupplier millis) {
        this(millis, MAX_USED);
    }

    DigestNonces(LongSupplier millis, int maxUsed) {
        byte[] octets = new byte[32];
        new SecureRandom().nextBytes(octets);
        this.key = new SecretKeySpec(octets, HMAC);
        this.millis = millis;
        this.maxUsed = maxUsed;
    }

    /** A new nonce for that address. */
    String create(InetAddress source) {
        long now = millis.getAsLong() << SERIAL_BITS;
        long serial = last.updateAndGet(before -> Math.max(before + 1, now));
        byte[] octets = ByteBuffer.allocate(LENGTH).putLong(serial).put(sign(serial, source)).array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
    }

    /**
     * Uses a nonce, which must have been answered rightly.
     *
     * @return {@code false} if it is not ours, too old, for another address, or was used with that count before
     */
    boolean use(String nonce, long count, InetAddress source) {
        byte[] octets = decode(nonce);
        if (octets.length != LENGTH) {
            return false;
        }
        long serial = ByteBuffer.wrap(octets).getLong();
        byte[] signature = Arrays.copyOfRange(octets, Long.BYTES, LENGTH);
        long age = millis.getAsLong() - (serial >> SERIAL_BITS);
        return MessageDigest.isEqual(signature, sign(serial, source)) && age <= LIFETIME_MILLIS && count(serial, count);
    }

    private synchronized boolean count(long serial, long count) {
        Uses uses = used.get(serial);
        if (uses == null) {
            if (serial <= forgotten) {
                return false;
            }
            uses = new Uses();
            used.put(serial, uses);
            forgetOldest();
        }
        return count > 0 && isFresh(uses, count);
    }

    private static boolean isFresh(Uses uses, long count) {
        long ahead = count - uses.highest;
        if (ahead > 0) {
            uses.seen = ahead >= WINDOW ? 1 : uses.seen << ahead | 1;
            uses.highest = count;
            return true;
        }
        long bit = -ahead >= WINDOW ? 0 : 1L << -ahead;
        boolean fresh = bit != 0 && (uses.seen & bit) == 0;
        uses.seen |= bit;
        return fresh;
    }

    /** No older nonce is taken from now on, since it could be one whose counts are forgotten. */
    private void forgetOldest() {
        long expired = millis.getAsLong() - LIFETIME_MILLIS << SERIAL_BITS;
        while (!used.isEmpty()) {
            long first = used.keySet().iterator().next();
            if (used.size() <= maxUsed && first >= expired) {
                return;
            }
            forgotten = Math.max(forgotten, first);
            used.remove(first);
        }
    }

    private byte[] sign(long serial, InetAddress source) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            mac.update(ByteBuffer.allocate(Long.BYTES).putLong(serial).array());
            return Arrays.copyOf(mac.doFinal(source.getAddress()), SIGNATURE);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java knows no " + HMAC, e);
        }
    }

    private static byte[] decode(String nonce) {
        try {
            return Base64.getUrlDecoder().decode(nonce);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }
}
