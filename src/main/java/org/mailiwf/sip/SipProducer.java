package org.mailiwf.sip;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import java.util.concurrent.Executor;

import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultAsyncProducer;

/** Sends a request and puts its outcome on the exchange. A SIP status is never an exception. */
class SipProducer extends DefaultAsyncProducer {

    private static final Set<String> SESSIONS = Set.of("INVITE", "ACK", "CANCEL");

    private final SipEndpoint endpoint;
    private final List<NextHop> endpointNextHops;
    private final List<NextHop> secureNextHops;
    private SipRequestBuilder builder;
    private RedirectFollower sender;
    private UriQueues queues;
    private Executor worker;
    private DigestAuthentication authentication;

    SipProducer(SipEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
        this.endpointNextHops = NextHop.parseList(endpoint.getNextHop(), endpoint.isSecure());
        this.secureNextHops = NextHop.parseList(endpoint.getNextHop(), true);
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        SipComponent component = endpoint.getComponent();
        SipEngine engine = component.startEngine();
        endpointNextHops.forEach(each -> component.trust(each.hop()));
        authentication = component.authentication();
        builder = new SipRequestBuilder(new SipIds(), endpoint.getMaxForwards(), component.getUserAgent(), endpoint.isSecure());
        HopSender hopSender = new HopSender(engine, authentication, endpoint.getTcpAbove());
        Set<String> transports = component.listeningPoints().stream().map(SipListeningPoint::transport).collect(Collectors.toUnmodifiableSet());
        HopResolution hops = new HopResolution(new HopFailover(hopSender, component.hopStates(), component.timerF()),
                component.hopResolver(), transports, component.worker());
        component.pings().add(endpointNextHops, hops);
        sender = new RedirectFollower(hops, endpoint.getRedirectDomains());
        queues = component.uriQueues();
        worker = component.worker();
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        CompletableFuture<SipOutcome> outcome;
        try {
            outcome = send(exchange);
        } catch (Exception e) {
            exchange.setException(e);
            callback.done(true);
            return true;
        }
        // the thread may be one that receives for all: the route goes on elsewhere
        outcome.whenCompleteAsync((result, error) -> {
            if (error == null) {
                put(result, exchange.getMessage());
            } else {
                exchange.setException(cause(error));
            }
            callback.done(false);
        }, worker);
        return false;
    }

    /** Waits for the outcome, which comes in the time of the endpoint at the latest; the calling thread goes on with it. */
    @Override
    public void process(Exchange exchange) throws Exception {
        try {
            put(send(exchange).join(), exchange.getMessage());
        } catch (CompletionException e) {
            exchange.setException(cause(e));
        }
    }

    private static Throwable cause(Throwable error) {
        return error instanceof CompletionException ? error.getCause() : error;
    }

    private CompletableFuture<SipOutcome> send(Exchange exchange) throws InvalidPayloadException {
        Message message = exchange.getMessage();
        SipOutcomeHeaders.remove(message);
        String method = SipRequestBuilder.method(message, endpoint.getMethod());
        if (SESSIONS.contains(method)) {
            throw new IllegalArgumentException(method + " belongs to a session, which no endpoint of sip keeps");
        }
        SipRequestDraft draft = builder.draft(exchange, method);
        message.setHeader(SipConstants.CALL_ID, draft.callId());
        return send(draft, nextHops(message, draft.secure()));
    }

    private CompletableFuture<SipOutcome> send(SipRequestDraft draft, List<NextHop> hops) {
        Deadline deadline = Deadline.in(endpoint.getTimeout());
        if (!endpoint.isOneAtATime() || !draft.method().equals("MESSAGE")) {
            return sender.send(draft, hops, deadline);
        }
        // whoever waits longer has too little time left for an answer
        return queues.send(draft.requestUri(), endpoint.getTimeout() / 2, () -> sender.send(draft, hops, deadline));
    }

    /** Empty: the Request-URI says where. */
    private List<NextHop> nextHops(Message message, boolean secure) {
        List<NextHop> given = NextHop.parseList(message.getHeader(SipConstants.NEXT_HOP, String.class), secure);
        if (!given.isEmpty()) {
            return given;
        }
        return secure ? secureNextHops : endpointNextHops;
    }

    private void put(SipOutcome outcome, Message message) {
        SipOutcomeHeaders.put(outcome, authentication.foreignRealm(outcome), message);
    }
}
