package org.mailiwf.mail;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Cuts a header section into its fields. It never holds more than the bound it was given. */
final class HeaderReader {

    /** Where the lines come from. */
    interface Lines {

        /** The next line with its line end, cut after {@code max} octets; empty at the end. */
        byte[] readLine(int max) throws IOException;
    }

    /**
     * What was read.
     *
     * @param header   the fields
     * @param bodyLine the line that ended the section though it was not blank, with its line end: the body begins with it; often empty
     * @param length   the octets before the body
     */
    record Section(MailHeader header, byte[] bodyLine, int length) {
    }

    private final int maxOctets;
    private final int maxFields;
    private final List<MailHeader.Field> fields = new ArrayList<>();
    private final ByteArrayOutputStream value = new ByteArrayOutputStream(256);
    /** The fields as they stand in the mail; {@code null} if nobody wants them. */
    private final List<RawHeader.Field> raw;
    private final ByteArrayOutputStream rawField = new ByteArrayOutputStream();
    private String name;
    private int octets;

    HeaderReader(int maxOctets, int maxFields) {
        this(maxOctets, maxFields, null);
    }

    /** @param raw takes the same fields as they stand in the mail */
    HeaderReader(int maxOctets, int maxFields, List<RawHeader.Field> raw) {
        this.maxOctets = maxOctets;
        this.maxFields = maxFields;
        this.raw = raw;
    }

    Section read(Lines in) throws IOException, MailRefusedException {
        boolean firstLine = true;
        byte[] line;
        byte[] bodyLine = {};
        while ((line = readLine(in)).length > 0) {
            int end = contentEnd(line);
            int colon = colon(line, end);
            if (end == 0) {
                break;
            } else if (line[0] == ' ' || line[0] == '\t') {
                value.write(line, 0, end);
                keep(line);
            } else if (colon > 0) {
                finishField();
                name = ascii(line, nameEnd(line, colon));
                value.write(line, colon + 1, end - colon - 1);
                keep(line);
            } else if (!firstLine || !isMboxLine(line)) {
                bodyLine = line;
                break;
            }
            firstLine = false;
        }
        finishField();
        return new Section(new MailHeader(fields), bodyLine, octets - bodyLine.length);
    }

    private void keep(byte[] line) {
        if (raw != null) {
            rawField.writeBytes(line);
        }
    }

    /** The next line with its line end; empty at the end of the mail. */
    private byte[] readLine(Lines in) throws IOException, MailRefusedException {
        byte[] line = in.readLine(maxOctets - octets + 1);
        octets += line.length;
        if (octets > maxOctets) {
            throw new MailRefusedException("Header section is longer than " + maxOctets + " octets");
        }
        return line;
    }

    private void finishField() throws MailRefusedException {
        if (name != null) {
            if (fields.size() == maxFields) {
                throw new MailRefusedException("More than " + maxFields + " header fields");
            }
            fields.add(new MailHeader.Field(name, unfolded()));
            if (raw != null) {
                raw.add(new RawHeader.Field(name, rawField.toByteArray()));
            }
            name = null;
        }
        value.reset();
        rawField.reset();
    }

    private String unfolded() {
        String text = Charsets.decode(value.toByteArray(), null);
        return text.replace('\r', ' ').replace('\n', ' ').replace('\0', ' ').strip();
    }

    private static int contentEnd(byte[] line) {
        int end = line.length;
        if (end > 0 && line[end - 1] == '\n') {
            end--;
            if (end > 0 && line[end - 1] == '\r') {
                end--;
            }
        }
        return end;
    }

    /** Where the colon of a field stands (RFC 5322 section 2.2, with the white space before it of section 4.5), or -1. */
    private static int colon(byte[] line, int end) {
        int at = 0;
        while (at < end && line[at] > ' ' && line[at] != ':' && line[at] != 0x7f) {
            at++;
        }
        if (at == 0) {
            return -1;
        }
        while (at < end && (line[at] == ' ' || line[at] == '\t')) {
            at++;
        }
        return at < end && line[at] == ':' ? at : -1;
    }

    private static int nameEnd(byte[] line, int colon) {
        int end = colon;
        while (line[end - 1] == ' ' || line[end - 1] == '\t') {
            end--;
        }
        return end;
    }

    private static boolean isMboxLine(byte[] line) {
        String start = ascii(line, Math.min(line.length, 6));
        return start.startsWith("From ") || start.startsWith(">From ");
    }

    private static String ascii(byte[] octets, int end) {
        return new String(octets, 0, end, StandardCharsets.US_ASCII);
    }
}
