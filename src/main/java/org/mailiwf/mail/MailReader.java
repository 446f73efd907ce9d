package org.mailiwf.mail;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;

import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.MimeIOException;
import org.apache.james.mime4j.io.MaxLineLimitException;

/**
 * Reads mails: their header and what they say in words (RFC 2045, 2046). It goes through a mail once and keeps no more of it than its bounds
 * allow, so that no mail costs much more than its octets.
 *
 * <p>Set it up, then use it from as many threads as you like.
 */
public class MailReader {

    private int maxHeaderOctets = 64 * 1024;
    private int maxHeaderFields = MailHeader.DEFAULT_MAX_FIELDS;
    private int maxDepth = 20;
    private int maxParts = 200;
    private long maxNestedOctets = 10_000_000;
    private int maxTextOctets = 64 * 1024;
    private int maxHtmlOctets = 256 * 1024;

    /** What the header section of a mail may have, and that of each of its parts: octets, 65536 by default. A mail past it is refused. */
    public void setMaxHeaderOctets(int maxHeaderOctets) {
        this.maxHeaderOctets = maxHeaderOctets;
    }

    /** How many fields a header section may have, 1000 by default. A mail past it is refused. */
    public void setMaxHeaderFields(int maxHeaderFields) {
        this.maxHeaderFields = maxHeaderFields;
    }

    /** How deep multiparts may be nested, 20 by default. A mail past it is refused. */
    public void setMaxDepth(int maxDepth) {
        this.maxDepth = maxDepth;
    }

    /** How many parts a mail may have, multiparts counted too, 200 by default. A mail past it is refused. */
    public void setMaxParts(int maxParts) {
        this.maxParts = maxParts;
    }

    /**
     * How many octets may stand deeper than five multiparts, each counted once for every level beyond: 10,000,000 by default, so that at
     * the depth of twenty 666 kB pass. A mail past it is refused.
     */
    public void setMaxNestedOctets(long maxNestedOctets) {
        this.maxNestedOctets = maxNestedOctets;
    }

    /** How much plain text of a mail is kept: octets before they become characters, 65536 by default. The rest is skipped. */
    public void setMaxTextOctets(int maxTextOctets) {
        this.maxTextOctets = maxTextOctets;
    }

    /** How much HTML of a mail is looked at: octets, 262144 by default. The rest is skipped. */
    public void setMaxHtmlOctets(int maxHtmlOctets) {
        this.maxHtmlOctets = maxHtmlOctets;
    }

    /**
     * Reads a mail. Where nothing more is to be learned it stops: the end of the stream is not always reached.
     *
     * @param  in                   the mail, line ends CR LF or LF; not closed. If it has a {@link KnownHeader} that is not read again
     * @return                      what it says
     * @throws IOException          from {@code in}
     * @throws MailRefusedException when the mail passes a bound or is not to be read
     */
    public Mail read(InputStream in) throws IOException, MailRefusedException {
        MailOctets buffered = new MailOctets(in);
        HeaderReader.Section section = section(in, buffered);
        PartWalker walker = new PartWalker(
                new PartWalker.Limits(maxHeaderOctets, maxHeaderFields, maxDepth, maxParts, maxNestedOctets, maxTextOctets,
                        maxHtmlOctets));
        PartDescriptor descriptor = new PartDescriptor();
        section.header().fields().forEach(field -> {
            if (PartDescriptor.isMime(field.name())) {
                descriptor.add(field.name(), field.raw());
            }
        });
        try {
            if (descriptor.isMultipart()) {
                walker.walk(new SequenceInputStream(mimeFields(section), buffered));
            } else {
                InputStream body = section.bodyLine().length == 0
                        ? buffered : new SequenceInputStream(new ByteArrayInputStream(section.bodyLine()), buffered);
                walker.single(descriptor, body);
            }
        } catch (NestedOctets.ExceededException e) {
            throw new MailRefusedException("Too much stands too deep in multiparts", e);
        } catch (MimeException | MimeIOException | MaxLineLimitException e) {
            throw new MailRefusedException("MIME structure is not to be read", e);
        }
        TextRendering rendering = new TextRendering(maxTextOctets);
        rendering.add(walker.text());
        String text = CleanText.ofBody(rendering.text());
        return new Mail(section.header(), text, utf8Octets(text), rendering.isComplete(), walker.largeOnly());
    }

    private HeaderReader.Section section(InputStream in, MailOctets buffered) throws IOException, MailRefusedException {
        HeaderSection known = in instanceof KnownHeader mail ? mail.headerSection() : null;
        if (known == null || known.length() > maxHeaderOctets || known.header().fields().size() > maxHeaderFields) {
            return new HeaderReader(maxHeaderOctets, maxHeaderFields).read(buffered);
        }
        buffered.skipNBytes(known.length());
        return new HeaderReader.Section(known.header(), new byte[0], known.length());
    }

    /**
     * Finds out what parts a mail has. It is read to its end.
     *
     * @param  in                   the mail; not closed
     * @throws IOException          from {@code in}
     * @throws MailRefusedException when the mail passes a bound
     */
    public MimeTree readTree(InputStream in) throws IOException, MailRefusedException {
        return new MimeTree(new MimeScanner(in, new MimeScanner.Limits(maxHeaderOctets, maxHeaderFields, maxDepth, maxParts)).scan());
    }

    /** What mime4j has to know of the header, and where the body begins. */
    private static InputStream mimeFields(HeaderReader.Section section) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(512);
        for (MailHeader.Field field : section.header().fields()) {
            if (PartDescriptor.isMime(field.name())) {
                out.writeBytes((field.name() + ": " + field.raw() + "\r\n").getBytes(StandardCharsets.UTF_8));
            }
        }
        out.writeBytes(new byte[] {'\r', '\n'});
        out.writeBytes(section.bodyLine());
        return new ByteArrayInputStream(out.toByteArray());
    }

    private static int utf8Octets(String text) {
        int octets = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            // a surrogate is half of four octets
            octets += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        return octets;
    }
}
