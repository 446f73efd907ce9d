package org.mailiwf.sip;

import java.util.ArrayList;
import java.util.List;
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
        SipRequestHeaders.fill(exchange.getMessage().getHeaders(), request);
        exchange.getMessage().setBody(request.body());
        getAsyncProcessor().process(exchange, doneSync -> {
            try {
                request.respond(response(exchange, request.method()));
            } finally {
                releaseExchange(exchange, false);
            }
        });
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
