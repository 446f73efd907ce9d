package org.mailiwf.sip.engine;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.function.Consumer;

import javax.net.ssl.SSLException;

import org.mailiwf.sip.SipFailure;
import org.mailiwf.sip.SipOutcome;
import org.mailiwf.sip.SipRequest;
import org.mailiwf.sip.SipSettings;

/**
 * The non-INVITE client transaction of RFC 3261 section 17.1.2. The state Completed is left at once, whatever the transport: all that it
 * does in the time of Timer K is to absorb retransmitted responses, and a response without a transaction is dropped here anyway.
 */
final class ClientTransaction {

    private enum State {
        TRYING, PROCEEDING, TERMINATED
    }

    /** Puts the request on the wire. */
    interface Transmission {
        void transmit() throws IOException;

        /** The address that the request went to; {@code null} before that. */
        InetSocketAddress remote();

        /** Whether the connection to there is open; {@code true} for datagrams. */
        boolean connected();

        /** No response at all has come in time. */
        void unanswered();
    }

    private final SipRequest request;
    private final SipSettings settings;
    private final Timers timers;
    private final Transmission transmission;
    private final Consumer<SipOutcome> end;
    private State state = State.TRYING;
    private boolean sent;
    private boolean lostWhileSending;
    private long interval;
    private Timers.Cancellable timerE;
    private Timers.Cancellable timerF;

    /**
     * @param end called once, with the outcome; on the thread that brings it
     */
    ClientTransaction(SipRequest request, SipSettings settings, Timers timers, Transmission transmission, Consumer<SipOutcome> end) {
        this.request = request;
        this.settings = settings;
        this.timers = timers;
        this.transmission = transmission;
        this.end = end;
    }

    /** Sends the request and starts Timers E and F. */
    void start(long timeoutMillis) {
        synchronized (this) {
            timerF = timers.schedule(this::giveUp,
                    Math.min(settings.sixtyFourT1(), timeoutMillis));
        }
        try {
            transmission.transmit();
        } catch (IOException e) {
            JainSipEngine.LOG.warn("{} {} could not be sent to {}: {}", request.method(), request.callId(), request.hop(), e.getMessage());
            terminate(SipOutcome.failed(e instanceof SSLException ? SipFailure.TLS : SipFailure.TRANSPORT));
            return;
        }
        boolean lost;
        synchronized (this) {
            sent = true;
            lost = lostWhileSending;
            if (!request.hop().reliable()) {
                interval = settings.t1();
                scheduleTimerE();
            }
        }
        // it may have been an old connection, in the place of which the request has opened another
        if (lost && !transmission.connected()) {
            abort();
        }
    }

    /** A provisional response: from now on Timer E runs at T2. */
    synchronized void proceed() {
        if (state == State.TRYING) {
            state = State.PROCEEDING;
        }
    }

    /** The final response. */
    void complete(SipOutcome outcome) {
        terminate(outcome);
    }

    /** The connection to a hop was lost, or the engine stops. */
    void abort() {
        synchronized (this) {
            if (!sent) {
                lostWhileSending = true;
                return;
            }
        }
        terminate(SipOutcome.failed(SipFailure.BROKEN));
    }

    /** Nobody listens at the address that the request went to, and no response has come from there. */
    void unreachable() {
        synchronized (this) {
            if (state != State.TRYING) {
                return;
            }
        }
        terminate(SipOutcome.failed(SipFailure.TRANSPORT));
    }

    /** Whether the request went over a connection to that address. */
    boolean isOver(InetSocketAddress connection) {
        return request.hop().reliable() && connection.equals(transmission.remote());
    }

    /** Whether the request went to that address in datagrams. */
    boolean isInDatagramsTo(InetSocketAddress remote) {
        return !request.hop().reliable() && remote.equals(transmission.remote());
    }

    boolean isMethod(String method) {
        return request.method().equals(method);
    }

    private synchronized void scheduleTimerE() {
        if (state != State.TERMINATED) {
            timerE = timers.schedule(this::retransmit, interval);
        }
    }

    private void retransmit() {
        synchronized (this) {
            if (state == State.TERMINATED) {
                return;
            }
            interval = state == State.PROCEEDING ? settings.t2() : Math.min(2 * interval, settings.t2());
        }
        try {
            transmission.transmit();
        } catch (IOException e) {
            // an earlier copy may have arrived: keep waiting for its response until Timer F
            JainSipEngine.LOG.debug("{} {} could not be sent again: {}", request.method(), request.callId(), e.getMessage());
        }
        scheduleTimerE();
    }

    private void giveUp() {
        SipOutcome timeout = SipOutcome.failed(SipFailure.TIMEOUT);
        boolean answered;
        synchronized (this) {
            answered = state == State.PROCEEDING;
        }
        terminate(answered ? timeout.hopLives() : timeout);
        if (!answered) {
            transmission.unanswered();
        }
    }

    private void terminate(SipOutcome outcome) {
        synchronized (this) {
            if (state == State.TERMINATED) {
                return;
            }
            state = State.TERMINATED;
            timerF.cancel();
            if (timerE != null) {
                timerE.cancel();
            }
        }
        end.accept(outcome);
    }
}
