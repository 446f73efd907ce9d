package org.mailiwf.mail;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** A MIME entity made of a mail: its fields, and its body as a stream without transfer encoding. Immutable. */
public final class MimeContent {

    private final List<MailHeader.Field> fields;
    private final List<Segment> segments;
    private final List<String> leftOut;

    MimeContent(MimeOutput output, List<String> leftOut) {
        List<Segment> body = new ArrayList<>();
        output.addTo(body);
        this.fields = List.copyOf(output.fields());
        this.segments = List.copyOf(body);
        this.leftOut = List.copyOf(leftOut);
    }

    /** The fields that begin with {@code Content-}, Content-Type first: one line each, without controls. */
    public List<MailHeader.Field> fields() {
        return fields;
    }

    /** The parts of the mail that are missing although they say something of their own, by name; empty when nothing is lost. */
    public List<String> leftOut() {
        return leftOut;
    }

    /**
     * The octets of the body. What has to be decoded is read for that, and not kept.
     *
     * @throws IOException from {@code source}
     */
    public long length(MailSource source) throws IOException {
        long length = 0;
        List<Segment> toCount = new ArrayList<>();
        for (Segment segment : segments) {
            if (segment instanceof Segment.Literal literal) {
                length += literal.octets().length;
            } else if (segment instanceof Segment.Stretch stretch && stretch.isAsItCame()) {
                length += stretch.end() - stretch.start();
            } else {
                toCount.add(segment);
            }
        }
        return toCount.isEmpty() ? length : length + count(source, toCount);
    }

    private static long count(MailSource source, List<Segment> segments) throws IOException {
        byte[] buffer = new byte[16 * 1024];
        long count = 0;
        try (InputStream in = new SegmentStream(source.open(), segments)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                count += read;
            }
        }
        return count;
    }

    /**
     * The body, read off the mail as it is asked for.
     *
     * @throws IOException from {@code source}
     */
    public InputStream open(MailSource source) throws IOException {
        return new SegmentStream(source.open(), segments);
    }
}
