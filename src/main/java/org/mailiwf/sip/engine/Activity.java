package org.mailiwf.sip.engine;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** When something last came and went over a connection, as {@link System#nanoTime()} has it. */
final class Activity {

    private volatile long lastRead = System.nanoTime();
    private volatile long lastWrite = lastRead;

    long lastRead() {
        return lastRead;
    }

    long lastWrite() {
        return lastWrite;
    }

    /** How long nothing has come or gone. */
    long idleNanos() {
        return System.nanoTime() - Math.max(lastRead, lastWrite);
    }

    InputStream watch(InputStream in) {
        return new FilterInputStream(in) {
            @Override
            public int read() throws IOException {
                int octet = super.read();
                lastRead = System.nanoTime();
                return octet;
            }

            @Override
            public int read(byte[] octets, int offset, int length) throws IOException {
                int count = super.read(octets, offset, length);
                lastRead = System.nanoTime();
                return count;
            }
        };
    }

    OutputStream watch(OutputStream out) {
        return new FilterOutputStream(out) {
            @Override
            public void write(int octet) throws IOException {
                out.write(octet);
                lastWrite = System.nanoTime();
            }

            @Override
            public void write(byte[] octets, int offset, int length) throws IOException {
                out.write(octets, offset, length);
                lastWrite = System.nanoTime();
            }
        };
    }
}
