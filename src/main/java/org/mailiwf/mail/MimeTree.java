package org.mailiwf.mail;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The parts of a mail (RFC 2046 section 5), and what of them goes to a receiver over a binary channel. It knows where the parts stand, and
 * holds none of them. Immutable.
 */
public final class MimeTree {

    private static final String PLAIN = "text/plain";
    /** How many parts are named; the rest is counted. */
    private static final int MAX_NAMES = 10;
    /** The text that is put together for a receiver who takes nothing else. */
    private static final int MAX_TEXT_OCTETS = 1024 * 1024;

    private final MimePart root;

    MimeTree(MimePart root) {
        this.root = root;
    }

    /** The parts that say something that the text of the mail does not, by file name and type; each one line. */
    public List<String> attachments() {
        List<String> names = new ArrayList<>();
        addAttachments(root, Multipart.Kind.MIXED, names);
        return names;
    }

    static void addAttachments(MimePart part, Multipart.Kind parent, List<String> names) {
        if (!part.isMultipart()) {
            if (PartWalker.isAttachment(part.descriptor(), parent)) {
                names.add(part.name());
            }
        } else if (part.descriptor().isAttachment() || part.kind() == Multipart.Kind.ENCRYPTED) {
            names.add(part.name());
        } else {
            boolean firstOnly = part.kind() == Multipart.Kind.REPORT || part.kind() == Multipart.Kind.SIGNED;
            part.parts().stream().limit(firstOnly ? 1 : Long.MAX_VALUE).forEach(child -> addAttachments(child, part.kind(), names));
        }
    }

    /** Text with a line behind it that names the {@link #attachments}; the text itself if there are none. */
    public String textWithNote(String text) {
        List<String> names = attachments();
        if (names.isEmpty()) {
            return text;
        }
        return text.isEmpty() ? note(names) : text + "\r\n\r\n" + note(names);
    }

    /** A line for people that names what they do not get. */
    static String note(List<String> names) {
        String first = String.join(", ", names.subList(0, Math.min(names.size(), MAX_NAMES)));
        return "[Not sent along: " + first + (names.size() > MAX_NAMES ? " and " + (names.size() - MAX_NAMES) + " more" : "") + "]";
    }

    /**
     * What a receiver gets who takes these media types. The mail as it came where he takes all of it; else what he takes of it, without
     * loss if possible: of multipart/alternative those that he can show, HTML as text, the root of multipart/related. A part of
     * multipart/mixed that he does not take is named in a line of text. Where no multipart can go, the text of the whole mail goes.
     *
     * <p>Transfer encodings are undone, and text that is shown is UTF-8. Signed and encrypted multiparts keep every octet.
     *
     * @param  accepted             whether a media type, in lower case, may be sent
     * @param  mail                 what the mail says in words
     * @param  source               the mail
     * @return                      empty if nothing can be sent
     * @throws IOException          from {@code source}
     * @throws MailRefusedException when it is no longer the mail that this is the tree of
     */
    public Optional<MimeContent> select(Predicate<String> accepted, Mail mail, MailSource source) throws IOException, MailRefusedException {
        MimeSelection selection = new MimeSelection(accepted, source);
        MimeOutput output = selection.of(root);
        if (output == null || !selection.leftOut().isEmpty() && isText(output)) {
            return accepted.test(PLAIN) ? text(mail, source) : Optional.empty();
        }
        return Optional.of(new MimeContent(output, selection.leftOut()));
    }

    private static boolean isText(MimeOutput output) {
        return output instanceof MimeOutput.Text
                || output instanceof MimeOutput.Decoded decoded && decoded.part().type().equals(PLAIN)
                || output instanceof MimeOutput.Parts parts && parts.parts().stream().allMatch(MimeTree::isText);
    }

    private Optional<MimeContent> text(Mail mail, MailSource source) throws IOException, MailRefusedException {
        Mail whole = mail.complete() ? mail : readAgain(source);
        if (!whole.complete() || whole.text().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new MimeContent(new MimeOutput.Text(textWithNote(whole.text())), attachments()));
    }

    private static Mail readAgain(MailSource source) throws IOException, MailRefusedException {
        MailReader reader = new MailReader();
        reader.setMaxTextOctets(MAX_TEXT_OCTETS);
        reader.setMaxHtmlOctets(MAX_TEXT_OCTETS);
        try (InputStream in = source.open()) {
            return reader.read(in);
        }
    }
}
