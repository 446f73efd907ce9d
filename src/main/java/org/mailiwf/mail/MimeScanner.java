package org.mailiwf.mail;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds out where the parts of a mail stand (RFC 2046 section 5.1), in one pass that looks at every octet once, however deep it stands,
 * and keeps nothing but headers.
 */
final class MimeScanner {

    /**
     * What a mail may have.
     *
     * @param headerOctets in one header section
     * @param headerFields in one header section
     * @param depth        multiparts in each other
     * @param parts        in all, multiparts counted too
     */
    record Limits(int headerOctets, int headerFields, int depth, int parts) {
    }

    private static final int BUFFER_OCTETS = 32 * 1024;
    /** A boundary has 70 characters at most (RFC 2046 section 5.1.1); behind it there may be white space. */
    private static final int MAX_DELIMITER = 1000;
    /** The fields of all parts together may have so many times what one section may have. */
    private static final int SECTIONS = 4;

    private static final int NONE = -1;

    private final Limits limits;
    private final MailOctets in;
    /** The delimiters of the multiparts that are open, outermost first. */
    private final List<byte[]> delimiters = new ArrayList<>();
    private int parts;
    private long keptOctets;
    /** Which of them was met last, {@link #NONE} at the end of the mail, and whether it closed its multipart. */
    private int met = NONE;
    private boolean closing;
    /** Whether that was inside of a header section. */
    private boolean metInHeader;
    private int lineEnd;

    MimeScanner(InputStream mail, Limits limits) {
        this.in = new MailOctets(mail, BUFFER_OCTETS);
        this.limits = limits;
    }

    /** The mail as a part. */
    MimePart scan() throws IOException, MailRefusedException {
        return part("text/plain");
    }

    private MimePart part(String defaultType) throws IOException, MailRefusedException {
        HeaderReader.Section section = new HeaderReader(limits.headerOctets(), limits.headerFields()).read(this::headerLine);
        PartDescriptor descriptor = PartDescriptor.of(section.header().fields(), defaultType);
        List<MailHeader.Field> fields = MimePart.contentFields(section.header().fields());
        count(fields);
        if (metInHeader) {
            long here = in.position();
            return new MimePart(descriptor, fields, here, here, List.of());
        }
        long start = in.position() - section.bodyLine().length;
        lineEnd = endOf(section.bodyLine());
        List<MimePart> children = new ArrayList<>();
        long end = descriptor.isMultipart() ? multipart(descriptor, start, children) : body(start);
        return new MimePart(descriptor, fields, start, end, children);
    }

    private void count(List<MailHeader.Field> fields) throws MailRefusedException {
        for (MailHeader.Field field : fields) {
            keptOctets += field.name().length() + field.raw().length();
        }
        if (keptOctets > (long) SECTIONS * limits.headerOctets()) {
            throw new MailRefusedException("Header sections of the parts are too long");
        }
    }

    private long multipart(PartDescriptor descriptor, long start, List<MimePart> children) throws IOException, MailRefusedException {
        int level = delimiters.size();
        if (level == limits.depth()) {
            throw new MailRefusedException("Multiparts are nested deeper than " + limits.depth());
        }
        delimiters.add(("--" + descriptor.getBoundary()).getBytes(StandardCharsets.UTF_8));
        long end = body(start);
        while (met == level && !closing) {
            if (++parts > limits.parts()) {
                throw new MailRefusedException("More than " + limits.parts() + " parts");
            }
            MimePart child = part(descriptor.childType());
            children.add(child);
            end = child.end();
        }
        delimiters.remove(level);
        return met == level ? body(start) : end;
    }

    /** Goes on behind the next delimiter, or to the end of the mail. Returns where the body that began at {@code start} ends. */
    private long body(long start) throws IOException {
        while (true) {
            int next = in.peek();
            long lineStart = in.position();
            if (next == '-' && !delimiters.isEmpty()) {
                byte[] line = in.readLine(MAX_DELIMITER);
                // the line break before a delimiter is a part of it
                long end = Math.max(start, lineStart - lineEnd);
                lineEnd = endOf(line);
                if (isDelimiter(line)) {
                    return end;
                }
                if (lineEnd == 0) {
                    skipLine();
                }
            } else if (next < 0) {
                met = NONE;
                return lineStart;
            } else {
                skipLine();
            }
        }
    }

    private void skipLine() throws IOException {
        in.skipLine();
        lineEnd = in.lineEnd();
    }

    private byte[] headerLine(int max) throws IOException {
        metInHeader = false;
        byte[] line = in.readLine(max);
        if (line.length > 0 && line[0] == '-' && isDelimiter(line)) {
            metInHeader = true;
            return new byte[0];
        }
        return line;
    }

    /** Innermost first: what a part says of its boundary hides those around it. */
    private boolean isDelimiter(byte[] line) {
        for (int level = delimiters.size() - 1; level >= 0; level--) {
            byte[] delimiter = delimiters.get(level);
            if (startsWith(line, delimiter)) {
                boolean close = line.length >= delimiter.length + 2 && line[delimiter.length] == '-' && line[delimiter.length + 1] == '-';
                if (isBlank(line, delimiter.length + (close ? 2 : 0))) {
                    met = level;
                    closing = close;
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean startsWith(byte[] line, byte[] start) {
        if (line.length < start.length) {
            return false;
        }
        for (int i = 0; i < start.length; i++) {
            if (line[i] != start[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean isBlank(byte[] line, int from) {
        for (int i = from; i < line.length; i++) {
            if (line[i] != ' ' && line[i] != '\t' && line[i] != '\r' && line[i] != '\n') {
                return false;
            }
        }
        return true;
    }

    private static int endOf(byte[] line) {
        int length = line.length;
        if (length == 0 || line[length - 1] != '\n') {
            return 0;
        }
        return length > 1 && line[length - 2] == '\r' ? 2 : 1;
    }
}
