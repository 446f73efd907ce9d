package org.mailiwf.net;

import java.security.SecureRandom;

/**
 * Random octets that cannot be guessed, for many threads at the same time. The platform's generator has one lock for all, held during
 * system calls: a thousand sessions queue up before it. Here each call takes from one of several buffers, and the generator is asked
 * once for hundreds of calls.
 */
public final class RandomOctets {

    /** A power of two. */
    private static final int BUFFERS = 16;
    private static final int BUFFER_OCTETS = 4096;

    private final Buffer[] buffers = new Buffer[BUFFERS];

    /** Asks the generator for nothing yet. */
    public RandomOctets() {
        SecureRandom generator = new SecureRandom();
        for (int i = 0; i < BUFFERS; i++) {
            buffers[i] = new Buffer(generator);
        }
    }

    /**
     * Octets that nobody else gets.
     *
     * @param count 4096 at most
     */
    public byte[] next(int count) {
        byte[] octets = new byte[count];
        // neighbours in time, such as sessions that were woken together, have neighbouring ids
        buffers[(int) Thread.currentThread().getId() & BUFFERS - 1].take(octets);
        return octets;
    }

    private static final class Buffer {

        private final SecureRandom generator;
        private final byte[] octets = new byte[BUFFER_OCTETS];
        private int used = BUFFER_OCTETS;

        Buffer(SecureRandom generator) {
            this.generator = generator;
        }

        synchronized void take(byte[] target) {
            if (BUFFER_OCTETS - used < target.length) {
                generator.nextBytes(octets);
                used = 0;
            }
            System.arraycopy(octets, used, target, 0, target.length);
            used += target.length;
        }
    }
}
