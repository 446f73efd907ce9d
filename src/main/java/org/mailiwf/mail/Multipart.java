package org.mailiwf.mail;

import java.util.ArrayList;
import java.util.List;

/** A multipart that is being read: what it means (RFC 2046 section 5.1, RFC 2387, RFC 6522, RFC 1847) and the texts found in it. */
final class Multipart {

    /** What the parts are to each other. */
    enum Kind {
        /** Each part says something of its own: mixed, and all that is not known. */
        MIXED,
        /** All parts say the same. */
        ALTERNATIVE,
        /** The first part is shown; the others are what it shows itself with. */
        RELATED,
        /** The first part is for people, the others for machines. */
        REPORT,
        /** The first part is signed by the second. */
        SIGNED,
        /** No part can be read. */
        ENCRYPTED;

        static Kind of(String mimeType) {
            return switch (mimeType) {
                case "multipart/alternative" -> ALTERNATIVE;
                case "multipart/related" -> RELATED;
                case "multipart/report" -> REPORT;
                case "multipart/signed" -> SIGNED;
                case "multipart/encrypted" -> ENCRYPTED;
                default -> MIXED;
            };
        }
    }

    private final Kind kind;
    private final boolean silent;
    private final List<PartText> texts = new ArrayList<>();
    private int parts;

    /** @param silent whether nothing of it counts */
    Multipart(Kind kind, boolean silent) {
        this.kind = kind;
        this.silent = silent;
    }

    Kind kind() {
        return kind;
    }

    void startPart() {
        parts++;
    }

    /** Whether nothing of the part that is being read counts. */
    boolean isPartSilent() {
        return silent || kind == Kind.ENCRYPTED || parts > 1 && (kind == Kind.REPORT || kind == Kind.SIGNED);
    }

    /** Whether a text that is not plain can still be of use. */
    boolean wantsHtml() {
        return kind != Kind.ALTERNATIVE || texts.stream().noneMatch(PartText::isPlain);
    }

    /** Whether a further text can still be of use. */
    boolean wantsText() {
        return kind != Kind.RELATED || texts.isEmpty();
    }

    void add(PartText text) {
        texts.add(text);
    }

    /** The text of all its parts together. */
    PartText text() {
        if (kind == Kind.ALTERNATIVE) {
            return texts.stream().filter(PartText::isPlain).findFirst()
                    .or(() -> texts.stream().filter(text -> !(text instanceof PartText.Plain)).findFirst())
                    .orElse(new PartText.Sequence(List.of()));
        }
        return texts.size() == 1 ? texts.get(0) : new PartText.Sequence(texts);
    }
}
