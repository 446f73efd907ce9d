package org.mailiwf.sip;

import java.io.IOException;

import javax.net.ssl.SSLException;

import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultAsyncProducer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends a request and puts its outcome on the exchange. A SIP status is never an exception. */
class SipProducer extends DefaultAsyncProducer {

    private static final Logger LOG = LoggerFactory.getLogger(SipProducer.class);

    private final SipEndpoint endpoint;
    private final SipUri endpointNextHop;
    private SipRequestBuilder builder;
    private SipEngine engine;
    private DigestAuthentication authentication;

    SipProducer(SipEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
        this.endpointNextHop = nextHop(endpoint.getNextHop());
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        engine = endpoint.getComponent().startEngine();
        if (endpointNextHop != null && endpointNextHop.isSip()) {
            endpoint.getComponent().trust(endpointNextHop);
        }
        authentication = endpoint.getComponent().authentication();
        builder = new SipRequestBuilder(new SipIds(), endpoint.getMaxForwards(), endpoint.getComponent().getUserAgent());
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        removeEarlierOutcome(exchange.getMessage());
        try {
            SipUri nextHop = nextHop(exchange.getMessage());
            SipUri requestUri = SipRequestBuilder.requestUri(exchange.getMessage());
            SipHop hop = SipHop.of(nextHop == null ? requestUri : nextHop, isSecure(requestUri));
            SipRequest request = request(exchange, nextHop, hop);
            int limit = exchange.getMessage().getHeader(SipConstants.MAX_REQUEST_SIZE, 0, Integer.class);
            if (limit > 0 && authentication.size(request) > limit) {
                LOG.debug("{} {} has {} octets, allowed are {}", request.method(), request.callId(), request.octets().length, limit);
                return endAtOnce(exchange, callback, SipFailure.TOO_LARGE);
            }
            if (isTooLargeForUdp(request)) {
                sendOverTcpIfPossible(exchange, callback, nextHop, hop);
            } else {
                send(exchange, callback, request);
            }
            return false;
        } catch (IOException e) {
            LOG.warn("No request sent: {}", e.getMessage());
            return endAtOnce(exchange, callback, e instanceof SSLException ? SipFailure.TLS : SipFailure.TRANSPORT);
        } catch (Exception e) {
            exchange.setException(e);
            callback.done(true);
            return true;
        }
    }

    private void send(Exchange exchange, AsyncCallback callback, SipRequest request) {
        authentication.send(request, endpoint.getTimeout(), outcome -> {
            put(outcome, exchange.getMessage());
            callback.done(false);
        });
    }

    private boolean isTooLargeForUdp(SipRequest request) {
        return endpoint.getTcpAbove() > 0 && !request.hop().reliable() && authentication.size(request) > endpoint.getTcpAbove();
    }

    /** RFC 3261 section 18.1.1: with the transport the top Via changes, so it is another request. */
    private void sendOverTcpIfPossible(Exchange exchange, AsyncCallback callback, SipUri nextHop, SipHop udp) throws Exception {
        SipHop tcp = new SipHop("tcp", udp.host(), udp.port());
        if (!engine.canSendTo(tcp)) {
            send(exchange, callback, request(exchange, nextHop, udp));
            return;
        }
        authentication.send(request(exchange, nextHop, tcp), endpoint.getTimeout(), outcome -> {
            if (outcome.failure() != SipFailure.TRANSPORT) {
                put(outcome, exchange.getMessage());
                callback.done(false);
                return;
            }
            try {
                send(exchange, callback, request(exchange, nextHop, udp));
            } catch (Exception e) {
                exchange.setException(e);
                callback.done(false);
            }
        });
    }

    private SipRequest request(Exchange exchange, SipUri nextHop, SipHop hop) throws IOException, InvalidPayloadException {
        if (isSecure(SipRequestBuilder.requestUri(exchange.getMessage())) && !hop.transport().equals("tls")) {
            throw new SSLException("What is sips goes over TLS, and not to " + hop);
        }
        String method = SipRequestBuilder.method(exchange.getMessage(), endpoint.getMethod());
        SipRequest request = authentication.authorize(builder.build(exchange, method, nextHop, hop, engine.sentBy(hop)));
        exchange.getMessage().setHeader(SipConstants.CALL_ID, request.callId());
        return request;
    }

    /** RFC 3261 section 26.2.2: every hop of a sips URI is secured. */
    private boolean isSecure(SipUri requestUri) {
        return endpoint.isSecure() || requestUri.scheme().equals("sips");
    }

    private SipUri nextHop(Message message) {
        SipUri given = nextHop(message.getHeader(SipConstants.NEXT_HOP, String.class));
        return given == null ? endpointNextHop : given;
    }

    private static SipUri nextHop(String text) {
        return text == null || text.isBlank() ? null : SipUri.parse(text.strip());
    }

    private boolean endAtOnce(Exchange exchange, AsyncCallback callback, SipFailure failure) {
        put(SipOutcome.failed(failure), exchange.getMessage());
        callback.done(true);
        return true;
    }

    private static void removeEarlierOutcome(Message message) {
        message.removeHeader(SipConstants.STATUS_CODE);
        message.removeHeader(SipConstants.REASON_PHRASE);
        message.removeHeader(SipConstants.RETRY_AFTER);
        message.removeHeader(SipConstants.CONTACT);
        message.removeHeader(SipConstants.WARNING);
        message.removeHeader(SipConstants.FAILURE);
        message.removeHeader(SipConstants.FOREIGN_REALM);
    }

    private void put(SipOutcome outcome, Message message) {
        message.setHeader(SipConstants.STATUS_CODE, outcome.status());
        message.setHeader(SipConstants.REASON_PHRASE, outcome.reason());
        if (outcome.retryAfter() != null) {
            message.setHeader(SipConstants.RETRY_AFTER, outcome.retryAfter());
        }
        if (!outcome.contacts().isEmpty()) {
            message.setHeader(SipConstants.CONTACT, outcome.contacts());
        }
        if (outcome.warning() != null) {
            message.setHeader(SipConstants.WARNING, outcome.warning());
        }
        if (outcome.failure() != null) {
            message.setHeader(SipConstants.FAILURE, outcome.failure());
        }
        String foreignRealm = authentication.foreignRealm(outcome);
        if (foreignRealm != null) {
            message.setHeader(SipConstants.FOREIGN_REALM, foreignRealm);
        }
    }
}
