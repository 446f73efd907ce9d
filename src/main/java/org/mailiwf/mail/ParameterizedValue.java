package org.mailiwf.mail;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The value of a field like Content-Type: a value and its parameters (RFC 2045 section 5.1), with the continuations and charsets of RFC
 * 2231. Read leniently in one pass; of parameters that stand twice the first counts.
 */
final class ParameterizedValue {

    private static final int MAX_SECTIONS = 1000;

    private final String text;
    private int at;
    private final String value;
    private final Map<String, String> parameters = new HashMap<>();
    /** The sections of parameters that are written as RFC 2231 has it: {@code name*0*=}. */
    private final Map<String, TreeMap<Integer, Section>> sections = new HashMap<>();

    private record Section(String text, boolean encoded) {
    }

    ParameterizedValue(String text) {
        this.text = text;
        this.value = readUntil(";").strip().toLowerCase(Locale.ROOT);
        while (at < text.length()) {
            at++;
            readParameter();
        }
        sections.forEach((name, parts) -> parameters.put(name, joined(parts)));
    }

    /** What stands before the parameters, in lower case. */
    String value() {
        return value;
    }

    /** The parameter of this name (in lower case), decoded; {@code null} if there is none. */
    String parameter(String name) {
        return parameters.get(name);
    }

    private void readParameter() {
        String name = readUntil("=;").strip().toLowerCase(Locale.ROOT);
        if (at >= text.length() || text.charAt(at) == ';') {
            return;
        }
        at++;
        String parameter = readUntil(";").strip();
        int star = name.indexOf('*');
        if (star < 0) {
            parameters.putIfAbsent(name, parameter);
        } else {
            addSection(name.substring(0, star), name.substring(star + 1), parameter);
        }
    }

    /** Reads up to one of {@code ends} or the end of the text; takes off quotes and leaves out comments. */
    private String readUntil(String ends) {
        StringBuilder out = new StringBuilder();
        while (at < text.length() && ends.indexOf(text.charAt(at)) < 0) {
            char c = text.charAt(at++);
            if (c == '"') {
                readQuoted(out);
            } else if (c == '(') {
                skipComment();
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    private void readQuoted(StringBuilder out) {
        while (at < text.length() && text.charAt(at) != '"') {
            if (text.charAt(at) == '\\' && at + 1 < text.length()) {
                at++;
            }
            out.append(text.charAt(at++));
        }
        at++;
    }

    private void skipComment() {
        int depth = 1;
        while (at < text.length() && depth > 0) {
            char c = text.charAt(at++);
            if (c == '(') {
                depth++;
            } else if (c == ')') {
                depth--;
            } else if (c == '\\') {
                at++;
            }
        }
    }

    private void addSection(String name, String suffix, String parameter) {
        boolean encoded = suffix.isEmpty() || suffix.endsWith("*");
        String number = suffix.endsWith("*") ? suffix.substring(0, suffix.length() - 1) : suffix;
        int index = number.isEmpty() ? 0 : index(number);
        TreeMap<Integer, Section> parts = sections.computeIfAbsent(name, key -> new TreeMap<>());
        if (index >= 0) {
            parts.putIfAbsent(index, new Section(parameter, encoded));
        }
    }

    private static int index(String number) {
        int index = 0;
        for (int i = 0; i < number.length(); i++) {
            int digit = number.charAt(i) - '0';
            if (digit < 0 || digit > 9 || index >= MAX_SECTIONS) {
                return -1;
            }
            index = index * 10 + digit;
        }
        return index;
    }

    /** RFC 2231 sections 3 and 4: the first section may begin with {@code charset'language'}. */
    private static String joined(TreeMap<Integer, Section> parts) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        Charset charset = StandardCharsets.UTF_8;
        int expected = 0;
        for (Map.Entry<Integer, Section> part : parts.entrySet()) {
            if (part.getKey() != expected++) {
                break;
            }
            String text = part.getValue().text();
            if (part.getKey() == 0 && part.getValue().encoded()) {
                int charsetEnd = text.indexOf('\'');
                int languageEnd = text.indexOf('\'', charsetEnd + 1);
                if (charsetEnd >= 0 && languageEnd > charsetEnd) {
                    charset = Charsets.find(text.substring(0, charsetEnd));
                    text = text.substring(languageEnd + 1);
                }
            }
            octets.writeBytes(part.getValue().encoded() ? percentDecoded(text) : text.getBytes(StandardCharsets.UTF_8));
        }
        return Charsets.decode(octets.toByteArray(), charset);
    }

    private static byte[] percentDecoded(String text) {
        byte[] in = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream(in.length);
        for (int i = 0; i < in.length; i++) {
            int high = i + 2 < in.length && in[i] == '%' ? Character.digit(in[i + 1], 16) : -1;
            int low = high >= 0 ? Character.digit(in[i + 2], 16) : -1;
            if (low >= 0) {
                out.write(high << 4 | low);
                i += 2;
            } else {
                out.write(in[i]);
            }
        }
        return out.toByteArray();
    }
}
