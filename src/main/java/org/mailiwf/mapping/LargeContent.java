package org.mailiwf.mapping;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

import org.apache.camel.Exchange;
import org.mailiwf.cpim.ContentHeader;
import org.mailiwf.cpim.CpimHeader;
import org.mailiwf.cpim.CpimMessage;
import org.mailiwf.mail.Mail;
import org.mailiwf.mail.MailHeader;
import org.mailiwf.mail.MailRefusedException;
import org.mailiwf.mail.MailSource;
import org.mailiwf.mail.MimeContent;
import org.mailiwf.mail.MimeTree;
import org.mailiwf.msrp.MsrpContent;

/**
 * One mail as the content of a Large Message Mode message: CPIM around the parts that the far side takes, or the parts without CPIM for one
 * that does not take it. The octets are the same for every session with a peer of the same mind.
 */
final class LargeContent implements MsrpContent {

    private static final int UNSUPPORTED = 415;
    private static final int TOO_LARGE = 413;

    private final Exchange exchange;
    private final MimeTree tree;
    private final boolean wrapped;
    private final boolean wholeOnly;
    private final List<CpimHeader> cpimHeaders;
    private final MailSource source;
    private Chosen last;

    /** What was chosen for such a peer. */
    private record Chosen(List<String> acceptTypes, List<String> acceptWrappedTypes, Optional<MimeContent> content) {
    }

    /**
     * @param tree      the parts of the mail
     * @param wrapped   whether CPIM is put around it where that is taken
     * @param wholeOnly whether there is nothing to send unless all parts can be
     */
    LargeContent(Exchange exchange, MimeTree tree, boolean wrapped, boolean wholeOnly) {
        this.tree = tree;
        this.exchange = exchange;
        this.wrapped = wrapped;
        this.wholeOnly = wholeOnly;
        this.cpimHeaders = CpimBody.headers(exchange);
        this.source = MailStream.of(exchange);
    }

    @Override
    public synchronized Choice choose(List<String> acceptTypes, List<String> acceptWrappedTypes, long maxSize) throws IOException {
        boolean cpim = wrapped && MediaRanges.of(acceptTypes).test(CpimMessage.MEDIA_TYPE);
        Predicate<String> accepted = cpim ? MediaRanges.wrapped(acceptTypes, acceptWrappedTypes) : MediaRanges.of(acceptTypes);
        if (last == null || !last.acceptTypes().equals(acceptTypes) || !last.acceptWrappedTypes().equals(acceptWrappedTypes)) {
            last = new Chosen(acceptTypes, acceptWrappedTypes, select(accepted));
        }
        if (last.content().isEmpty()) {
            return new Refusal(UNSUPPORTED, "the far side takes none of the types of this mail");
        }
        MimeContent content = last.content().get();
        if (wholeOnly && !content.leftOut().isEmpty()) {
            return new Refusal(UNSUPPORTED, "the far side does not take all types of this mail");
        }
        byte[] head = cpim ? CpimMessage.head(cpimHeaders, contentHeaders(content)) : new byte[0];
        long length = head.length + content.length(source);
        if (length > maxSize) {
            return new Refusal(TOO_LARGE, length + " octets, and the far side takes " + maxSize);
        }
        exchange.setProperty(LeftOut.PROPERTY, content.leftOut());
        String contentType = cpim ? CpimMessage.MEDIA_TYPE : content.fields().get(0).raw();
        return new Body(contentType, length, () -> open(head, content));
    }

    private Optional<MimeContent> select(Predicate<String> accepted) throws IOException {
        try {
            return tree.select(accepted, exchange.getProperty(Envelope.MAIL_PROPERTY, Mail.class), source);
        } catch (MailRefusedException e) {
            throw new IOException(e);
        }
    }

    private InputStream open(byte[] head, MimeContent content) throws IOException {
        return new SequenceInputStream(new ByteArrayInputStream(head), content.open(source));
    }

    private static List<ContentHeader> contentHeaders(MimeContent content) {
        List<ContentHeader> headers = new ArrayList<>();
        for (MailHeader.Field field : content.fields()) {
            headers.add(new ContentHeader(field.name(), field.raw()));
        }
        return headers;
    }
}
