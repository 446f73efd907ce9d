package org.mailiwf.smtpd.server;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;

/**
 * What a client says inside TLS. The layer itself has nothing available until somebody reads: here what has arrived is decrypted for the
 * question. What brings no data, such as an alert or half a record, does not count.
 */
final class TlsInput extends BlockInput {

    private static final int NONE = -1;

    private final TlsTransport transport;
    /** An octet that was read to learn whether there is one. */
    private int peeked = NONE;

    /** @param in what the layer over {@code transport} reads */
    TlsInput(InputStream in, TlsTransport transport) {
        super(in);
        this.transport = transport;
    }

    @Override
    public int available() throws IOException {
        if (peeked == NONE && in.available() == 0 && transport.getInputStream().available() > 0) {
            peek();
        }
        return in.available() + (peeked == NONE ? 0 : 1);
    }

    private void peek() throws IOException {
        transport.setWaits(false);
        try {
            peeked = in.read();
        } catch (SocketTimeoutException incomplete) {
            // the layer keeps what has come of the record
            peeked = NONE;
        } finally {
            transport.setWaits(true);
        }
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (peeked == NONE || length == 0) {
            return in.read(target, offset, length);
        }
        target[offset] = (byte) peeked;
        peeked = NONE;
        return 1;
    }
}
