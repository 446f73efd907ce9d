package org.mailiwf.sip.engine;

import java.net.InetAddress;

import org.mailiwf.sip.ServerInvitation;
import org.mailiwf.sip.SipSettings;

/**
 * The INVITE server transaction of RFC 3261 section 17.2.1, with the state Accepted of RFC 6026: a 2xx is sent again until its ACK comes,
 * whatever the transport (section 13.3.1.4).
 */
final class InviteServerTransaction implements ServerInvitation {

    private enum State {
        PROCEEDING, ACCEPTED, COMPLETED, CONFIRMED, TERMINATED
    }

    private final SipSettings settings;
    private final Timers timers;
    private final boolean reliable;
    private final InetAddress source;
    private final ServerTransactions.ResponseWire wire;
    private final Runnable end;
    private State state = State.PROCEEDING;
    private byte[] response;
    private boolean acknowledged;
    private Runnable unacknowledged = () -> { };
    private long interval;
    /** Timer G, or that of a 2xx. */
    private Timers.Cancellable retransmission;
    /** Timer H, I or L. */
    private Timers.Cancellable limit;

    /**
     * @param source where the INVITE came from
     * @param end    called once, when it needs to be known no longer
     */
    InviteServerTransaction(SipSettings settings, Timers timers, boolean reliable, InetAddress source,
                            ServerTransactions.ResponseWire wire, Runnable end) {
        this.settings = settings;
        this.timers = timers;
        this.reliable = reliable;
        this.source = source;
        this.wire = wire;
        this.end = end;
    }

    /** Sends a response; nothing after a final one. */
    void respond(int status, byte[] octets) {
        synchronized (this) {
            if (state != State.PROCEEDING) {
                return;
            }
            response = octets;
            if (status >= 200) {
                state = status < 300 ? State.ACCEPTED : State.COMPLETED;
                interval = settings.t1();
                if (state == State.ACCEPTED || !reliable) {
                    retransmission = timers.schedule(this::retransmit, interval);
                }
                limit = timers.schedule(this::timeOut, settings.sixtyFourT1());
            }
        }
        wire.send(octets);
    }

    /** The INVITE has come again. */
    void replay() {
        byte[] octets;
        synchronized (this) {
            octets = state == State.PROCEEDING || state == State.COMPLETED ? response : null;
        }
        if (octets != null) {
            wire.send(octets);
        }
    }

    /** It was none: its INVITE is not taken, and nothing is to be remembered of it. */
    void forget() {
        terminate();
    }

    /** The ACK for what is no 2xx; {@code false} when it is not for that. */
    boolean acknowledge() {
        synchronized (this) {
            if (state != State.COMPLETED) {
                return state == State.CONFIRMED;
            }
            state = State.CONFIRMED;
            stopTimers();
            if (!reliable) {
                // Timer I is T4, which with the T1 of the RFC is ten times as long
                limit = timers.schedule(this::terminate, 10L * settings.t1());
                return true;
            }
        }
        terminate();
        return true;
    }

    @Override
    public synchronized void acknowledged() {
        if (state == State.ACCEPTED && !acknowledged) {
            acknowledged = true;
            // Timer L goes on, so that a late copy of the INVITE is known
            retransmission.cancel();
            response = null;
        }
    }

    @Override
    public synchronized void whenUnacknowledged(Runnable action) {
        unacknowledged = action;
    }

    boolean isFrom(InetAddress address) {
        return source.equals(address);
    }

    private void retransmit() {
        byte[] octets;
        synchronized (this) {
            if (acknowledged || state != State.ACCEPTED && state != State.COMPLETED) {
                return;
            }
            interval = Math.min(2 * interval, settings.t2());
            retransmission = timers.schedule(this::retransmit, interval);
            octets = response;
        }
        wire.send(octets);
    }

    private void timeOut() {
        Runnable action;
        synchronized (this) {
            action = state == State.ACCEPTED && !acknowledged ? unacknowledged : () -> { };
        }
        terminate();
        action.run();
    }

    private void terminate() {
        synchronized (this) {
            if (state == State.TERMINATED) {
                return;
            }
            state = State.TERMINATED;
            response = null;
            stopTimers();
        }
        end.run();
    }

    private void stopTimers() {
        if (retransmission != null) {
            retransmission.cancel();
        }
        if (limit != null) {
            limit.cancel();
        }
    }
}
