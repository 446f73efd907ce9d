package org.mailiwf.sip;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The parameters of a challenge or of credentials in the scheme Digest (RFC 7616). Foreign input: bounded, and all or nothing. */
final class DigestParameters {

    private static final int MAX_LENGTH = 2048;
    private static final String SCHEME = "Digest ";

    private DigestParameters() {
    }

    /**
     * Reads the value of a field.
     *
     * @return names in lower case, quoted values as they were quoted; {@code null} if it is malformed, another scheme, too long, or names a
     *         parameter twice
     */
    static Map<String, String> read(String value) {
        return value.length() > MAX_LENGTH || !value.regionMatches(true, 0, SCHEME, 0, SCHEME.length()) ? null
                : parameters(value, SCHEME.length());
    }

    private static Map<String, String> parameters(String text, int from) {
        Map<String, String> parameters = new HashMap<>();
        int position = from;
        while (position < text.length()) {
            int equals = text.indexOf('=', position);
            String name = equals < 0 ? "" : text.substring(position, equals).strip().toLowerCase(Locale.ROOT);
            if (!HeaderGuard.isToken(name)) {
                return null;
            }
            int start = afterSpace(text, equals + 1);
            boolean quoted = start < text.length() && text.charAt(start) == '"';
            int end = quoted ? closingQuote(text, start + 1) : comma(text, start);
            if (end < 0) {
                return null;
            }
            String value = quoted ? text.substring(start + 1, end) : text.substring(start, end).strip();
            if (!quoted && !HeaderGuard.isToken(value) || parameters.put(name, value) != null) {
                return null;
            }
            int next = afterSpace(text, quoted ? end + 1 : end);
            if (next < text.length() && text.charAt(next) != ',') {
                return null;
            }
            position = next + 1;
        }
        return parameters;
    }

    private static int afterSpace(String text, int from) {
        int position = from;
        while (position < text.length() && text.charAt(position) == ' ') {
            position++;
        }
        return position;
    }

    private static int comma(String text, int from) {
        int comma = text.indexOf(',', from);
        return comma < 0 ? text.length() : comma;
    }

    private static int closingQuote(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '"') {
                return i;
            }
        }
        return -1;
    }
}
