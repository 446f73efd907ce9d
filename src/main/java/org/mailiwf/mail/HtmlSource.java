package org.mailiwf.mail;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

import org.jsoup.nodes.Element;

/** What has to be known of an HTML document, and done to it, besides taking its text. */
final class HtmlSource {

    /**
     * How many tags are parsed. The tree construction of HTML looks back through open elements and siblings, at the square of their number
     * (tables in bold tables, text that a table cannot hold): thirty thousand tags can take a second, six thousand tens of milliseconds.
     */
    private static final int MAX_TAGS = 6000;

    private static final int MAX_STYLE = 1000;
    private static final int SNIFFED_OCTETS = 1024;

    private HtmlSource() {
    }

    /**
     * The document as far as it is parsed.
     *
     * @param html the document, or its beginning
     * @param cut  whether it went on
     */
    record Bounded(String html, boolean cut) {
    }

    /**
     * Cuts off what is behind the last tag allowed, and disarms the tags of html and body: the parser adds the attributes of every further
     * one to the first, at the square of their number. An end tag of nothing stands in their place; the elements are there without.
     */
    static Bounded bounded(String html) {
        StringBuilder out = new StringBuilder(html.length());
        int copied = 0;
        int tags = 0;
        int at = html.indexOf('<');
        while (at >= 0 && tags++ < MAX_TAGS) {
            if (html.regionMatches(true, at + 1, "html", 0, 4) || html.regionMatches(true, at + 1, "body", 0, 4)) {
                out.append(html, copied, at).append("</x ");
                copied = at + 5;
            }
            at = html.indexOf('<', at + 1);
        }
        int end = at < 0 ? html.length() : at;
        return new Bounded(out.append(html, copied, end).toString(), at >= 0);
    }

    /** The charset that a document names in its first kilobyte, {@code null} if it names none that is known. */
    static Charset charset(byte[] octets, int length) {
        String start = new String(octets, 0, Math.min(length, SNIFFED_OCTETS), StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        int at = start.indexOf("charset=");
        if (at < 0 || start.lastIndexOf("<meta", at) < 0) {
            return null;
        }
        int from = at + "charset=".length();
        if (from < start.length() && (start.charAt(from) == '"' || start.charAt(from) == '\'')) {
            from++;
        }
        int to = from;
        while (to < start.length() && "\"'>;/ \t\r\n".indexOf(start.charAt(to)) < 0) {
            to++;
        }
        return Charsets.find(start.substring(from, to));
    }

    /** Whether the element hides itself. Rules of style sheets are not looked at. */
    static boolean isHidden(Element element) {
        if (element.attributesSize() == 0) {
            return false;
        }
        if (element.hasAttr("hidden")) {
            return true;
        }
        String style = element.attr("style");
        if (style.isEmpty()) {
            return false;
        }
        String compact = compact(style);
        return compact.contains("display:none") || compact.contains("visibility:hidden") || isZero(compact, "font-size:")
                || isZero(compact, "max-height:") || isZero(compact, "opacity:");
    }

    private static String compact(String style) {
        StringBuilder compact = new StringBuilder();
        for (int i = 0; i < Math.min(style.length(), MAX_STYLE); i++) {
            char c = style.charAt(i);
            if (c > ' ') {
                compact.append(Character.toLowerCase(c));
            }
        }
        return compact.toString();
    }

    /** Zero of any unit, but not 0.9em. */
    private static boolean isZero(String compact, String property) {
        int at = compact.indexOf(property);
        if (at < 0 || at > 0 && compact.charAt(at - 1) != ';') {
            return false;
        }
        int value = at + property.length();
        boolean zero = false;
        while (value < compact.length() && (compact.charAt(value) == '0' || compact.charAt(value) == '.')) {
            zero = true;
            value++;
        }
        return zero && (value == compact.length() || !Character.isDigit(compact.charAt(value)));
    }
}
