package org.mailiwf.msrp;

import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultAsyncProducer;
import org.mailiwf.sip.SipCallOptions;
import org.mailiwf.sip.SipCaller;

/** Sends a message in a session of its own and puts its outcome on the exchange. A status is never an exception. */
class MsrpProducer extends DefaultAsyncProducer {

    private final MsrpCamelEndpoint endpoint;
    private SipCaller caller;

    MsrpProducer(MsrpCamelEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        endpoint.getComponent().startTransport();
        caller = endpoint.getComponent().sipComponent().caller(new SipCallOptions(endpoint.getNextHop(), false, endpoint.getTcpAbove(),
                endpoint.getRedirectDomains(), endpoint.getMaxForwards()));
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        try {
            Message message = exchange.getMessage();
            message.removeHeader(MsrpConstants.STATUS_CODE);
            message.removeHeader(MsrpConstants.REASON_PHRASE);
            message.removeHeader(MsrpConstants.FAILURE);
            message.removeHeader(MsrpConstants.OCTETS);
            MsrpContent content = FixedContent.of(message);
            long timeout = Math.min(endpoint.getTimeout(), message.getHeader(MsrpConstants.TIMEOUT, Long.MAX_VALUE, Long.class));
            new MsrpDelivery(endpoint, caller, exchange, content, timeout).start().whenCompleteAsync((done, error) -> {
                if (error != null) {
                    exchange.setException(error);
                }
                callback.done(false);
            }, endpoint.getComponent().worker());
            return false;
        } catch (Exception e) {
            exchange.setException(e);
            callback.done(true);
            return true;
        }
    }
}
