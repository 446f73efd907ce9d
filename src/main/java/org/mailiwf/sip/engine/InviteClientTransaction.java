package org.mailiwf.sip.engine;

import java.io.IOException;
import java.net.InetSocketAddress;

import javax.net.ssl.SSLException;

import org.mailiwf.sip.Invitation;
import org.mailiwf.sip.SipFailure;
import org.mailiwf.sip.SipOutcome;
import org.mailiwf.sip.SipReply;
import org.mailiwf.sip.SipRequest;
import org.mailiwf.sip.SipSettings;

/**
 * The INVITE client transaction of RFC 3261 section 17.1.1, with the state Accepted of RFC 6026, in which the 2xx responses of other user
 * agents come too.
 */
final class InviteClientTransaction implements Invitation {

    private enum State {
        CALLING, PROCEEDING, ACCEPTED, COMPLETED, TERMINATED
    }

    /** Puts requests on the wire: the INVITE, and what belongs to its transaction. */
    interface Transmission extends ClientTransaction.Transmission {

        /** Sends an ACK to where the INVITE went. */
        void acknowledge(SipRequest ack) throws IOException;

        /** Sends a CANCEL to where the INVITE went, in a transaction of its own. */
        void cancel(SipRequest cancel);
    }

    private final SipRequest request;
    private final SipSettings settings;
    private final Timers timers;
    private final Transmission transmission;
    private final Listener listener;
    private final Runnable end;
    private State state = State.CALLING;
    private boolean sent;
    private boolean lostWhileSending;
    private boolean cancelled;
    private boolean failed;
    private long timeoutMillis;
    private long interval;
    private SipRequest ack;
    /** Timer B, then that of a CANCEL, then D or M. */
    private Timers.Cancellable limit;
    private Timers.Cancellable timerA;

    /**
     * @param end called once, when no response is waited for any more
     */
    InviteClientTransaction(SipRequest request, SipSettings settings, Timers timers, Transmission transmission, Listener listener,
                            Runnable end) {
        this.request = request;
        this.settings = settings;
        this.timers = timers;
        this.transmission = transmission;
        this.listener = listener;
        this.end = end;
    }

    /** Sends the INVITE and starts Timers A and B. */
    void start(long timeout) {
        synchronized (this) {
            timeoutMillis = timeout;
            limit = timers.schedule(this::giveUp, Math.min(settings.sixtyFourT1(), timeout));
        }
        try {
            transmission.transmit();
        } catch (IOException e) {
            JainSipEngine.LOG.warn("INVITE {} could not be sent to {}: {}", request.callId(), request.hop(), e.getMessage());
            fail(SipOutcome.failed(e instanceof SSLException ? SipFailure.TLS : SipFailure.TRANSPORT));
            return;
        }
        boolean lost;
        synchronized (this) {
            sent = true;
            lost = lostWhileSending;
            if (!request.hop().reliable() && state == State.CALLING) {
                interval = settings.t1();
                timerA = timers.schedule(this::retransmit, interval);
            }
        }
        if (lost && !transmission.connected()) {
            abort();
        }
    }

    /** A response, on a worker thread. */
    void receive(SipReply reply) {
        if (reply.status() < 200) {
            proceed(reply);
        } else if (reply.status() < 300) {
            accept(reply);
        } else {
            complete(reply);
        }
    }

    private void proceed(SipReply reply) {
        boolean cancelNow;
        synchronized (this) {
            if (state != State.CALLING && state != State.PROCEEDING) {
                return;
            }
            cancelNow = cancelled && state == State.CALLING;
            if (state == State.CALLING) {
                state = State.PROCEEDING;
                stopTimers();
            }
            if (cancelNow) {
                limit = timers.schedule(this::giveUp, settings.sixtyFourT1());
            }
        }
        if (cancelNow) {
            transmission.cancel(HopRequests.cancel(request));
        }
        listener.provisional(reply);
    }

    private void accept(SipReply reply) {
        synchronized (this) {
            if (state == State.COMPLETED || state == State.TERMINATED) {
                return;
            }
            if (state != State.ACCEPTED) {
                state = State.ACCEPTED;
                stopTimers();
                limit = timers.schedule(this::terminate, settings.sixtyFourT1());
            }
        }
        listener.success(reply);
    }

