package org.mailiwf.mail;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.codec.Base64InputStream;
import org.apache.james.mime4j.codec.QuotedPrintableInputStream;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.MimeTokenStream;
import org.apache.james.mime4j.stream.RecursionMode;

/** Goes through the parts of one mail once: keeps the text that may be shown, skips all else, notes what cannot go as text. */
final class PartWalker {

    /** What is kept of one mail. */
    record Limits(int headerOctets, int headerFields, int depth, int parts, long nestedOctets, int textOctets, int htmlOctets) {
    }

    private static final Set<String> PLAIN_TYPES = Set.of("text/plain", "text/markdown", "text/x-markdown", "text/x-patch", "text/x-diff");
    static final Set<String> HTML_TYPES = Set.of("text/html", "application/xhtml+xml");
    private static final int MAX_TYPE_LENGTH = 60;
    /** No transfer encoding makes more octets of one: quoted-printable with its soft line breaks comes near. */
    private static final int MAX_EXPANSION = 4;

    private final Limits limits;
    private final Deque<Multipart> open = new ArrayDeque<>();
    private final Set<String> largeOnly = new LinkedHashSet<>();
    private PartText text = new PartText.Sequence(List.of());
    private int parts;
    private int headerOctets;
    private int plainLeft;
    private int htmlLeft;

    PartWalker(Limits limits) {
        this.limits = limits;
        this.plainLeft = limits.textOctets();
        this.htmlLeft = limits.htmlOctets();
    }

    PartText text() {
        return text;
    }

    List<String> largeOnly() {
        return List.copyOf(largeOnly);
    }

    /** A mail that has no parts: mime4j has nothing to do for it. */
    void single(PartDescriptor descriptor, InputStream body) throws IOException {
        leaf(descriptor, body);
    }

    void walk(InputStream mail) throws IOException, MimeException, MailRefusedException {
        MimeConfig config = new MimeConfig.Builder()
                .setMaxLineLen(limits.headerOctets())
                .setMaxHeaderLen(limits.headerOctets())
                .setMaxHeaderCount(limits.headerFields())
                .build();
        MimeTokenStream stream =
                new MimeTokenStream(config, null, new MimeFieldBuilder(limits.headerOctets()), new PartDescriptor());
        stream.setRecursionMode(RecursionMode.M_NO_RECURSE);
        NestedOctets nested = new NestedOctets(mail, limits.nestedOctets());
        stream.parse(nested);
        for (EntityState state = stream.getState(); state != EntityState.T_END_OF_STREAM; state = stream.next()) {
            switch (state) {
                case T_START_HEADER -> headerOctets = 0;
                case T_FIELD -> countField(stream);
                case T_START_BODYPART -> startPart();
                case T_START_MULTIPART -> startMultipart((PartDescriptor) stream.getBodyDescriptor());
                case T_END_MULTIPART -> add(open.pop().text());
                case T_BODY -> leaf((PartDescriptor) stream.getBodyDescriptor(), stream.getInputStream());
                default -> { }
            }
            nested.setDepth(open.size());
        }
    }

    private void countField(MimeTokenStream stream) throws MailRefusedException {
        headerOctets += stream.getField().getRaw().length();
        if (headerOctets > limits.headerOctets()) {
            throw new MailRefusedException("Header section of a part is longer than " + limits.headerOctets() + " octets");
        }
    }

    private void startPart() throws MailRefusedException {
        if (++parts > limits.parts()) {
            throw new MailRefusedException("More than " + limits.parts() + " parts");
        }
        open.element().startPart();
    }

    private void startMultipart(PartDescriptor descriptor) throws MailRefusedException {
        if (open.size() == limits.depth()) {
            throw new MailRefusedException("Multiparts are nested deeper than " + limits.depth());
        }
        Multipart.Kind kind = Multipart.Kind.of(descriptor.getMimeType());
        boolean silent = isSilent();
        if (!silent && kind == Multipart.Kind.SIGNED) {
            note("signed", descriptor);
        } else if (!silent && kind == Multipart.Kind.ENCRYPTED) {
            note("encrypted", descriptor);
        } else if (!silent && descriptor.isAttachment()) {
            note("attachment", descriptor);
            silent = true;
        }
        open.push(new Multipart(kind, silent));
    }

