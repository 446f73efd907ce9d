package org.mailiwf.mail;

import java.io.IOException;
import java.io.InputStream;

/**
 * The header section at the beginning of a mail, and how long it is.
 *
 * @param header its fields
 * @param length the octets before the body, the blank line included
 */
public record HeaderSection(MailHeader header, int length) {

    /**
     * Reads a header section as {@link MailHeader#read} does.
     *
     * @param  in                   at the beginning of a mail; read in blocks, so that some of the body may be gone; not closed
     * @param  maxOctets            what the section may have, the blank line included
     * @throws IOException          from {@code in}
     * @throws MailRefusedException when the section is longer than {@code maxOctets} or has too many fields
     */
    public static HeaderSection read(InputStream in, int maxOctets) throws IOException, MailRefusedException {
        HeaderReader.Section section = new HeaderReader(maxOctets, MailHeader.DEFAULT_MAX_FIELDS).read(new MailOctets(in));
        return new HeaderSection(section.header(), section.length());
    }
}
