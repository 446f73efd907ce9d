package org.mailiwf.mail;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The header section of a mail (RFC 5322 section 2.2): its fields in their order. Immutable.
 *
 * <p>Names of fields are compared without regard to case. Octets outside US-ASCII are read as UTF-8 (RFC 6532), or, where they are not
 * UTF-8, as windows-1252.
 */
public final class MailHeader {

    /** How many header fields a section may have unless it is said otherwise. */
    public static final int DEFAULT_MAX_FIELDS = 1000;

    private final List<Field> fields;

    MailHeader(List<Field> fields) {
        this.fields = List.copyOf(fields);
    }

    /**
     * Reads a header section, up to the blank line that ends it. A line that is neither a field nor the continuation of one ends the section
     * too. A first line as mbox files have it ({@code From sender date}) is skipped.
     *
     * @param  in                   read in blocks, so that some of the body may be gone; not closed
     * @param  maxOctets            what the section may have, the blank line included
     * @return                      the fields; none when the mail begins with the blank line
     * @throws IOException          from {@code in}
     * @throws MailRefusedException when the section is longer than {@code maxOctets} or has more than {@link #DEFAULT_MAX_FIELDS} fields
     */
    public static MailHeader read(InputStream in, int maxOctets) throws IOException, MailRefusedException {
        return new HeaderReader(maxOctets, DEFAULT_MAX_FIELDS).read(new MailOctets(in)).header();
    }

    /** All fields in the order of the mail. */
    public List<Field> fields() {
        return fields;
    }

    /** How many fields have this name. */
    public int count(String name) {
        int count = 0;
        for (Field field : fields) {
            if (field.name().equalsIgnoreCase(name)) {
                count++;
            }
        }
        return count;
    }

    /** The value of the first field of this name, decoded and cleaned as {@link Field#decoded()} says; {@code null} if there is none. */
    public String first(String name) {
        Field field = find(name);
        return field == null ? null : field.decoded();
    }

    /** The value of the first field of this name as {@link Field#raw()}; {@code null} if there is none. */
    public String rawFirst(String name) {
        Field field = find(name);
        return field == null ? null : field.raw();
    }

    /**
     * The mailboxes of all fields of this name, those of groups included; what is no address is left out. The field is parsed as it
     * stands, and only then are display names decoded: an encoded word never makes an address.
     */
    public List<Mailbox> mailboxes(String name) {
        List<Mailbox> mailboxes = new ArrayList<>();
        for (Field field : fields) {
            if (field.name().equalsIgnoreCase(name)) {
                new MailboxParser(field.raw()).parseInto(mailboxes);
            }
        }
        return mailboxes;
    }

    private Field find(String name) {
        for (Field field : fields) {
            if (field.name().equalsIgnoreCase(name)) {
                return field;
            }
        }
        return null;
    }

    /**
     * One header field.
     *
     * @param name as it stood in the mail: printable US-ASCII without colon
     * @param raw  the value, unfolded (RFC 5322 section 2.2.3) and not decoded; without CR, LF and NUL
     */
    public record Field(String name, String raw) {

        public Field {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(raw, "raw");
        }

        /**
         * The value with its encoded words decoded (RFC 2047) and cleaned: no control characters, no line or paragraph separators, no bidi
         * embeddings, overrides and isolates, no unpaired surrogates, no white space at its ends.
         */
        public String decoded() {
            return CleanText.ofHeader(EncodedWords.decode(raw));
        }
    }
}
