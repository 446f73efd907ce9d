package org.mailiwf.sip;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * What the component needs of a SIP stack: listening points, transactions, transports. It knows neither Camel nor what a request is for.
 */
public interface SipEngine extends RequestSender {

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
     * Sends an INVITE in a client transaction of its own (RFC 3261 section 17.1.1, RFC 6026). Does not wait for a response; over TCP it
     * may wait for the connection. The transaction acknowledges what is no 2xx; for 2xx the listener does.
     *
     * @param timeoutMillis upper bound of the wait for a first response, beside Timer B; then there is none but {@link Invitation#cancel}
     */
    Invitation invite(SipRequest request, long timeoutMillis, Invitation.Listener listener);

    /** Whether the engine runs and every socket that it has bound is still open; an engine without sockets has nothing to lose. */
    default boolean isListening() {
        return true;
    }

    /**
     * Sends an ACK for a 2xx response, which belongs to no transaction. Over TCP it may wait for the connection.
     *
     * @throws IOException if it cannot be sent
     */
    void acknowledge(SipRequest ack) throws IOException;
}
