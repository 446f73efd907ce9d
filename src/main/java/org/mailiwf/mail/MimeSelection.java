package org.mailiwf.mail;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;

/** Chooses what of a mail a receiver gets who takes only certain media types. Used once. */
final class MimeSelection {

    private static final String PLAIN = "text/plain";
    private static final String MIXED = "multipart/mixed";
    /** How much HTML becomes text. */
    private static final int MAX_HTML = 256 * 1024;

    private final Predicate<String> accepted;
    private final MailSource source;
    /** 122 random bits: no part can have been written to hold them. */
    private final String random = UUID.randomUUID().toString();
    private final List<String> leftOut = new ArrayList<>();
    private int boundaries;

    MimeSelection(Predicate<String> accepted, MailSource source) {
        this.accepted = accepted;
        this.source = source;
    }

    /** The parts that were left out although they say something of their own, by name. */
    List<String> leftOut() {
        return leftOut;
    }

    /** What is sent of the part; {@code null} for nothing. */
    MimeOutput of(MimePart part) throws IOException {
        if (!part.isMultipart()) {
            return leaf(part);
        }
        return switch (part.kind()) {
            case SIGNED -> isAccepted(part) ? new MimeOutput.Untouched(part) : unsigned(part);
            case ENCRYPTED -> isAccepted(part) ? new MimeOutput.Untouched(part) : null;
            case ALTERNATIVE -> alternative(part);
            case RELATED -> related(part);
            case REPORT -> accepted.test(part.type()) || accepted.test(MIXED) ? mixed(part) : first(part);
            case MIXED -> accepted.test(part.type()) || accepted.test(MIXED) ? mixed(part) : null;
        };
    }

    private MimeOutput leaf(MimePart part) throws IOException {
        if (accepted.test(part.type())) {
            return new MimeOutput.Decoded(part, charsetToChange(part));
        }
        boolean html = PartWalker.HTML_TYPES.contains(part.type()) && !part.descriptor().isAttachment();
        return html && accepted.test(PLAIN) ? htmlAsText(part) : null;
    }

    /** Text that is shown becomes UTF-8, as in Pager Mode; what is a file stays what it is, and so does what may be UTF-8 already. */
    private static Charset charsetToChange(MimePart part) {
        Charset charset = part.type().equals(PLAIN) && !part.descriptor().isAttachment() ? Charsets.find(part.descriptor().getCharset()) : null;
        boolean utf8 = StandardCharsets.UTF_8.equals(charset) || StandardCharsets.US_ASCII.equals(charset);
        return utf8 ? null : charset;
    }

    private MimeOutput htmlAsText(MimePart part) throws IOException {
        List<Segment> body = List.of(new Segment.Stretch(part.start(), part.end(), part.encoding(), null));
        byte[] octets;
        try (InputStream in = new SegmentStream(source.open(), body)) {
            octets = in.readNBytes(MAX_HTML + 1);
        }
        TextRendering rendering = new TextRendering(MAX_HTML);
        rendering.add(new PartText.Html(octets, Charsets.find(part.descriptor().getCharset()), octets.length > MAX_HTML));
        return rendering.isComplete() ? new MimeOutput.Text(CleanText.ofBody(rendering.text())) : null;
    }

    private boolean isAccepted(MimePart part) {
        return accepted.test(part.type()) && part.parts().stream().allMatch(this::isAccepted);
    }

    private MimeOutput unsigned(MimePart part) throws IOException {
        MimeOutput content = first(part);
        if (content != null && part.parts().size() > 1) {
            leftOut.add("signature (" + part.parts().get(1).type() + ")");
        }
        return content;
    }

    private MimeOutput first(MimePart part) throws IOException {
        return part.parts().isEmpty() ? null : of(part.parts().get(0));
    }

    /** One alternative is as good as all, but for what is attached to one of them alone. */
    private MimeOutput alternative(MimePart part) throws IOException {
        List<Tried> tried = new ArrayList<>();
        for (MimePart child : part.parts()) {
            int before = leftOut.size();
            MimeOutput output = of(child);
            List<String> lost = leftOut.subList(before, leftOut.size());
            tried.add(new Tried(child, output, List.copyOf(lost)));
            lost.clear();
        }
        List<Tried> possible = tried.stream().filter(one -> one.output() != null).toList();
        if (possible.isEmpty()) {
            return null;
        }
        List<Tried> chosen = possible.size() > 1 && accepted.test(part.type()) ? possible : List.of(best(possible));
        for (Tried one : tried) {
            if (chosen.contains(one)) {
                leftOut.addAll(one.lost());
            } else {
                MimeTree.addAttachments(one.part(), Multipart.Kind.ALTERNATIVE, leftOut);
            }
        }
        return chosen.size() == 1 ? chosen.get(0).output() : parts(part, chosen.stream().map(Tried::output).toList());
    }

    /** Plain text, as in Pager Mode; else the fullest. */
    private static Tried best(List<Tried> possible) {
        return possible.stream().filter(one -> one.output() instanceof MimeOutput.Decoded decoded && decoded.part().type().equals(PLAIN))
                .findFirst().orElse(possible.get(possible.size() - 1));
    }

    /** A part, what would be sent of it, and what would be missing then. */
    private record Tried(MimePart part, MimeOutput output, List<String> lost) {
    }

    private MimeOutput related(MimePart part) throws IOException {
        MimeOutput root = first(part);
        if (root == null) {
            return null;
        }
        boolean whole = accepted.test(part.type());
        List<MimeOutput> outputs = new ArrayList<>(List.of(root));
        for (MimePart child : part.parts().subList(1, part.parts().size())) {
            MimeOutput output = whole ? of(child) : null;
            if (output != null) {
                outputs.add(output);
            } else {
                MimeTree.addAttachments(child, Multipart.Kind.RELATED, leftOut);
            }
        }
        return outputs.size() == 1 ? root : parts(part, outputs);
    }

    private MimeOutput mixed(MimePart part) throws IOException {
        List<MimeOutput> outputs = new ArrayList<>();
        int before = leftOut.size();
        for (MimePart child : part.parts()) {
            MimeOutput output = of(child);
            if (output != null) {
                outputs.add(output);
            } else {
                leftOut.add(child.name());
            }
        }
        if (outputs.isEmpty()) {
            return null;
        }
        if (leftOut.size() > before && accepted.test(PLAIN)) {
            outputs.add(new MimeOutput.Text(MimeTree.note(leftOut.subList(before, leftOut.size()))));
        }
        return outputs.size() == 1 ? outputs.get(0) : parts(part, outputs);
    }

    private MimeOutput parts(MimePart part, List<MimeOutput> outputs) {
        // the number first: no boundary is the beginning of another
        String boundary = "iwf" + boundaries++ + "-" + random;
        return new MimeOutput.Parts(part, !accepted.test(part.type()), boundary, outputs);
    }
}
