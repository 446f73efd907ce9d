package org.mailiwf.sip;

import java.util.ArrayList;
import java.util.List;

/**
 * The value of a From or To header field (RFC 3261 section 20.10), as given: a name-addr, or an addr-spec, which is put in angle brackets
 * so that its parameters stay its own.
 *
 * @param text the value to write, without a tag that was not given
 * @param uri  the URI in it
 * @param tag  whether it has a tag parameter
 */
record SipAddress(String text, SipUri uri, boolean tag) {

    /**
     * @throws IllegalArgumentException if it is neither
     */
    static SipAddress parse(String value) {
        String text = HeaderGuard.clean(value);
        int open = endOfDisplayName(text);
        if (open < 0) {
            return new SipAddress("<" + text + ">", SipUri.parse(text), false);
        }
        int close = text.indexOf('>', open);
        String parameters = close < 0 ? "" : text.substring(close + 1).strip();
        if (close < 0 || !parameters.isEmpty() && parameters.charAt(0) != ';') {
            throw bad(text);
        }
        return new SipAddress(text, SipUri.parse(text.substring(open + 1, close)), parameterStart(text, close, "tag") >= 0);
    }

    /** The tag of a From or To value; {@code null} if it has none. */
    static String tag(String value) {
        int start = value == null ? -1 : parameterStart(value, Math.max(0, value.lastIndexOf('>')), "tag");
        if (start < 0) {
            return null;
        }
        int end = value.indexOf(';', start + 1);
        String parameter = value.substring(start, end < 0 ? value.length() : end);
        int equals = parameter.indexOf('=');
        String tag = equals < 0 ? "" : parameter.substring(equals + 1).strip();
        return HeaderGuard.isToken(tag) ? tag : null;
    }

    /** The URI of a Contact or Record-Route element: what is in its angle brackets, or before its parameters. */
    static String uri(String element) {
        int open = element.lastIndexOf('<');
        int close = element.indexOf('>', Math.max(0, open));
        int semicolon = element.indexOf(';');
        return (open >= 0 && close > open ? element.substring(open + 1, close)
                : semicolon < 0 ? element : element.substring(0, semicolon)).strip();
    }

    /** The elements of a list: at commas that are neither in quotes nor in angle brackets. */
    static List<String> split(String value) {
        List<String> elements = new ArrayList<>(2);
        int start = 0;
        boolean quoted = false;
        boolean bracketed = false;
        for (int i = 0; i <= value.length(); i++) {
            char c = i == value.length() ? ',' : value.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && (c == '<' || c == '>')) {
                bracketed = c == '<';
            } else if (i >= value.length() || c == ',' && !quoted && !bracketed) {
                elements.add(value.substring(start, Math.min(i, value.length())).strip());
                start = i + 1;
            }
        }
        return elements;
    }

    /** A From or To value without its tag parameter; {@code null} stays {@code null}. */
    static String withoutTag(String value) {
        int start = value == null ? -1 : parameterStart(value, Math.max(0, value.lastIndexOf('>')), "tag");
        if (start < 0) {
            return value;
        }
        int end = value.indexOf(';', start + 1);
        return value.substring(0, start) + (end < 0 ? "" : value.substring(end));
    }

    /** The index of the semicolon before that parameter, looking from an index on; -1 when there is none. */
    static int parameterStart(String value, int from, String name) {
        for (int i = value.indexOf(';', from); i >= 0; i = value.indexOf(';', i + 1)) {
            int start = i + 1;
            while (start < value.length() && value.charAt(start) == ' ') {
                start++;
            }
            int end = start + name.length();
            if (value.regionMatches(true, start, name, 0, name.length()) && end < value.length() && " =".indexOf(value.charAt(end)) >= 0) {
                return i;
            }
        }
        return -1;
    }

    /** The index of the opening angle bracket; -1 when the text is an addr-spec. */
    private static int endOfDisplayName(String text) {
        if (!text.startsWith("\"")) {
            int open = text.indexOf('<');
            if (open > 0 && !text.substring(0, open).chars().allMatch(c -> c == ' ' || HeaderGuard.isToken(String.valueOf((char) c)))) {
                throw bad(text);
            }
            return open;
        }
        int i = 1;
        while (i < text.length() && text.charAt(i) != '"') {
            i += text.charAt(i) == '\\' ? 2 : 1;
        }
        int open = text.indexOf('<', Math.min(i, text.length()));
        if (open < 0 || !text.substring(i + 1, open).isBlank()) {
            throw bad(text);
        }
        return open;
    }

    private static IllegalArgumentException bad(String text) {
        return new IllegalArgumentException("Neither name-addr nor URI: " + text);
    }
}
