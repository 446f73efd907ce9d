package org.mailiwf.smtpd.protocol;

import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ids of mail transactions: 14 lower-case letters and digits. Nine digits of milliseconds to the base 36, so that ids sort by time; three
 * of a counter, so that two in one millisecond differ; two drawn when the process starts, so that two gateways that write one log differ.
 */
public final class MailId {

    private static final int RADIX = 36;
    private static final int COUNTS = RADIX * RADIX * RADIX;
    private static final int PROCESS = new SecureRandom().nextInt(RADIX * RADIX);
    private static final AtomicInteger COUNTER = new AtomicInteger();

    private MailId() {
    }

    /** A new id. */
    public static String next() {
        char[] id = new char[14];
        put(id, 0, 9, System.currentTimeMillis());
        put(id, 9, 3, Math.floorMod(COUNTER.getAndIncrement(), COUNTS));
        put(id, 12, 2, PROCESS);
        return new String(id);
    }

    private static void put(char[] id, int from, int digits, long value) {
        long rest = value;
        for (int i = from + digits - 1; i >= from; i--) {
            id[i] = Character.forDigit((int) (rest % RADIX), RADIX);
            rest /= RADIX;
        }
    }
}
