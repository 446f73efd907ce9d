package org.mailiwf.mail;

import java.io.IOException;
import java.io.InputStream;

/** Where a mail can be read, as often as it takes. */
@FunctionalInterface
public interface MailSource {

    /**
     * The mail from its first octet; whoever opens closes.
     *
     * @throws IOException if it cannot be read
     */
    InputStream open() throws IOException;
}
