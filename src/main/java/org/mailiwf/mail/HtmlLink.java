package org.mailiwf.mail;

import java.util.Locale;
import java.util.Set;

/**
 * A link that is open while its text is written.
 *
 * @param href  its target as it stands in the document
 * @param start where in the text its own text begins
 */
record HtmlLink(String href, int start) {

    private static final Set<String> SCHEMES = Set.of("http", "https", "mailto", "tel", "sip", "sips");
    private static final int MAX_LENGTH = 2048;

    /** Writes the target behind the text of the link, unless it leads nowhere, shows no text, or its text says as much. */
    void writeTo(HtmlLines out) {
        String target = href.strip();
        if (out.length() == start || !isWanted(target)) {
            return;
        }
        if (out.length() - start <= 2 * MAX_LENGTH) {
            String text = out.since(start).strip();
            if (text.isEmpty() || bare(text).equals(bare(target)) || isTel(target) && digits(text).equals(digits(target))) {
                return;
            }
        }
        out.collapsed(" <" + target + ">", false);
    }

    private static boolean isWanted(String target) {
        int colon = target.indexOf(':');
        if (colon < 0 || target.length() > MAX_LENGTH || !SCHEMES.contains(target.substring(0, colon).toLowerCase(Locale.ROOT))) {
            return false;
        }
        for (int i = 0; i < target.length(); i++) {
            char c = target.charAt(i);
            if (CleanText.isWhiteSpace(c) || Character.isISOControl(c) || CleanText.isBidiFormatting(c) || c == '<' || c == '>') {
                return false;
            }
        }
        return true;
    }

    private static boolean isTel(String target) {
        return target.regionMatches(true, 0, "tel:", 0, 4);
    }

    /** Numbers are the same however they are grouped (RFC 3966 section 4). */
    private static String digits(String text) {
        StringBuilder digits = new StringBuilder();
        text.chars().filter(c -> Character.isDigit(c) || c == '+').forEach(c -> digits.append((char) c));
        return digits.toString();
    }

    /** What a reader takes for the same: without scheme, leading www, and the slash at the end. */
    private static String bare(String link) {
        String bare = link.toLowerCase(Locale.ROOT);
        int colon = bare.indexOf(':');
        if (colon > 0 && SCHEMES.contains(bare.substring(0, colon))) {
            bare = bare.substring(colon + 1);
        }
        bare = bare.startsWith("//") ? bare.substring(2) : bare;
        bare = bare.startsWith("www.") ? bare.substring(4) : bare;
        return bare.endsWith("/") ? bare.substring(0, bare.length() - 1) : bare;
    }
}
