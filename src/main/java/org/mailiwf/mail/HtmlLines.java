package org.mailiwf.mail;

/**
 * Writes text in lines: white space is collapsed, breaks are held back until text follows them, at most one empty line stands between two
 * lines. Every method costs what it writes.
 */
final class HtmlLines {

    private static final int MAX_QUOTE_DEPTH = 5;
    private static final int MAX_INDENT = 8;
    private static final String CELL_SEPARATOR = " | ";
    private static final int EMPTY_LINE = 2;

    private final StringBuilder out = new StringBuilder();
    private final int maxChars;
    private int pendingBreaks;
    private boolean pendingSpace;
    private boolean pendingSeparator;
    private String pendingMarker = "";
    private int quoteDepth;
    /** The quote depth of the last line. */
    private int lineDepth;
    private int lines;

    /**
     * A table row.
     *
     * @param start how long the text was before it
     * @param line  the number of the line that it begins on
     */
    record Row(int start, int line) {
    }

    HtmlLines(int maxChars) {
        this.maxChars = maxChars;
    }

    boolean isFull() {
        return out.length() > maxChars;
    }

    int length() {
        return out.length();
    }

    /** What was written since it was {@code from} long. */
    String since(int from) {
        return out.substring(from);
    }

    /** A block begins or ends here; one that stands apart has an empty line around it. */
    void block(boolean apart) {
        breakLine(apart ? EMPTY_LINE : 1);
    }

    private void breakLine(int breaks) {
        // the block that a cell begins with, or the item with its marker, stays on the line
        if (!pendingSeparator && pendingMarker.isEmpty()) {
            pendingBreaks = Math.max(pendingBreaks, breaks);
            pendingSpace = false;
        }
    }

    void lineBreak() {
        if (!pendingSeparator) {
            pendingBreaks = Math.min(pendingBreaks + 1, EMPTY_LINE);
            pendingSpace = false;
        }
    }

    void line(String text) {
        append(text, 0, text.length());
        breakLine(1);
    }

    void quote(int more) {
        quoteDepth += more;
    }

    void marker(int indent, String marker) {
        pendingMarker = "  ".repeat(Math.min(indent, MAX_INDENT)) + marker;
    }

    Row startRow() {
        return new Row(out.length(), pendingSeparator ? lines : lines + 1);
    }

    /** A further cell of {@code row} stands on the same line, unless a cell before it took several. */
    void startCell(Row row) {
        boolean first = out.length() == row.start();
        boolean oneLine = lines == row.line();
        if (!first && oneLine) {
            pendingBreaks = 0;
            pendingSpace = false;
            pendingSeparator = true;
        } else if (!first) {
            breakLine(1);
        }
    }

    void preformatted(String text) {
        int at = 0;
        while (at < text.length() && !isFull()) {
            int lineEnd = text.indexOf('\n', at);
            int end = lineEnd < 0 ? text.length() : lineEnd;
            if (end > at) {
                append(text, at, end);
            }
            if (lineEnd >= 0) {
                flush();
                pendingBreaks++;
            }
            at = end + 1;
        }
    }

    /**
     * Writes text with its white space collapsed.
     *
     * @param emptyLines whether a no-break space alone on a line makes it an empty line: so Word writes them
     */
    void collapsed(String text, boolean emptyLines) {
        boolean noBreakSpace = false;
        boolean seen = false;
        int at = 0;
        while (at < text.length() && !isFull()) {
            int start = at;
            while (at < text.length() && !isGap(text.charAt(at))) {
                at++;
            }
            if (at > start) {
                append(text, start, at);
                seen = true;
            }
            while (at < text.length() && isGap(text.charAt(at))) {
                noBreakSpace |= text.charAt(at) == '\u00A0';
                pendingSpace |= CleanText.isWhiteSpace(text.charAt(at));
                at++;
            }
        }
        if (emptyLines && noBreakSpace && !seen && pendingBreaks > 0) {
            pendingBreaks = EMPTY_LINE;
            pendingSpace = false;
        }
    }

    /** White space, and what takes no room: newsletters fill their hidden first lines with it. */
    private static boolean isGap(char c) {
        return CleanText.isWhiteSpace(c) || c == '\u200B' || c == '\u00AD' || c == '\u034F' || c == '\uFEFF' || Character.isISOControl(c);
    }

    private void append(CharSequence text, int from, int to) {
        flush();
        out.append(text, from, Math.min(to, from + Math.max(0, maxChars + 1 - out.length())));
    }

    /** Writes what was held back. */
    private void flush() {
        if (pendingSeparator) {
            out.append(CELL_SEPARATOR);
        } else if (pendingBreaks > 0 || out.isEmpty()) {
            startLine();
        } else if (pendingSpace) {
            out.append(' ');
        }
        pendingSeparator = false;
        pendingBreaks = 0;
        pendingSpace = false;
        out.append(pendingMarker);
        pendingMarker = "";
    }

    private void startLine() {
        int depth = Math.min(quoteDepth, MAX_QUOTE_DEPTH);
        if (!out.isEmpty()) {
            String emptyLine = "\n" + "> ".repeat(Math.min(depth, lineDepth)).stripTrailing();
            out.append(emptyLine.repeat(Math.max(0, pendingBreaks - 1))).append('\n');
        }
        lines++;
        lineDepth = depth;
        out.append("> ".repeat(depth));
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
