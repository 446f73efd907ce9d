package org.mailiwf.mail;

/** A stream of a mail whose header section has been read before: a {@link MailReader} does not read it again. */
public interface KnownHeader {

    /** The section that comes next in the stream; {@code null} if it is not known, or no longer comes next. */
    HeaderSection headerSection();
}
