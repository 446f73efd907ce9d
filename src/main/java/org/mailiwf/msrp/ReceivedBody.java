package org.mailiwf.msrp;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;

/** A received message as a body that can be read again. Ends with the exchange that it came with. */
final class ReceivedBody extends InputStream implements StreamCache {

    private final MessageSpool spool;
    private final long length;
    private final byte[] single = new byte[1];
    private long position;

    ReceivedBody(MessageSpool spool, long length) {
        this.spool = spool;
        this.length = length;
    }

    @Override
    public int read() throws IOException {
        return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
    }

    @Override
    public int read(byte[] octets, int offset, int count) throws IOException {
        if (count == 0) {
            return 0;
        }
        int read = spool.read(position, length, octets, offset, count);
        position += Math.max(0, read);
        return read;
    }

    @Override
    public long skip(long count) {
        long skipped = Math.max(0, Math.min(count, length - position));
        position += skipped;
        return skipped;
    }

    @Override
    public int available() {
        return (int) Math.min(Integer.MAX_VALUE, length - position);
    }

    @Override
    public void reset() {
        position = 0;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        transferTo(out);
    }

    @Override
    public StreamCache copy(Exchange exchange) {
        return new ReceivedBody(spool, length);
    }

    @Override
    public boolean inMemory() {
        return spool.inMemory();
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public long position() {
        return position;
    }
}
