package org.mailiwf.mail;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.List;

import org.apache.james.mime4j.codec.QuotedPrintableInputStream;

/** The octets of segments, one after the other, read off the mail as they are asked for: at no time more of it than a buffer is in memory. */
final class SegmentStream extends InputStream {

    private final Mail mail;
    private final Iterator<Segment> segments;
    private InputStream current = InputStream.nullInputStream();

    /**
     * @param mail     from its first octet; closed with this stream
     * @param segments in the order in which they stand in the mail
     */
    SegmentStream(InputStream mail, List<Segment> segments) {
        this.mail = new Mail(mail);
        this.segments = segments.iterator();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int count) throws IOException {
        if (count == 0) {
            return 0;
        }
        int read = current.read(target, offset, count);
        while (read < 0 && segments.hasNext()) {
            current = open(segments.next());
            read = current.read(target, offset, count);
        }
        return read;
    }

    private InputStream open(Segment segment) throws IOException {
        if (segment instanceof Segment.Literal literal) {
            return new ByteArrayInputStream(literal.octets());
        }
        Segment.Stretch stretch = (Segment.Stretch) segment;
        mail.goTo(stretch.start(), stretch.end());
        InputStream decoded = switch (stretch.encoding()) {
            case BASE64 -> new Base64Stream(mail);
            case QUOTED_PRINTABLE -> new QuotedPrintableInputStream(mail);
            case NONE, UNKNOWN -> mail;
        };
        return stretch.charset() == null ? decoded : new Utf8Stream(decoded, stretch.charset());
    }

    @Override
    public void close() throws IOException {
        mail.in.close();
    }

    /** The mail, which ends where the stretch does that is being read. */
    private static final class Mail extends InputStream {

        private final InputStream in;
        private long position;
        private long end;

        Mail(InputStream in) {
            this.in = in;
        }

        void goTo(long start, long end) throws IOException {
            in.skipNBytes(start - position);
            position = start;
            this.end = end;
        }

        @Override
        public int read() throws IOException {
            if (position == end) {
                return -1;
            }
            int octet = in.read();
            if (octet < 0) {
                throw tooShort();
            }
            position++;
            return octet;
        }

        @Override
        public int read(byte[] target, int offset, int count) throws IOException {
            if (position == end) {
                return -1;
            }
            int read = in.read(target, offset, (int) Math.min(count, end - position));
            if (read < 0) {
                throw tooShort();
            }
            position += read;
            return read;
        }

        private EOFException tooShort() {
            return new EOFException("The mail ends at octet " + position + ", not at " + end);
        }
    }
}