    private void complete(SipReply reply) {
        boolean first;
        SipRequest answer;
        synchronized (this) {
            first = state == State.CALLING || state == State.PROCEEDING;
            if (first) {
                state = State.COMPLETED;
                stopTimers();
                ack = HopRequests.ack(request, reply.first("To"));
            }
            if (state != State.COMPLETED) {
                return;
            }
            answer = ack;
        }
        try {
            transmission.acknowledge(answer);
        } catch (IOException e) {
            JainSipEngine.LOG.debug("ACK {} could not be sent: {}", request.callId(), e.getMessage());
        }
        if (!first) {
            return;
        }
        boolean tell;
        synchronized (this) {
            tell = !failed;
            failed = true;
        }
        if (request.hop().reliable()) {
            terminate();
        } else {
            synchronized (this) {
                limit = timers.schedule(this::terminate, settings.sixtyFourT1());
            }
        }
        if (tell) {
            listener.failure(SipOutcome.of(reply.status(), reply.reason(), reply.fields()));
        }
    }

    @Override
    public void cancel() {
        synchronized (this) {
            if (cancelled || state != State.CALLING && state != State.PROCEEDING) {
                return;
            }
            cancelled = true;
            if (state == State.CALLING) {
                return;
            }
            limit = timers.schedule(this::giveUp, settings.sixtyFourT1());
        }
        transmission.cancel(HopRequests.cancel(request));
    }

    /** The connection to a hop was lost, or the engine stops. */
    void abort() {
        synchronized (this) {
            if (!sent) {
                lostWhileSending = true;
                return;
            }
        }
        fail(SipOutcome.failed(SipFailure.BROKEN));
    }

    /** Nobody listens at the address that the INVITE went to, and no response has come from there. */
    void unreachable() {
        synchronized (this) {
            if (state != State.CALLING) {
                return;
            }
        }
        fail(SipOutcome.failed(SipFailure.TRANSPORT));
    }

    /** Whether the INVITE went over a connection to that address. */
    boolean isOver(InetSocketAddress connection) {
        return request.hop().reliable() && connection.equals(transmission.remote());
    }

    /** Whether the INVITE went to that address in datagrams. */
    boolean isInDatagramsTo(InetSocketAddress remote) {
        return !request.hop().reliable() && remote.equals(transmission.remote());
    }

    private void retransmit() {
        synchronized (this) {
            if (state != State.CALLING || failed) {
                return;
            }
            interval = 2 * interval;
            timerA = timers.schedule(this::retransmit, interval);
        }
        try {
            transmission.transmit();
        } catch (IOException e) {
            JainSipEngine.LOG.debug("INVITE {} could not be sent again: {}", request.callId(), e.getMessage());
        }
    }

    /**
     * No final response in time. Until the end of Timer B the far side may still begin to ring, and would do so for nobody: then it is
     * told, and what it accepts goes to the listener.
     */
    private void giveUp() {
        SipOutcome timeout = SipOutcome.failed(SipFailure.TIMEOUT);
        boolean answered;
        boolean linger;
        synchronized (this) {
            answered = state == State.PROCEEDING;
            linger = state == State.CALLING && timeoutMillis < settings.sixtyFourT1() && !failed;
            if (linger) {
                cancelled = true;
                failed = true;
                limit = timers.schedule(this::giveUp, settings.sixtyFourT1() - timeoutMillis);
            }
        }
        if (linger) {
            listener.failure(timeout);
        } else if (fail(answered ? timeout.hopLives() : timeout) && !answered) {
            transmission.unanswered();
        }
    }

    private boolean fail(SipOutcome outcome) {
        boolean waiting;
        boolean tell;
        synchronized (this) {
            waiting = state == State.CALLING || state == State.PROCEEDING;
            tell = waiting && !failed;
            failed = true;
        }
        terminate();
        if (tell) {
            listener.failure(outcome);
        }
        return waiting;
    }

    private void terminate() {
        synchronized (this) {
            if (state == State.TERMINATED) {
                return;
            }
            state = State.TERMINATED;
            stopTimers();
        }
        end.run();
    }

    private void stopTimers() {
        limit.cancel();
        if (timerA != null) {
            timerA.cancel();
        }
    }
}