    private boolean isSilent() {
        return !open.isEmpty() && open.element().isPartSilent();
    }

    private void leaf(PartDescriptor descriptor, InputStream body) throws IOException {
        if (isSilent()) {
            return;
        }
        String type = descriptor.getMimeType();
        if (type.equals("application/pkcs7-mime") || type.equals("application/x-pkcs7-mime")) {
            note("signed-data".equals(descriptor.parameter("smime-type")) ? "signed" : "encrypted", descriptor);
        } else if (isAttachment(descriptor)) {
            note("attachment", descriptor);
        } else if (PLAIN_TYPES.contains(type) && open.stream().allMatch(Multipart::wantsText)) {
            add(plain(descriptor, body));
        } else if (HTML_TYPES.contains(type) && open.stream().allMatch(multipart -> multipart.wantsText() && multipart.wantsHtml())) {
            add(html(descriptor, body));
        }
    }

    private boolean isAttachment(PartDescriptor descriptor) {
        return isAttachment(descriptor, open.isEmpty() ? Multipart.Kind.MIXED : open.element().kind());
    }

    /** Whether a part, no multipart, of a multipart of this kind says something that the text of the mail does not. */
    static boolean isAttachment(PartDescriptor descriptor, Multipart.Kind kind) {
        if (descriptor.isAttachment()) {
            // some senders mark the images that HTML shows as attachments
            return kind != Multipart.Kind.RELATED || !descriptor.hasContentId() || !descriptor.getMediaType().equals("image");
        }
        boolean readable = PLAIN_TYPES.contains(descriptor.getMimeType()) || HTML_TYPES.contains(descriptor.getMimeType());
        return !readable && kind != Multipart.Kind.ALTERNATIVE && kind != Multipart.Kind.RELATED;
    }

    private void note(String what, PartDescriptor descriptor) {
        StringBuilder type = new StringBuilder();
        descriptor.getMimeType().chars().filter(c -> c > ' ' && c < 0x7f).limit(MAX_TYPE_LENGTH).forEach(c -> type.append((char) c));
        largeOnly.add(what + " (" + type + ")");
    }

    private void add(PartText found) {
        if (open.isEmpty()) {
            text = found;
        } else if (!isSilent()) {
            open.element().add(found);
        }
    }

    private PartText plain(PartDescriptor descriptor, InputStream body) throws IOException {
        Octets octets = read(descriptor, body, plainLeft);
        plainLeft -= octets.content().length;
        String decoded = Charsets.decode(octets.content(), octets.content().length, charset(descriptor), octets.cut());
        if ("flowed".equalsIgnoreCase(descriptor.parameter("format"))) {
            decoded = FlowedText.unfold(decoded, "yes".equalsIgnoreCase(descriptor.parameter("delsp")));
        }
        return new PartText.Plain(decoded.isBlank() ? "" : decoded, octets.cut());
    }

    private PartText html(PartDescriptor descriptor, InputStream body) throws IOException {
        Octets octets = read(descriptor, body, htmlLeft);
        htmlLeft -= octets.content().length;
        return new PartText.Html(octets.content(), charset(descriptor), octets.cut());
    }

    private static Charset charset(PartDescriptor descriptor) {
        return Charsets.find(descriptor.getCharset());
    }

    private record Octets(byte[] content, boolean cut) {
    }

    /** At most {@code max} octets of a body, its transfer encoding decoded; of those encoded it reads a bounded number too. */
    private static Octets read(PartDescriptor descriptor, InputStream body, int max) throws IOException {
        String encoding = descriptor.getTransferEncoding();
        boolean base64 = encoding.equals("base64");
        boolean quotedPrintable = encoding.equals("quoted-printable");
        byte[] encoded = body.readNBytes(base64 || quotedPrintable ? MAX_EXPANSION * max : max);
        boolean cut = body.read() >= 0;
        if (!base64 && !quotedPrintable) {
            return new Octets(encoded, cut);
        }
        InputStream in = new ByteArrayInputStream(encoded);
        try (InputStream decoded = base64 ? new Base64InputStream(in) : new QuotedPrintableInputStream(in)) {
            byte[] content = decoded.readNBytes(max);
            return new Octets(content, cut || decoded.read() >= 0);
        }
    }
}
