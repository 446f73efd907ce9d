package org.mailiwf.sip.engine;

import java.net.InetAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.mailiwf.sip.SipSettings;

/** The INVITEs that were received, by what their ACK and CANCEL have in common with them (RFC 3261 section 17.2.3). */
final class InviteServerTransactions {

    private final Map<String, InviteServerTransaction> byKey = new ConcurrentHashMap<>();
    private final SipSettings settings;
    private final Timers timers;

    InviteServerTransactions(SipSettings settings, Timers timers) {
        this.settings = settings;
        this.timers = timers;
    }

    /**
     * Takes an INVITE.
     *
     * @return the transaction if the INVITE is new, {@code null} if it is a retransmission
     */
    InviteServerTransaction open(String key, boolean reliable, InetAddress source, ServerTransactions.ResponseWire wire) {
        InviteServerTransaction fresh = new InviteServerTransaction(settings, timers, reliable, source, wire, () -> byKey.remove(key));
        InviteServerTransaction known = byKey.putIfAbsent(key, fresh);
        if (known != null) {
            known.replay();
            return null;
        }
        return fresh;
    }

    /** Whether more are known than allowed; each is for 64 times T1 after its final response. */
    boolean overloaded() {
        return byKey.size() > settings.maxTransactions();
    }

    /** Whether an ACK was for what is no 2xx, and so is done with. */
    boolean acknowledge(String key) {
        InviteServerTransaction transaction = byKey.get(key);
        return transaction != null && transaction.acknowledge();
    }

    /** Whether there is an INVITE with that key from there: only so can a CANCEL be its sender's (RFC 3261 section 22.1). */
    boolean isFrom(String key, InetAddress source) {
        InviteServerTransaction transaction = byKey.get(key);
        return transaction != null && transaction.isFrom(source);
    }

    int size() {
        return byKey.size();
    }
}
