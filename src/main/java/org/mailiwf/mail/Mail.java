package org.mailiwf.mail;

import java.util.List;
import java.util.Objects;

/**
 * What a mail says: its header and its readable text. Immutable.
 *
 * @param header     the header section
 * @param text       the readable text: CR LF line ends, no white space at the end, no controls but TAB and CR LF; empty if there is none
 * @param textOctets the octets of {@code text} in UTF-8
 * @param complete   false when the text went on behind the bound of the {@link MailReader}: then {@code text} is only its beginning
 * @param largeOnly  why only Large Message Mode can carry this mail, such as {@code attachment (application/pdf)}: printable US-ASCII, each
 *                   reason once; empty when its text is all that it says
 */
public record Mail(MailHeader header, String text, int textOctets, boolean complete, List<String> largeOnly) {

    public Mail {
        Objects.requireNonNull(header, "header");
        Objects.requireNonNull(text, "text");
        largeOnly = List.copyOf(largeOnly);
    }
}
