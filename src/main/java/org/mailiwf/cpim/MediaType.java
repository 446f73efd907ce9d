package org.mailiwf.cpim;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;

/** The value of a Content-Type (RFC 2045 section 5.1), as far as a reader of text needs it. */
public final class MediaType {

    private final String type;
    private final String charset;

    private MediaType(String type, String charset) {
        this.type = type;
        this.charset = charset;
    }

    /** Reads a Content-Type; anything is taken, and what is not there is empty. */
    public static MediaType parse(String contentType) {
        int semicolon = contentType.indexOf(';');
        String type = semicolon < 0 ? contentType : contentType.substring(0, semicolon);
        return new MediaType(type.strip().toLowerCase(Locale.ROOT), semicolon < 0 ? "" : charset(contentType, semicolon));
    }

    /** Whether this is {@code type/subtype}, given in lower case. */
    public boolean is(String typeAndSubtype) {
        return type.equals(typeAndSubtype);
    }

    /** The named charset, UTF-8 when none is named (it contains the US-ASCII of RFC 2046); {@code null} when it is unknown here. */
    public Charset charset() {
        if (charset.isEmpty()) {
            return StandardCharsets.UTF_8;
        }
        try {
            return Charset.forName(charset);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return null;
        }
    }

    private static String charset(String contentType, int from) {
        int start = from;
        boolean quoted = false;
        for (int i = from + 1; i <= contentType.length(); i++) {
            char c = i < contentType.length() ? contentType.charAt(i) : ';';
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ';' && (!quoted || i == contentType.length())) {
                String parameter = contentType.substring(start + 1, i).strip();
                if (parameter.regionMatches(true, 0, "charset=", 0, 8)) {
                    return parameter.substring(8).replace("\"", "").strip();
                }
                start = i;
            }
        }
        return "";
    }
}
