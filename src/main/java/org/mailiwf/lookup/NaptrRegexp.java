package org.mailiwf.lookup;

import java.util.ArrayList;
import java.util.List;

/**
 * The substitution expression of a NAPTR record, such as {@code !^.*$!sip:info@op.example!i} (RFC 3402 section 3.2). Immutable.
 */
final class NaptrRegexp {

    private static final int MAX_RESULT = 512;

    private final PosixExpression expression;
    private final String replacement;

    private NaptrRegexp(PosixExpression expression, String replacement) {
        this.expression = expression;
        this.replacement = replacement;
    }

    /** @throws IllegalArgumentException if it is none */
    static NaptrRegexp parse(String text) {
        if (text.isEmpty() || "123456789i\\".indexOf(text.charAt(0)) >= 0) {
            throw new IllegalArgumentException("no delimiter");
        }
        List<String> fields = fields(text, text.charAt(0));
        if (fields.size() != 3 || !fields.get(2).isEmpty() && !fields.get(2).equals("i")) {
            throw new IllegalArgumentException("not of the form !expression!replacement!flags");
        }
        return new NaptrRegexp(PosixExpression.parse(fields.get(0), !fields.get(2).isEmpty()), fields.get(1));
    }

    /** What stands between the delimiters; one behind a backslash is none. */
    private static List<String> fields(String text, char delimiter) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == delimiter) {
                fields.add(field.toString());
                field.setLength(0);
            } else if (c == '\\' && i + 1 < text.length()) {
                char next = text.charAt(++i);
                field.append(next == delimiter ? "" : "\\").append(next);
            } else {
                field.append(c);
            }
        }
        fields.add(field.toString());
        return fields;
    }

    /** What the text becomes; {@code null} if the expression does not match, or what comes out is too long. */
    String apply(String text) {
        String[] groups = expression.match(text);
        if (groups == null) {
            return null;
        }
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < replacement.length(); i++) {
            char c = replacement.charAt(i);
            if (c == '\\' && i + 1 < replacement.length()) {
                char next = replacement.charAt(++i);
                if (next >= '1' && next <= '9') {
                    out.append(groups[next - '0'] == null ? "" : groups[next - '0']);
                } else {
                    out.append(next);
                }
            } else {
                out.append(c);
            }
        }
        return out.length() > MAX_RESULT ? null : out.toString();
    }
}
