package org.mailiwf.mail;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Set;

import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.Parser;
import org.jsoup.select.NodeFilter;

/**
 * The readable text of an HTML document: paragraphs, lists, quotes and the rows of tables as lines, the cells of a row side by side, links
 * with their target. What a mail program would not show is left out.
 */
final class HtmlText implements NodeFilter {

    private static final Set<String> UNSEEN = Set.of("head", "style", "script", "title", "meta", "link", "base", "template",
            "object", "embed", "applet", "iframe", "svg", "math", "canvas", "audio", "video", "map", "select", "textarea", "button", "input",
            "datalist");
    private static final Set<String> BLOCKS = Set.of("address", "article", "aside", "blockquote", "body", "caption", "center", "dd",
            "details", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
            "hr", "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "tfoot", "thead", "tr", "ul");
    /** Blocks that stand apart from what is around them. */
    private static final Set<String> APART = Set.of("blockquote", "dl", "h1", "h2", "h3", "h4", "h5", "h6", "ol", "p", "pre", "table",
            "ul");
    private static final Set<String> LISTS = Set.of("ol", "ul", "menu", "dir");
    private static final int MAX_ALT = 100;

    private final HtmlLines out;
    private final Deque<ItemList> lists = new ArrayDeque<>();
    private final Deque<HtmlLines.Row> rows = new ArrayDeque<>();
    private final Deque<HtmlLink> links = new ArrayDeque<>();
    private int preformatted;

    /** A list that is open: the number of its next item, or 0 when it is not numbered. */
    private static final class ItemList {
        private int next;

        private ItemList(int first) {
            this.next = first;
        }
    }

    /**
     * What came of it.
     *
     * @param text with LF line ends
     * @param cut  whether there was more than was allowed
     */
    record Result(String text, boolean cut) {
    }

    private HtmlText(int maxChars) {
        this.out = new HtmlLines(maxChars);
    }

    /** The text of {@code html}, of at most about {@code maxChars} chars. */
    static Result of(String html, int maxChars) {
        HtmlSource.Bounded source = HtmlSource.bounded(html);
        Document document = Parser.htmlParser().parseInput(source.html(), "");
        HtmlText text = new HtmlText(maxChars);
        document.filter(text);
        return new Result(text.out.toString(), source.cut() || text.out.isFull());
    }

    @Override
    public FilterResult head(Node node, int depth) {
        if (out.isFull()) {
            return FilterResult.STOP;
        }
        if (node instanceof TextNode text) {
            text(text.getWholeText());
        } else if (node instanceof Element element) {
            if (UNSEEN.contains(element.normalName()) || HtmlSource.isHidden(element)) {
                return FilterResult.SKIP_ENTIRELY;
            }
            open(element);
        }
        return FilterResult.CONTINUE;
    }

    @Override
    public FilterResult tail(Node node, int depth) {
        if (node instanceof Element element) {
            close(element);
        }
        return out.isFull() ? FilterResult.STOP : FilterResult.CONTINUE;
    }

    private void text(String text) {
        if (preformatted > 0) {
            out.preformatted(text);
        } else {
            out.collapsed(text, rows.isEmpty());
        }
    }

    private void open(Element element) {
        String name = element.normalName();
        if (BLOCKS.contains(name)) {
            out.block(isApart(element));
        }
        switch (name) {
            case "br" -> out.lineBreak();
            case "hr" -> out.line("----");
            case "pre" -> preformatted++;
            case "blockquote" -> out.quote(1);
            case "ul", "menu", "dir" -> lists.push(new ItemList(0));
            case "ol" -> lists.push(new ItemList(1));
            case "li" -> item();
            case "tr" -> rows.push(out.startRow());
            case "td", "th" -> cell();
            case "a" -> links.push(new HtmlLink(element.attr("href"), out.length()));
            case "img" -> image(element.attr("alt"));
            default -> { }
        }
    }

    private void close(Element element) {
        String name = element.normalName();
        switch (name) {
            case "pre" -> preformatted--;
            case "blockquote" -> out.quote(-1);
            case "tr" -> rows.pop();
            case "a" -> links.pop().writeTo(out);
            default -> {
                if (LISTS.contains(name)) {
                    lists.pop();
                }
            }
        }
        if (BLOCKS.contains(name)) {
            out.block(isApart(element));
        }
    }

    /** Whether an empty line goes before and after: not inside of tables and lists, and not what Word writes for every line. */
    private boolean isApart(Element element) {
        String name = element.normalName();
        return APART.contains(name) && rows.isEmpty() && (!LISTS.contains(name) || lists.isEmpty())
                && !(name.equals("p") && (!lists.isEmpty() || element.className().startsWith("Mso")));
    }

    private void item() {
        ItemList list = lists.peek();
        String marker = list == null || list.next == 0 ? "- " : list.next++ + ". ";
        out.marker(Math.max(0, lists.size() - 1), marker);
    }

    private void cell() {
        if (!rows.isEmpty()) {
            out.startCell(rows.peek());
        }
    }

    /** What stands for the image: an emoji as it is, words in brackets. */
    private void image(String alt) {
        String text = alt.strip();
        if (text.isEmpty() || text.length() > MAX_ALT) {
            return;
        }
        boolean words = text.toLowerCase(Locale.ROOT).chars().anyMatch(Character::isLetterOrDigit);
        out.collapsed(words ? "[" + text + "]" : text, false);
    }
}
