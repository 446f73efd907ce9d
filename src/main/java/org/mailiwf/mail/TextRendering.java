package org.mailiwf.mail;

import java.nio.charset.Charset;

/** Puts the chosen texts of a mail together, an empty line between them. */
final class TextRendering {

    private final StringBuilder text = new StringBuilder();
    private final int maxChars;
    private boolean complete = true;

    /** @param maxChars how long what comes of HTML may get, all together */
    TextRendering(int maxChars) {
        this.maxChars = maxChars;
    }

    void add(PartText part) {
        if (part instanceof PartText.Plain plain) {
            append(plain.text(), plain.cut());
        } else if (part instanceof PartText.Html html) {
            addHtml(html);
        } else if (part instanceof PartText.Sequence sequence) {
            sequence.texts().forEach(this::add);
        }
    }

    private void addHtml(PartText.Html html) {
        byte[] octets = html.octets();
        Charset charset = html.charset() != null ? html.charset() : HtmlSource.charset(octets, octets.length);
        String document = Charsets.decode(octets, octets.length, charset, html.cut());
        HtmlText.Result result = HtmlText.of(document, Math.max(0, maxChars - text.length()));
        append(result.text(), html.cut() || result.cut());
    }

    private void append(String part, boolean cut) {
        complete &= !cut;
        if (!part.isBlank()) {
            String stripped = part.stripTrailing();
            text.ensureCapacity(text.length() + stripped.length() + 2);
            text.append(text.isEmpty() ? "" : "\n\n").append(stripped);
        }
    }

    String text() {
        return text.toString();
    }

    boolean isComplete() {
        return complete;
    }
}
