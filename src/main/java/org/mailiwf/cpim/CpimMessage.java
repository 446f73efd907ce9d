package org.mailiwf.cpim;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A CPIM object, media type {@code message/cpim} (RFC 3862): message headers, and a MIME entity as their content. Immutable.
 *
 * <p>On the wire: the headers, an empty line, the MIME headers of the content, an empty line, the content. Nothing is folded, everything
 * is UTF-8, the content is never transfer-encoded.
 */
public final class CpimMessage {

    /** The media type of such an object. */
    public static final String MEDIA_TYPE = "message/cpim";

    /** The most headers, and the most MIME headers, that {@link #decode} reads. */
    public static final int MAX_HEADERS = 64;

    /** The longest header line that {@link #decode} reads, in octets without its CRLF. */
    public static final int MAX_LINE = 8192;

    private static final String CONTENT_TYPE = "Content-Type";

    private final List<CpimHeader> headers;
    private final List<ContentHeader> contentHeaders;
    private final byte[] content;

    /** A CPIM object whose headers stand in the given order; a prefixed header must come after the NS that binds its prefix. */
    public CpimMessage(List<CpimHeader> headers, List<ContentHeader> contentHeaders, byte[] content) {
        this.headers = List.copyOf(headers);
        this.contentHeaders = List.copyOf(contentHeaders);
        this.content = content.clone();
    }

    /** A CPIM object that carries plain text in UTF-8. */
    public static CpimMessage ofText(List<CpimHeader> headers, String text) {
        return new CpimMessage(headers, List.of(new ContentHeader(CONTENT_TYPE, "text/plain; charset=UTF-8")),
                text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Reads a CPIM object.
     *
     * @throws CpimException if the octets break the syntax, or pass {@link #MAX_HEADERS} or {@link #MAX_LINE}
     */
    public static CpimMessage decode(byte[] octets) throws CpimException {
        return new CpimDecoder(octets).decode();
    }

    /** The octets. An object that was decoded gives the octets it was read from, but that its MIME headers are unfolded. */
    public byte[] encode() {
        ByteArrayOutputStream out = new ByteArrayOutputStream(512 + content.length);
        out.writeBytes(head(headers, contentHeaders));
        out.writeBytes(content);
        return out.toByteArray();
    }

    /** The octets of a CPIM object that stand before its content: for content that is too large to be held. */
    public static byte[] head(List<CpimHeader> headers, List<ContentHeader> contentHeaders) {
        StringBuilder head = new StringBuilder(512);
        for (CpimHeader header : headers) {
            head.append(header.name()).append(':').append(header.parameters()).append(' ').append(header.value()).append("\r\n");
        }
        head.append("\r\n");
        for (ContentHeader header : contentHeaders) {
            head.append(header.name()).append(": ").append(header.value()).append("\r\n");
        }
        return head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The headers in their order. */
    public List<CpimHeader> headers() {
        return headers;
    }

    /** The first header of that name, which is case-sensitive; {@code null} when there is none. */
    public CpimHeader header(String name) {
        for (CpimHeader header : headers) {
            if (header.name().equals(name)) {
                return header;
            }
        }
        return null;
    }

    /** The MIME headers of the content in their order. */
    public List<ContentHeader> contentHeaders() {
        return contentHeaders;
    }

    /** The value of Content-Type; {@code text/plain} when the content has none (RFC 2045 section 5.2). */
    public String contentType() {
        for (ContentHeader header : contentHeaders) {
            if (header.name().equalsIgnoreCase(CONTENT_TYPE)) {
                return header.value();
            }
        }
        return "text/plain";
    }

    /** A copy of the content. */
    public byte[] content() {
        return content.clone();
    }

    /** The content read in its charset if it is text/plain in a charset known here; {@code null} otherwise. */
    public String text() {
        MediaType type = MediaType.parse(contentType());
        Charset charset = type.is("text/plain") ? type.charset() : null;
        return charset == null ? null : new String(content, charset);
    }
}
