package org.mailiwf.mail;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A header section octet by octet, as a signature is made of it, and the body behind it. Its fields are cut as those of
 * {@link MailHeader} are, so that what a signature covers is what everybody else reads.
 */
public final class RawHeader {

    private final MailHeader header;
    private final List<Field> fields;
    private final byte[] bodyLine;
    private final InputStream rest;

    private RawHeader(MailHeader header, List<Field> fields, byte[] bodyLine, InputStream rest) {
        this.header = header;
        this.fields = List.copyOf(fields);
        this.bodyLine = bodyLine;
        this.rest = rest;
    }

    /**
     * One field.
     *
     * @param name   as {@link MailHeader.Field#name()}
     * @param octets all of it: name, colon, folded value, and the line end
     */
    public record Field(String name, byte[] octets) {

        public Field {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(octets, "octets");
        }
    }

    /**
     * Reads a header section, as {@link MailHeader#read} does it.
     *
     * @param  in                   of which more may be read than the header; not closed
     * @param  maxOctets            what the section may have, the blank line included
     * @throws IOException          from {@code in}
     * @throws MailRefusedException when the section is longer or has too many fields
     */
    public static RawHeader read(InputStream in, int maxOctets) throws IOException, MailRefusedException {
        MailOctets octets = new MailOctets(in);
        List<Field> fields = new ArrayList<>();
        HeaderReader.Section section = new HeaderReader(maxOctets, MailHeader.DEFAULT_MAX_FIELDS, fields).read(octets);
        return new RawHeader(section.header(), fields, section.bodyLine(), octets);
    }

    /** The fields in the order of the mail. */
    public List<Field> fields() {
        return fields;
    }

    /** The same fields as text. */
    public MailHeader header() {
        return header;
    }

    /** Whether a blank line, or the end of the mail, ends the section, and not a line that is no field. */
    public boolean isEndedByBlankLine() {
        return bodyLine.length == 0;
    }

    /** The body, from its first octet on. It can be read once. */
    public InputStream body() {
        return bodyLine.length == 0 ? rest : new SequenceInputStream(new ByteArrayInputStream(bodyLine), rest);
    }
}
