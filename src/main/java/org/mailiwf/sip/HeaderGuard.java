package org.mailiwf.sip;

import java.util.BitSet;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * The only way for a foreign string into a SIP header field: names are tokens, values hold no control characters, and the fields that
 * the component writes itself cannot be written by anyone else.
 */
final class HeaderGuard {

    private static final BitSet TOKEN = new BitSet(128);
    private static final Set<String> OWN_FIELDS = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

    static {
        Collections.addAll(OWN_FIELDS, "Via", "From", "To", "Call-ID", "CSeq", "Max-Forwards", "Content-Length", "Route");
        // RFC 3261 section 25.1, token
        TOKEN.set('a', 'z' + 1);
        TOKEN.set('A', 'Z' + 1);
        TOKEN.set('0', '9' + 1);
        "-.!%*_+`'~".chars().forEach(TOKEN::set);
    }

    private HeaderGuard() {
    }

    static boolean isToken(String text) {
        return text != null && !text.isEmpty() && consistsOf(TOKEN, text, 0, text.length());
    }

    /** Whether all characters from {@code start} to before {@code end} are in the set. */
    static boolean consistsOf(BitSet set, String text, int start, int end) {
        for (int i = start; i < end; i++) {
            if (!set.get(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /**
     * The value with every control character as a space and without space at its ends; empty when nothing is left.
     */
    static String clean(String value) {
        if (value == null) {
            return "";
        }
        StringBuilder cleaned = null;
        for (int i = 0; i < value.length(); i++) {
            if (isControl(value.charAt(i))) {
                if (cleaned == null) {
                    cleaned = new StringBuilder(value);
                }
                cleaned.setCharAt(i, ' ');
            }
        }
        return (cleaned == null ? value : cleaned.toString()).strip();
    }

    /**
     * The name of a field that a route asks for, in its full form.
     *
     * @throws IllegalArgumentException if it is not a token, or a field that the component writes itself
     */
    static String requestedName(String name, String method) {
        if (!isToken(name)) {
            throw new IllegalArgumentException("Not a SIP header field name: " + SipConstants.HEADER_PREFIX + clean(name));
        }
        String full = SipField.fullName(name);
        if (OWN_FIELDS.contains(full)) {
            throw new IllegalArgumentException(SipConstants.HEADER_PREFIX + full + ": this field is written by the sip component");
        }
        if (full.equalsIgnoreCase("Contact") && method.equals("MESSAGE")) {
            throw new IllegalArgumentException(SipConstants.HEADER_PREFIX + full + ": MESSAGE carries no Contact (RFC 3428 section 4)");
        }
        return full;
    }

    private static boolean isControl(char c) {
        // NEL and the Unicode line and paragraph separators end a line for some readers
        return c < 0x20 || c >= 0x7f && c <= 0x9f || c == 0x2028 || c == 0x2029;
    }
}
