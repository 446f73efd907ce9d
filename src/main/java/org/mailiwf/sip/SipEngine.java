package org.mailiwf.sip;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * What the component needs of a SIP stack: listening points, transactions, transports. It knows neither Camel nor what a request is for.
 */
public interface SipEngine {

    /**
     * Requests without a final response.
     *
     * @param sent     those that we wait for
     * @param received those that we have not answered
     */
    record Load(int sent, int received) {
    }

    /** How much is under way. An engine without transactions has nothing under way. */
    default Load load() {
        return new Load(0, 0);
    }

    /**
     * Makes the engine ready; it can be started again after {@link #stop()}.
     *
     * @param  worker      runs outcomes and received requests; its queue holds all open transactions
     * @throws IOException if the engine cannot run
     */
    void start(SipSettings settings, Executor worker) throws IOException;

    /** Closes every socket. Requests that still wait end as {@link SipFailure#BROKEN}. */
    void stop();

    /**
     * Binds listening points; all or none.
     *
     * @param  requests    takes what is received there, on a worker thread
     * @return             the same points in the same order, with the ports that were bound
     * @throws IOException if one cannot be bound; the message names it
     */
    List<SipListeningPoint> listen(List<SipListeningPoint> points, Consumer<IncomingSipRequest> requests) throws IOException;

    /**
     * The sent-by of a Via for requests to that hop: host and port of the listening point that is used for it.
     *
     * @throws IOException if there is no listening point of that transport, or no way to that host
     */
    String sentBy(SipHop hop) throws IOException;

    /** Whether the engine runs and every socket that it has bound is still open; an engine without sockets has nothing to lose. */
    default boolean isListening() {
        return true;
    }

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
