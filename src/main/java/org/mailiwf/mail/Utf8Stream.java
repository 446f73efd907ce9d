package org.mailiwf.mail;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Text of any charset as UTF-8, on its way. What is malformed becomes U+FFFD. */
final class Utf8Stream extends InputStream {

    private static final int BUFFER = 4096;

    private final InputStream in;
    private final CharsetDecoder decoder;
    private final CharsetEncoder encoder = StandardCharsets.UTF_8.newEncoder()
            .onMalformedInput(CodingErrorAction.REPLACE).onUnmappableCharacter(CodingErrorAction.REPLACE);
    private final ByteBuffer octets = ByteBuffer.allocate(BUFFER).limit(0);
    private final CharBuffer chars = CharBuffer.allocate(BUFFER).limit(0);
    private final ByteBuffer utf8 = ByteBuffer.allocate(4 * BUFFER).limit(0);
    private boolean ended;
    private boolean flushed;

    Utf8Stream(InputStream in, Charset charset) {
        this.in = in;
        this.decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE).onUnmappableCharacter(CodingErrorAction.REPLACE);
    }

    @Override
    public int read() throws IOException {
        return fill() ? utf8.get() & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int count) throws IOException {
        if (count == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int read = Math.min(count, utf8.remaining());
        utf8.get(target, offset, read);
        return read;
    }

    private boolean fill() throws IOException {
        while (!utf8.hasRemaining() && !flushed) {
            readOctets();
            chars.compact();
            CoderResult decoded = decoder.decode(octets, chars, ended);
            boolean whole = ended && decoded.isUnderflow() && decoder.flush(chars).isUnderflow();
            chars.flip();
            utf8.clear();
            encoder.encode(chars, utf8, whole);
            flushed = whole && !chars.hasRemaining() && encoder.flush(utf8).isUnderflow();
            utf8.flip();
        }
        return utf8.hasRemaining();
    }

    private void readOctets() throws IOException {
        if (!ended) {
            octets.compact();
            int read = in.read(octets.array(), octets.position(), octets.remaining());
            ended = read < 0;
            octets.position(octets.position() + Math.max(0, read));
            octets.flip();
        }
    }
}
