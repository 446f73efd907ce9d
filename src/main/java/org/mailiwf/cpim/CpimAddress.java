package org.mailiwf.cpim;

import java.util.Objects;

/**
 * The value of From, To and cc: an optional Formal-name and a URI (RFC 3862 section 4.1).
 *
 * @param name the name as people read it, without quotes and escapes; empty for none
 * @param uri  the URI without its brackets
 */
public record CpimAddress(String name, String uri) {

    /** @throws IllegalArgumentException if the URI holds a bracket, a space or a control, any of which would end it early */
    public CpimAddress {
        Objects.requireNonNull(name, "name");
        if (uri.isEmpty() || uri.chars().anyMatch(c -> c == '<' || c == '>' || c == ' ' || CpimSyntax.isControl(c))) {
            throw new IllegalArgumentException("not a URI");
        }
    }

    /** Reads the wire form; the space between a quoted name and the bracket may be there or not. */
    public static CpimAddress parse(String value) throws CpimException {
        int bracket = value.lastIndexOf('<');
        if (bracket < 0 || !value.endsWith(">")) {
            throw new CpimException("no URI in angle brackets");
        }
        try {
            return new CpimAddress(name(value.substring(0, bracket).strip()), value.substring(bracket + 1, value.length() - 1));
        } catch (IllegalArgumentException e) {
            throw new CpimException(e.getMessage());
        }
    }

    private static String name(String formalName) {
        boolean quoted = formalName.length() > 1 && formalName.startsWith("\"") && formalName.endsWith("\"");
        return CpimSyntax.unescape(quoted ? formalName.substring(1, formalName.length() - 1) : formalName);
    }

    /**
     * The wire form. The grammar of Formal-name is {@code 1*( Token SP ) / String}: tokens end in a space, a String does not, and some
     * parsers hold senders to that.
     */
    @Override
    public String toString() {
        if (name.isEmpty()) {
            return "<" + uri + ">";
        }
        return isTokens() ? name + " <" + uri + ">" : "\"" + CpimSyntax.escapeInString(name) + "\"<" + uri + ">";
    }

    private boolean isTokens() {
        boolean afterToken = false;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == ' ' ? !afterToken : !CpimSyntax.isTokenChar(c)) {
                return false;
            }
            afterToken = c != ' ';
        }
        return afterToken;
    }
}
