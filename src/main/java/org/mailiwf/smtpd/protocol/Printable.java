package org.mailiwf.smtpd.protocol;

/** What a foreign string may look like in a reply and in the log. */
public final class Printable {

    private Printable() {
    }

    /** Printable US-ASCII: controls become spaces, other characters question marks; no space at either end; cut at {@code max}. */
    static String ascii(String value, int max) {
        StringBuilder out = new StringBuilder(Math.min(value.length(), max));
        for (int i = 0; i < value.length() && out.length() < max; i++) {
            char c = value.charAt(i);
            if (c >= ' ' && c < 127) {
                out.append(c);
            } else {
                out.append(c < ' ' || c == 127 ? ' ' : '?');
            }
        }
        return out.toString().strip();
    }

    /**
     * One line for a log: whatever could end the line, hide or reorder text (controls, line separators, format characters, lone surrogates)
     * becomes a question mark; what is longer than {@code max} characters is cut and ends in "...".
     */
    public static String log(String value, int max) {
        StringBuilder out = new StringBuilder(Math.min(value.length(), max));
        for (int i = 0; i < value.length(); i += Character.charCount(value.codePointAt(i))) {
            if (out.length() >= max) {
                return out.append("...").toString();
            }
            int c = value.codePointAt(i);
            out.appendCodePoint(isVisible(c) ? c : '?');
        }
        return out.toString();
    }

    private static boolean isVisible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR,
                 Character.PRIVATE_USE, Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
