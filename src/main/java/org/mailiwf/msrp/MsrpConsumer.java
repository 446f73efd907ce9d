package org.mailiwf.msrp;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;

import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.mailiwf.msrp.protocol.MsrpStatus;
import org.mailiwf.sip.IncomingCall;
import org.mailiwf.sip.SipField;
import org.mailiwf.sip.SipResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes sessions, and runs the route once for each message; the response to its last chunk is what the route has set. */
class MsrpConsumer extends DefaultConsumer {

    private static final Logger LOG = LoggerFactory.getLogger(MsrpConsumer.class);

    private static final String SDP = "application/sdp";
    private static final SipResponse FULL = new SipResponse(480, "Temporarily Unavailable", List.of(new SipField("Retry-After", "5")));
    private static final SipResponse FOREIGN = new SipResponse(415, "Unsupported Media Type", List.of(new SipField("Accept", SDP)));

    private final MsrpCamelEndpoint endpoint;
    private Semaphore sessions;
    private Runnable stopTaking;

    MsrpConsumer(MsrpCamelEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        sessions = new Semaphore(endpoint.getMaxIncoming());
        endpoint.getComponent().startTransport();
        stopTaking = endpoint.getComponent().sipComponent().takeCalls(endpoint.getListen(), this::take);
    }

    @Override
    protected void doStop() throws Exception {
        if (stopTaking != null) {
            stopTaking.run();
        }
        super.doStop();
    }

    private void take(IncomingCall call) {
        String type = call.request().first("Content-Type");
        if (type != null && !MediaTypes.plain(type).equals(SDP)) {
            call.refuse(FOREIGN);
        } else if (!sessions.tryAcquire()) {
            LOG.warn("There are {} sessions, no more are taken", endpoint.getMaxIncoming());
            call.refuse(FULL);
        } else {
            call.ended().thenRun(sessions::release);
            new IncomingSession(endpoint, call, this::process).begin();
        }
    }

    /** Runs the route; the status is for the response to the last chunk. */
    private CompletableFuture<MsrpStatus> process(Map<String, Object> headers, ReceivedBody body, MessageSpool spool) {
        CompletableFuture<MsrpStatus> status = new CompletableFuture<>();
        Exchange exchange = createExchange(false);
        exchange.setPattern(ExchangePattern.InOut);
        exchange.getMessage().setHeaders(headers);
        exchange.getMessage().setBody(body);
        getAsyncProcessor().process(exchange, doneSync -> {
            try {
                status.complete(status(exchange));
            } finally {
                spool.close();
                releaseExchange(exchange, false);
            }
        });
        return status;
    }

    /** MSRP knows no failure of the server: 408 says that it was not done in time, and may be later. */
    private static MsrpStatus status(Exchange exchange) {
        if (exchange.getException() != null) {
            LOG.warn("The route failed, the answer is 408: {}", exchange.getException().toString());
            return MsrpStatus.TIMEOUT;
        }
        int code = exchange.getMessage().getHeader(MsrpConstants.STATUS_CODE, 200, Integer.class);
        String comment = exchange.getMessage().getHeader(MsrpConstants.REASON_PHRASE, "", String.class);
        try {
            return new MsrpStatus(code, comment);
        } catch (IllegalArgumentException e) {
            LOG.warn("The route asks for a status that cannot be sent, the answer is 408: {}", code);
            return MsrpStatus.TIMEOUT;
        }
    }
}
