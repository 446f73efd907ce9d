package org.mailiwf.smtpd.server;

import java.io.IOException;
import java.io.InputStream;

import org.mailiwf.smtpd.protocol.DotDecoder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the octets of one chunk (RFC 3030) from the connection, and not one more. */
final class ChunkReader {

    private static final Logger LOG = LoggerFactory.getLogger(ChunkReader.class);
    private static final int BUFFER_SIZE = 8192;

    private final InputStream in;
    private long left;

    ChunkReader(InputStream in, long size) {
        this.in = in;
        this.left = size;
    }

    /** @return false if the connection ended before the chunk */
    boolean read(DotDecoder.Sink sink) throws IOException {
        byte[] buffer = new byte[(int) Math.min(BUFFER_SIZE, left)];
        while (left > 0) {
            int count = next(buffer);
            if (count < 0) {
                return false;
            }
            sink.write(buffer, 0, count);
            left -= count;
        }
        return true;
    }

    private int next(byte[] buffer) {
        try {
            return in.read(buffer, 0, (int) Math.min(buffer.length, left));
        } catch (IOException e) {
            LOG.debug("Connection lost within a chunk: {}", e.toString());
            return -1;
        }
    }
}
