package org.mailiwf.sip;

import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * A SIP header field (RFC 3261 section 7.3). It cannot hold CR, LF, NUL or any other control character, so nothing that is put into one
 * field can become another field.
 *
 * @param name  a token; compact forms (section 7.3.3) are written out
 * @param value the field value on one line, not empty
 */
public record SipField(String name, String value) {

    private static final Map<String, String> COMPACT_FORMS = Map.of(
            "v", "Via", "f", "From", "t", "To", "i", "Call-ID", "m", "Contact", "l", "Content-Length", "c", "Content-Type",
            "e", "Content-Encoding", "s", "Subject", "k", "Supported");

    /**
     * @throws IllegalArgumentException if the name is not a token, or the value is empty or holds a control character
     */
    public SipField {
        Objects.requireNonNull(value, "value");
        if (!HeaderGuard.isToken(name)) {
            throw new IllegalArgumentException("Not a SIP header field name: " + HeaderGuard.clean(name));
        }
        String cleaned = HeaderGuard.clean(value);
        if (cleaned.isEmpty() || !value.equals(cleaned)) {
            throw new IllegalArgumentException("Not a value for the SIP header field " + name);
        }
        name = fullName(name);
    }

    /**
     * A field of a message that was received.
     *
     * @return the field with controls as spaces; {@code null} if the name is not a token or the value is empty
     */
    public static SipField received(String name, String value) {
        String cleaned = HeaderGuard.clean(value);
        return HeaderGuard.isToken(name) && !cleaned.isEmpty() ? new SipField(name, cleaned) : null;
    }

    /** The full form of a header field name that may be compact. */
    static String fullName(String name) {
        return name.length() == 1 ? COMPACT_FORMS.getOrDefault(name.toLowerCase(Locale.ROOT), name) : name;
    }

    /** Whether this is the field of that name; names are compared without case. */
    public boolean is(String otherName) {
        return name.equalsIgnoreCase(otherName);
    }
}
