package org.mailiwf.mail;

/** Text of format=flowed (RFC 3676) as lines that are as long as their paragraphs. */
final class FlowedText {

    private FlowedText() {
    }

    /**
     * Joins what flows.
     *
     * @param text  with any line ends
     * @param delSp whether the space that makes a line flow is deleted (DelSp=yes)
     */
    static String unfold(String text, boolean delSp) {
        StringBuilder out = new StringBuilder(text.length() + 64);
        int at = 0;
        int flowingDepth = -1;
        while (at < text.length()) {
            int lineEnd = text.indexOf('\n', at);
            int next = lineEnd < 0 ? text.length() : lineEnd + 1;
            int end = lineEnd < 0 ? text.length() : lineEnd;
            if (end > at && text.charAt(end - 1) == '\r') {
                end--;
            }
            int depth = quoteDepth(text, at, end);
            int start = at + depth;
            if (start < end && text.charAt(start) == ' ') {
                start++; // space-stuffing, section 4.4
            }
            boolean signature = end - start == 3 && text.startsWith("-- ", start);
            if (flowingDepth < 0 || flowingDepth != depth || signature) {
                startLine(out, flowingDepth >= 0, depth, start < end);
            }
            boolean flows = start < end && text.charAt(end - 1) == ' ' && !signature;
            out.append(text, start, flows && delSp ? end - 1 : end);
            flowingDepth = flows && next < text.length() ? depth : -1;
            if (!flows) {
                out.append('\n');
            }
            at = next;
        }
        return out.toString();
    }

    private static int quoteDepth(String text, int from, int end) {
        int at = from;
        while (at < end && text.charAt(at) == '>') {
            at++;
        }
        return at - from;
    }

    /** A line that flows but is followed by one of another quote depth ends there all the same (section 4.5). */
    private static void startLine(StringBuilder out, boolean interrupted, int depth, boolean hasText) {
        if (interrupted) {
            out.append('\n');
        }
        for (int i = 0; i < depth; i++) {
            out.append('>');
        }
        if (depth > 0 && hasText) {
            out.append(' ');
        }
    }
}
