package org.mailiwf.verification.spf;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Macros (RFC 7208 section 7) in domain-specs. Read in one pass. */
final class SpfMacro {

    private static final String DELIMITERS = ".-+,/_=";
    private static final String LETTERS = "slodiphv";
    /** With those of explanations (RFC 7208 section 7.2), which are not asked for here. */
    private static final String ALL_LETTERS = LETTERS + "crt";
    private static final int MAX_DOMAIN = 253;

    /** Finds what a letter stands for. */
    interface Values {
        String value(char letter) throws SpfException;
    }

    private SpfMacro() {
    }

    /**
     * A domain-spec, as it is.
     *
     * @throws SpfException if it is none: its end is neither a macro nor a top label
     */
    static String domainSpec(String spec) throws SpfException {
        boolean endsWithMacro = scan(spec, LETTERS, null, null);
        String name = spec.endsWith(".") ? spec.substring(0, spec.length() - 1) : spec;
        if (!endsWithMacro && !isTopLabel(name.substring(name.lastIndexOf('.') + 1), name.lastIndexOf('.'))) {
            throw SpfException.permanent("no domain-spec");
        }
        return spec;
    }

    /** @throws SpfException if it is no macro-string */
    static void check(String text) throws SpfException {
        scan(text, ALL_LETTERS, null, null);
    }

    /** The name that a domain-spec stands for, cut from the left to 253 characters (RFC 7208 section 7.3). */
    static String expand(String spec, Values values) throws SpfException {
        StringBuilder out = new StringBuilder();
        scan(spec, LETTERS, values, out);
        String name = out.charAt(out.length() - 1) == '.' ? out.substring(0, out.length() - 1) : out.toString();
        while (name.length() > MAX_DOMAIN) {
            int dot = name.indexOf('.');
            if (dot < 0) {
                return name;
            }
            name = name.substring(dot + 1);
        }
        return name;
    }

    /** Whether it ends with a macro. Without {@code out} it is only checked. */
    private static boolean scan(String text, String letters, Values values, StringBuilder out) throws SpfException {
        boolean macro = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            macro = c == '%';
            if (macro) {
                char next = ++i < text.length() ? text.charAt(i) : 0;
                String literal = switch (next) {
                    case '%' -> "%";
                    case '_' -> " ";
                    case '-' -> "%20";
                    default -> null;
                };
                int end = next == '{' ? text.indexOf('}', i) : i;
                if (literal == null && (next != '{' || end < 0)) {
                    throw SpfException.permanent("no macro behind a percent sign");
                }
                String expanded = literal == null ? expand(text.substring(i + 1, end), letters, values) : literal;
                if (out != null) {
                    out.append(expanded);
                }
                i = end;
            } else if (c < 0x21 || c > 0x7e) {
                throw SpfException.permanent("not printable");
            } else if (out != null) {
                out.append(c);
            }
        }
        return macro;
    }

    /** What stands in the braces: a letter, digits, r, delimiters. */
    private static String expand(String macro, String letters, Values values) throws SpfException {
        char letter = macro.isEmpty() ? 0 : Character.toLowerCase(macro.charAt(0));
        int at = 1;
        int labels = 0;
        while (at < macro.length() && macro.charAt(at) >= '0' && macro.charAt(at) <= '9') {
            labels = Math.min(1000, labels * 10 + macro.charAt(at++) - '0');
        }
        boolean zero = at > 1 && labels == 0;
        boolean reverse = at < macro.length() && Character.toLowerCase(macro.charAt(at)) == 'r';
        String delimiters = macro.substring(Math.min(macro.length(), reverse ? at + 1 : at));
        if (letter == 0 || letters.indexOf(letter) < 0 || zero || !delimiters.chars().allMatch(c -> DELIMITERS.indexOf(c) >= 0)) {
            throw SpfException.permanent("unknown macro");
        }
        if (values == null) {
            return "";
        }
        String value = values.value(letter);
        String transformed = labels == 0 && !reverse && delimiters.isEmpty() ? value
                : transformed(value, labels, reverse, delimiters.isEmpty() ? "." : delimiters);
        return Character.isUpperCase(macro.charAt(0)) ? escaped(transformed) : transformed;
    }

    private static String transformed(String value, int labels, boolean reverse, String delimiters) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= value.length(); i++) {
            if (i == value.length() || delimiters.indexOf(value.charAt(i)) >= 0) {
                parts.add(value.substring(start, i));
                start = i + 1;
            }
        }
        if (reverse) {
            Collections.reverse(parts);
        }
        return String.join(".", labels == 0 || labels >= parts.size() ? parts : parts.subList(parts.size() - labels, parts.size()));
    }

    /** URL escaping of everything that is not unreserved (RFC 3986 section 2.3). */
    private static String escaped(String text) {
        StringBuilder out = new StringBuilder();
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (octet & 0xff);
            if (c < 0x80 && (Character.isLetterOrDigit(c) || "-._~".indexOf(c) >= 0)) {
                out.append(c);
            } else {
                out.append('%').append(Character.toUpperCase(Character.forDigit(c >> 4, 16)))
                        .append(Character.toUpperCase(Character.forDigit(c & 15, 16)));
            }
        }
        return out.toString();
    }

    /** A top label is behind a dot and has something in it that is no digit (RFC 7208 section 12). */
    private static boolean isTopLabel(String label, int dot) {
        boolean number = true;
        for (int i = 0; i < label.length(); i++) {
            char c = label.charAt(i);
            boolean digit = c >= '0' && c <= '9';
            if (!digit && c != '-' && !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z')) {
                return false;
            }
            number &= digit;
        }
        return dot >= 0 && !label.isEmpty() && !number && label.charAt(0) != '-' && label.charAt(label.length() - 1) != '-';
    }
}
