package org.mailiwf.sip;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Message;
import org.apache.camel.StreamCache;

/**
 * Drafts the request that an exchange asks for. Values go on the wire as they are given; see {@link HeaderGuard} for what may not.
 */
final class SipRequestBuilder {

    /** Remembers the Call-ID that was made for the last request of an exchange, so that the next request gets its own. */
    static final String MADE_CALL_ID = "CamelSipMadeCallId";

    private static final String CONTENT_TYPE = "Content-Type";
    private static final SipField DEFAULT_CONTENT_TYPE = new SipField(CONTENT_TYPE, "text/plain;charset=UTF-8");

    /** The order of the fields after CSeq; fields that are not named here follow by name. */
    private static final Map<String, Integer> PLACES = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    static {
        for (String name : List.of("P-Asserted-Identity", "P-Asserted-Service", "Accept-Contact", "Conversation-ID", "Contribution-ID",
                "Date", "Expires", "Priority", "Subject")) {
            PLACES.put(name, PLACES.size());
        }
    }

    /** A field and where it stands. */
    private record Placed(int place, SipField field) implements Comparable<Placed> {

        static Placed of(SipField field) {
            return new Placed(PLACES.getOrDefault(field.name(), PLACES.size()), field);
        }

        @Override
        public int compareTo(Placed other) {
            return place != other.place ? Integer.compare(place, other.place)
                    : String.CASE_INSENSITIVE_ORDER.compare(field.name(), other.field.name());
        }
    }

    private final SipIds ids;
    private final int maxForwards;
    private final String userAgent;
    private final boolean tlsOnly;

    /**
     * @param userAgent {@code null} for none
     * @param tlsOnly   whether the requests may go over TLS alone, whatever their Request-URI
     */
    SipRequestBuilder(SipIds ids, int maxForwards, String userAgent, boolean tlsOnly) {
        this.ids = ids;
        this.maxForwards = maxForwards;
        this.userAgent = userAgent;
        this.tlsOnly = tlsOnly;
    }

    /**
     * @param  method                   the method if the exchange names none
     * @throws IllegalArgumentException if the exchange asks for a request that cannot be written
     * @throws InvalidPayloadException  if the body is not text, octets or a stream
     */
    SipRequestDraft draft(Exchange exchange, String method) throws InvalidPayloadException {
        return draft(exchange, method, body(exchange.getMessage()), List.of(), null);
    }

    /**
     * The draft of a request with another body than the exchange's.
     *
     * @param  own                      fields that stand in the place of those of the exchange
     * @param  contact                  the parameters of a Contact; {@code null}: no Contact but one that the exchange gives
     * @throws IllegalArgumentException if the exchange asks for a request that cannot be written
     */
    SipRequestDraft draft(Exchange exchange, String method, byte[] body, List<SipField> own, String contact) {
        Message message = exchange.getMessage();
        SipUri requestUri = requestUri(message);
        SipAddress from = SipAddress.parse(required(message, SipConstants.FROM));
        String givenTo = HeaderGuard.clean(message.getHeader(SipConstants.TO, String.class));
        SipAddress to = SipAddress.parse(givenTo.isEmpty() ? requestUri.text() : givenTo);
        List<SipField> fields = requestedFields(message, method);
        if (!own.isEmpty()) {
            fields.removeIf(field -> own.stream().anyMatch(each -> each.is(field.name())));
            fields.addAll(own);
        }
        boolean contactGiven = contact != null && fields.stream().anyMatch(field -> field.is("Contact"));

        String lines = lines(fields, body.length > 0);
        long cseq = cseq(message);
        return new SipRequestDraft(method, requestUri, from.tag() ? from.text() : from.text() + ";tag=" + ids.tag(), to.text(),
                callId(exchange), cseq, new AtomicLong(cseq), maxForwards(message), sentBy(message), lines, body,
                message.getHeader(SipConstants.MAX_REQUEST_SIZE, 0, Integer.class), tlsOnly, contactGiven ? null : contact);
    }

    /** The fields in their order, each ended by CRLF; Content-Type is the last, if there is a body or somebody gave one. */
    private static String lines(List<SipField> fields, boolean hasBody) {
        List<Placed> placed = new ArrayList<>(fields.size());
        SipField contentType = null;
        for (SipField field : fields) {
            if (field.is(CONTENT_TYPE)) {
                contentType = contentType == null ? field : contentType;
            } else {
                placed.add(Placed.of(field));
            }
        }
        Collections.sort(placed);
        StringBuilder lines = new StringBuilder(1024);
        placed.forEach(each -> append(lines, each.field()));
        if (contentType != null || hasBody) {
            append(lines, contentType == null ? DEFAULT_CONTENT_TYPE : contentType);
        }
        return lines.toString();
    }

