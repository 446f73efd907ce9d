package org.mailiwf.mapping;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.spi.Metadata;
import org.mailiwf.cpim.CpimException;
import org.mailiwf.cpim.CpimHeader;
import org.mailiwf.cpim.CpimMessage;
import org.mailiwf.cpim.MediaType;

/** The bean {@code cpim}: text into a CPIM object, and text out of a message. */
@Metadata(label = "bean",
          description = "Makes of text and the CamelCpimHeader-NAME headers a CPIM object (RFC 3862), and gives the text out of one.")
public class CpimBody implements Processor {

    /** The order of the examples of RFC 5438: NS stands before the first header that uses its prefix. */
    private static final List<String> ORDER = List.of("From", "To", "cc", "DateTime", "Subject", "NS",
            "imdn.Message-ID", "imdn.Disposition-Notification");
    private static final String IMDN_PREFIX = "imdn.";

    /** The headers whose value is an address, with a syntax and escapes of its own. */
    private static final Set<String> ADDRESSES = Set.of("From", "To", "cc");

    /** The longest value of a header, in chars. */
    private static final int MAX_VALUE = 2048;

    private static final String CONTENT_TYPE = "Content-Type";

    /** Makes the body what {@link #wrap} makes of it. */
    @Override
    public void process(Exchange exchange) {
        exchange.getMessage().setBody(wrap(exchange));
    }

    /**
     * The octets of a CPIM object (RFC 3862): the headers of the exchange that begin with {@link CpimConstants#HEADER_PREFIX}, and the body
     * as {@code text/plain; charset=UTF-8}.
     *
     * @throws IllegalArgumentException if a name is no CPIM header name
     */
    public byte[] wrap(Exchange exchange) {
        List<CpimHeader> headers = headers(exchange);
        String text = exchange.getMessage().getBody(String.class);
        return CpimMessage.ofText(headers, text == null ? "" : text).encode();
    }

    /** The CPIM headers that the headers of the exchange name, in the order in which they are to stand. */
    static List<CpimHeader> headers(Exchange exchange) {
        List<CpimHeader> headers = new ArrayList<>();
        for (Map.Entry<String, Object> entry : exchange.getMessage().getHeaders().entrySet()) {
            String prefix = CpimConstants.HEADER_PREFIX;
            if (entry.getKey().regionMatches(true, 0, prefix, 0, prefix.length())) {
                addHeaders(headers, entry.getKey().substring(prefix.length()), entry.getValue());
            }
        }
        headers.sort(Comparator.comparingInt((CpimHeader header) -> rank(header.name())));
        return headers;
    }

    private static void addHeaders(List<CpimHeader> headers, String name, Object values) {
        for (Object value : values instanceof Collection<?> many ? many : Collections.singletonList(values)) {
            String text = value == null ? "" : OneLine.of(value.toString(), MAX_VALUE);
            if (!text.isEmpty()) {
                headers.add(ADDRESSES.contains(name) ? new CpimHeader(name, "", text) : CpimHeader.text(name, text));
            }
        }
    }

    private static int rank(String name) {
        int rank = ORDER.indexOf(name);
        if (rank >= 0) {
            return rank;
        }
        return name.startsWith(IMDN_PREFIX) ? ORDER.size() : ORDER.size() + 1;
    }

    /**
     * The readable text of the body, by its Content-Type: of message/cpim the text it carries, of text/plain itself.
     *
     * @return {@code null} for content that is no plain text, or in a charset that is unknown here
     * @throws CpimException if the body says that it is CPIM and is not
     */
    public String text(Exchange exchange) throws CpimException {
        Message message = exchange.getMessage();
        String contentType = message.getHeader(CONTENT_TYPE, String.class);
        MediaType type = MediaType.parse(contentType == null ? "text/plain" : contentType);
        byte[] body = message.getBody(byte[].class);
        if (body == null) {
            return "";
        }
        if (type.is(CpimMessage.MEDIA_TYPE)) {
            return CpimMessage.decode(body).text();
        }
        Charset charset = type.is("text/plain") ? type.charset() : null;
        return charset == null ? null : new String(body, charset);
    }
}
