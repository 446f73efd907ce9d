package org.mailiwf.cpim;

/**
 * One MIME header of the encapsulated content (RFC 3862 section 2.4), unfolded.
 *
 * @param name  the field name; MIME compares it without regard to case
 * @param value the field value
 */
public record ContentHeader(String name, String value) {

    /** @throws IllegalArgumentException if the name is no field name (RFC 5322 section 2.2) or a control character stands anywhere */
    public ContentHeader {
        if (name.isEmpty() || name.chars().anyMatch(c -> c <= ' ' || c >= 0x7f || c == ':')) {
            throw new IllegalArgumentException("not a MIME header name");
        }
        if (CpimSyntax.hasControl(value)) {
            throw new IllegalArgumentException("control character in a MIME header");
        }
    }
}
