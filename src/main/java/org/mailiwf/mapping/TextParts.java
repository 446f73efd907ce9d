package org.mailiwf.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts text into pieces of a bounded number of octets in UTF-8: behind a space if there is one, and never within what a reader takes for one character. */
final class TextParts {

    /** An extended grapheme cluster (UAX #29), CR LF among them. */
    private static final Pattern CLUSTER = Pattern.compile("\\X");

    /** The room that any character of Unicode needs. */
    private static final int LONGEST_CHARACTER = 4;

    private TextParts() {
    }

    /**
     * The text as numbered parts, {@code (1/3) } before the first of three. Without these numbers they are the text again, joined.
     *
     * @param limit    the octets that a part may have, its number included
     * @param maxParts how many there may be
     * @return         the text itself, alone, if it is within the limit; empty if it cannot be done
     */
    static List<String> numbered(String text, int limit, int maxParts) {
        if (octets(text, 0, text.length()) <= limit) {
            return List.of(text);
        }
        int most = 9;
        for (int digits = 1; digits <= Integer.toString(maxParts).length(); digits++) {
            int room = limit - "(/) ".length() - 2 * digits;
            List<String> pieces = room < LONGEST_CHARACTER ? List.of() : pieces(text, room, Math.min(most, maxParts));
            if (!pieces.isEmpty()) {
                List<String> parts = new ArrayList<>();
                for (String piece : pieces) {
                    parts.add("(" + (parts.size() + 1) + "/" + pieces.size() + ") " + piece);
                }
                return parts;
            }
            most = 10 * most + 9;
        }
        return List.of();
    }

    /**
     * The beginning of the text with {@code end} behind it.
     *
     * @param limit the octets that both may have together
     * @return      empty if {@code end} leaves no room for text
     */
    static String shortened(String text, int limit, String end) {
        int room = limit - octets(end, 0, end.length());
        return room < LONGEST_CHARACTER ? "" : text.substring(0, cut(text, 0, room)).stripTrailing() + end;
    }

    private static List<String> pieces(String text, int room, int most) {
        List<String> pieces = new ArrayList<>();
        for (int start = 0; start < text.length();) {
            if (pieces.size() == most) {
                return List.of();
            }
            int end = cut(text, start, room);
            pieces.add(text.substring(start, end));
            start = end;
        }
        return pieces;
    }

    /** Where the piece ends that begins at {@code start}. */
    private static int cut(String text, int start, int room) {
        Matcher clusters = CLUSTER.matcher(text).region(start, text.length());
        int used = 0;
        int word = start;
        int end = start;
        while (clusters.find()) {
            used += octets(text, clusters.start(), clusters.end());
            if (used > room) {
                return word > start ? word : end > start ? end : cutCharacter(text, start, room);
            }
            end = clusters.end();
            if (Character.isWhitespace(text.charAt(end - 1))) {
                word = end;
            }
        }
        return end;
    }

    /** One that is too long for a piece, by its many accents: nothing else is possible. */
    private static int cutCharacter(String text, int start, int room) {
        int end = start;
        int used = 0;
        while (true) {
            int next = text.offsetByCodePoints(end, 1);
            used += octets(text, end, next);
            if (used > room) {
                return end;
            }
            end = next;
        }
    }

    /** The octets in UTF-8 of text without unpaired surrogates. */
    private static int octets(String text, int start, int end) {
        int octets = 0;
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            // a surrogate is half of four octets
            octets += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        return octets;
    }
}
