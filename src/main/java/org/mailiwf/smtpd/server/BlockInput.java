package org.mailiwf.smtpd.server;

import java.io.IOException;
import java.io.InputStream;

/** A stream over another that has one place to read at: a single octet is read as a block of one. */
abstract class BlockInput extends InputStream {

    final InputStream in;

    BlockInput(InputStream in) {
        this.in = in;
    }

    @Override
    public final int read() throws IOException {
        byte[] octet = new byte[1];
        return read(octet, 0, 1) < 0 ? -1 : octet[0] & 0xFF;
    }

    @Override
    public abstract int read(byte[] target, int offset, int length) throws IOException;

    @Override
    public int available() throws IOException {
        return in.available();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
