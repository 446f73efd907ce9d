package org.mailiwf.verification;

import java.util.LinkedHashMap;
import java.util.Map;

/** A tag=value list (RFC 6376 section 3.2), as DKIM-Signature fields and key records have it. */
public final class TagList {

    private final Map<String, String> tags;

    private TagList(Map<String, String> tags) {
        this.tags = tags;
    }

    /** Reads a list; {@code null} if it is none: something that is no tag, a tag that is there twice, octets that may not be in a value. */
    public static TagList parse(String text) {
        Map<String, String> tags = new LinkedHashMap<>();
        int at = 0;
        while (at < text.length()) {
            int semicolon = text.indexOf(';', at);
            int end = semicolon < 0 ? text.length() : semicolon;
            String tag = strip(text, at, end);
            if (tag.isEmpty()) {
                // only behind the last semicolon
                return semicolon < 0 && !tags.isEmpty() ? new TagList(tags) : null;
            }
            int equals = tag.indexOf('=');
            String name = equals < 0 ? "" : strip(tag, 0, equals);
            String value = strip(tag, equals + 1, tag.length());
            if (!isName(name) || !isValue(value) || tags.putIfAbsent(name, value) != null) {
                return null;
            }
            at = end + 1;
        }
        return tags.isEmpty() ? null : new TagList(tags);
    }

    /** The value of a tag, as it stands there but for white space at its ends; {@code null} if there is no such tag. */
    public String get(String name) {
        return tags.get(name);
    }

    /** The same, with another value for a tag that is not there. */
    public String get(String name, String otherwise) {
        return tags.getOrDefault(name, otherwise);
    }

    /** The value without any white space, as base64 and numbers may be folded; {@code null} if there is no such tag. */
    public String unfolded(String name) {
        String value = tags.get(name);
        if (value == null) {
            return null;
        }
        StringBuilder out = new StringBuilder(value.length());
        for (int i = 0; i < value.length(); i++) {
            if (!isWhiteSpace(value.charAt(i))) {
                out.append(value.charAt(i));
            }
        }
        return out.toString();
    }

    /** The name of the first tag. */
    public String first() {
        return tags.keySet().iterator().next();
    }

    /** Space, tab, CR and LF. */
    public static boolean isWhiteSpace(char c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }

    private static String strip(String text, int from, int to) {
        int start = from;
        int end = to;
        while (start < end && isWhiteSpace(text.charAt(start))) {
            start++;
        }
        while (end > start && isWhiteSpace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    private static boolean isName(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
            if (!letter && (i == 0 || !(c >= '0' && c <= '9' || c == '_'))) {
                return false;
            }
        }
        return !name.isEmpty();
    }

    private static boolean isValue(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if ((c < 0x21 || c > 0x7e) && !isWhiteSpace(c)) {
                return false;
            }
        }
        return true;
    }
}
