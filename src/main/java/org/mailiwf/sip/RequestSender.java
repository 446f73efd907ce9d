package org.mailiwf.sip;

import java.io.IOException;
import java.util.function.Consumer;

/** Sends requests in transactions. */
public interface RequestSender {

    /**
     * The sent-by of a Via for requests to that hop: host and port of the listening point that is used for it.
     *
     * @throws IOException if there is no listening point of that transport, or no way to that host
     */
    String sentBy(SipHop hop) throws IOException;

    /** Whether there is a listening point of that transport, and no connection to that hop has failed a moment ago. */
    boolean canSendTo(SipHop hop);

    /**
     * Sends a request in a client transaction of its own (RFC 3261 section 17.1.2). Does not wait for the response; over TCP it may wait
     * for the connection, within the connect timeout.
     *
     * @param timeoutMillis upper bound of the whole transaction, beside Timer F
     * @param outcome       called exactly once: on a worker thread, but for 2xx on the thread that received it, which must not wait
     */
    void send(SipRequest request, long timeoutMillis, Consumer<SipOutcome> outcome);
}