    private static void append(StringBuilder lines, SipField field) {
        lines.append(field.name()).append(": ").append(field.value()).append("\r\n");
    }

    static String method(Message message, String defaultMethod) {
        String method = message.getHeader(SipConstants.METHOD, defaultMethod, String.class);
        if (!HeaderGuard.isToken(method)) {
            throw new IllegalArgumentException("Not a SIP method: " + HeaderGuard.clean(method));
        }
        return method;
    }

    private static SipUri requestUri(Message message) {
        return SipUri.parse(required(message, SipConstants.REQUEST_URI));
    }

    private static String required(Message message, String header) {
        String value = HeaderGuard.clean(message.getHeader(header, String.class));
        if (value.isEmpty()) {
            throw new IllegalArgumentException("The header " + header + " is missing");
        }
        return value;
    }

    private String callId(Exchange exchange) {
        String given = HeaderGuard.clean(exchange.getMessage().getHeader(SipConstants.CALL_ID, String.class));
        if (!given.isEmpty() && !given.equals(exchange.getProperty(MADE_CALL_ID))) {
            if (given.indexOf(' ') >= 0) {
                throw new IllegalArgumentException("Not a Call-ID: " + given);
            }
            return given;
        }
        String made = ids.callId();
        exchange.setProperty(MADE_CALL_ID, made);
        return made;
    }

    private int maxForwards(Message message) {
        int value = message.getHeader(SipConstants.MAX_FORWARDS, maxForwards, Integer.class);
        if (value < 0 || value > 255) {
            throw new IllegalArgumentException(SipConstants.MAX_FORWARDS + " is " + value + ", allowed is 0 to 255");
        }
        return value;
    }

    private static long cseq(Message message) {
        long value = message.getHeader(SipConstants.CSEQ, 1L, Long.class);
        if (value < 0 || value > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(SipConstants.CSEQ + " is " + value + ", allowed is 0 to 2147483647");
        }
        return value;
    }

    private static String sentBy(Message message) {
        String given = HeaderGuard.clean(message.getHeader(SipConstants.SENT_BY, String.class));
        if (given.isEmpty()) {
            return given;
        }
        SipUri.parse("sip:" + given);
        if (given.chars().anyMatch(c -> "@;?".indexOf(c) >= 0)) {
            throw new IllegalArgumentException("Not host or host:port: " + SipConstants.SENT_BY + " " + given);
        }
        return given;
    }

    private List<SipField> requestedFields(Message message, String method) {
        List<SipField> fields = new ArrayList<>(16);
        boolean userAgentGiven = false;
        for (Map.Entry<String, Object> header : message.getHeaders().entrySet()) {
            String key = header.getKey();
            if (!key.regionMatches(true, 0, SipConstants.HEADER_PREFIX, 0, SipConstants.HEADER_PREFIX.length())) {
                continue;
            }
            String name = HeaderGuard.requestedName(key.substring(SipConstants.HEADER_PREFIX.length()), method);
            userAgentGiven |= name.equalsIgnoreCase("User-Agent");
            add(fields, name, header.getValue());
        }
        if (userAgent != null && !userAgentGiven) {
            add(fields, "User-Agent", userAgent);
        }
        return fields;
    }

    /** One field for each value of a list; none for an empty value. */
    static void add(List<SipField> fields, String name, Object value) {
        if (value instanceof Iterable<?> values) {
            values.forEach(each -> add(fields, name, each));
            return;
        }
        String text = value == null ? "" : HeaderGuard.clean(value.toString());
        if (!text.isEmpty()) {
            fields.add(new SipField(name, text));
        }
    }

    /** The body's octets; the body stays as it was, also when it is a stream. */
    private static byte[] body(Message message) throws InvalidPayloadException {
        Object body = message.getBody();
        if (body == null) {
            return new byte[0];
        }
        if (body instanceof byte[] octets) {
            return octets;
        }
        if (body instanceof String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        byte[] octets = message.getMandatoryBody(byte[].class);
        if (body instanceof StreamCache cache) {
            cache.reset();
        } else if (body instanceof InputStream) {
            message.setBody(new ByteArrayInputStream(octets));
        }
        return octets;
    }
}
