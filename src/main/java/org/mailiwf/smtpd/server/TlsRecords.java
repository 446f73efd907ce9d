package org.mailiwf.smtpd.server;

import javax.net.ssl.SSLException;

/**
 * Looks at the headers of the records that a client sends inside TLS 1.2 (RFC 5246 section 6.2.1), which tell the type in the clear. One of
 * a handshake would begin another one: for the client it costs little, for the server a signature, as often as the client likes.
 */
final class TlsRecords {

    private static final int HEADER = 5;
    private static final int HANDSHAKE = 22;

    /** How many octets of a header have come; of its record's content are still to come. */
    private int header;
    private int content;

    /** Looks at what follows, from the first header on. @throws SSLException if a handshake begins */
    void scan(byte[] octets, int offset, int length) throws SSLException {
        int at = offset;
        int end = offset + length;
        while (at < end) {
            if (header == HEADER && content > 0) {
                int count = Math.min(content, end - at);
                content -= count;
                at += count;
            } else {
                begin(octets[at++] & 0xFF);
            }
            header = header == HEADER && content == 0 ? 0 : header;
        }
    }

    private void begin(int octet) throws SSLException {
        if (header == 0 && octet == HANDSHAKE) {
            throw new SSLException("The client wants another handshake");
        }
        // type, version and version, length and length
        content = header < 3 ? 0 : content << 8 | octet;
        header++;
    }
}
