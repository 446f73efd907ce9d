package org.mailiwf.mail;

import java.util.Objects;

/**
 * One mailbox of an address field (RFC 5322 section 3.4).
 *
 * @param name    the display name, decoded and cleaned; empty when there is none
 * @param address the addr-spec as it stood in the mail, {@code local-part@domain}: never decoded from an encoded word,
 *                without white space (but inside a quoted local part), controls and bidi formatting
 */
public record Mailbox(String name, String address) {

    public Mailbox {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(address, "address");
    }

    /** The domain of the address, as it stood in the mail. */
    public String domain() {
        return address.substring(address.lastIndexOf('@') + 1);
    }
}
