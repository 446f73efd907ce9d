package org.mailiwf.sip;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the route once for each request of the endpoint's method and answers with what the route has set. */
class SipConsumer extends DefaultConsumer {

    private static final Logger LOG = LoggerFactory.getLogger(SipConsumer.class);

    private final SipEndpoint endpoint;
    private List<SipListeningPoint> points = List.of();
    private final java.util.function.Consumer<IncomingSipRequest> requests = this::take;

    SipConsumer(SipEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        SipComponent component = endpoint.getComponent();
        component.startEngine();
        points = component.bind(endpoint.getListen() == null ? "" : endpoint.getListen().strip()).stream()
                .filter(point -> !endpoint.isSecure() || point.transport().equals("tls")).toList();
        if (points.isEmpty()) {
            throw new IllegalStateException(endpoint + " has no listening point that it may take requests from");
        }
        component.dispatcher().add(points, endpoint.getMethod(), requests);
    }

    @Override
    protected void doStop() throws Exception {
        endpoint.getComponent().dispatcher().remove(points, endpoint.getMethod(), requests);
        super.doStop();
    }

    private void take(IncomingSipRequest request) {
        Exchange exchange = createExchange(false);
        exchange.setPattern(ExchangePattern.InOut);
        fill(exchange.getMessage(), request);
        getAsyncProcessor().process(exchange, doneSync -> {
            try {
                request.respond(response(exchange, request.method()));
            } finally {
                releaseExchange(exchange, false);
            }
        });
    }

    private static void fill(Message message, IncomingSipRequest request) {
        for (SipField field : request.fields()) {
            if (!isReserved(field.name())) {
                String earlier = message.getHeader(field.name(), String.class);
                // several fields of a name are one list (RFC 3261 section 7.3.1)
                message.setHeader(field.name(), earlier == null ? field.value() : earlier + ", " + field.value());
            }
        }
        message.setHeader(SipConstants.METHOD, request.method());
        message.setHeader(SipConstants.REQUEST_URI, request.requestUri());
        message.setHeader(SipConstants.FROM, SipAddress.withoutTag(request.first("From")));
        message.setHeader(SipConstants.TO, SipAddress.withoutTag(request.first("To")));
        message.setHeader(SipConstants.CALL_ID, request.first("Call-ID"));
        putNumber(message, SipConstants.CSEQ, request.first("CSeq"), Long.class);
        putNumber(message, SipConstants.MAX_FORWARDS, request.first("Max-Forwards"), Integer.class);
        message.setHeader(SipConstants.REMOTE_ADDRESS,
                request.remote().getAddress().getHostAddress() + ":" + request.remote().getPort());
        message.setHeader(SipConstants.TRANSPORT, request.point().transport());
        if (request.user() != null) {
            message.setHeader(SipConstants.AUTH_USER, request.user());
        }
        message.setBody(request.body());
    }

    private static boolean isReserved(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.startsWith("camel") || lower.startsWith("org.apache.camel");
    }

    private static void putNumber(Message message, String header, String value, Class<? extends Number> type) {
        int end = 0;
        while (value != null && end < value.length() && end < 10 && Character.digit(value.charAt(end), 10) >= 0) {
            end++;
        }
        if (end > 0) {
            long number = Math.min(Integer.MAX_VALUE, Long.parseLong(value.substring(0, end)));
            message.setHeader(header, type == Integer.class ? (Number) (int) number : (Number) number);
        }
    }

    private static SipResponse response(Exchange exchange, String method) {
        if (exchange.getException() != null) {
            LOG.warn("The route failed, the answer is 500: {}", exchange.getException().toString());
            return new SipResponse(500, "Server Internal Error", List.of());
        }
        try {
            return requestedResponse(exchange.getMessage(), method);
        } catch (IllegalArgumentException e) {
            LOG.warn("The route asks for a response that cannot be sent, the answer is 500: {}", e.getMessage());
            return new SipResponse(500, "Server Internal Error", List.of());
        }
    }

    private static SipResponse requestedResponse(Message message, String method) {
        int status = message.getHeader(SipConstants.STATUS_CODE, 200, Integer.class);
        String reason = message.getHeader(SipConstants.REASON_PHRASE, String.class);
        List<SipField> fields = new ArrayList<>();
        SipRequestBuilder.add(fields, "Retry-After", message.getHeader(SipConstants.RETRY_AFTER));
        for (Map.Entry<String, Object> header : message.getHeaders().entrySet()) {
            if (header.getKey().regionMatches(true, 0, SipConstants.HEADER_PREFIX, 0, SipConstants.HEADER_PREFIX.length())) {
                String name = header.getKey().substring(SipConstants.HEADER_PREFIX.length());
                SipRequestBuilder.add(fields, HeaderGuard.requestedName(name, method), header.getValue());
            }
        }
        return new SipResponse(status, reason == null ? SipReason.of(status) : reason, fields);
    }
}
