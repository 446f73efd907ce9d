package org.mailiwf.sip.engine;

/** One request that was received, and its response once there is one. */
final class ServerTransaction {

    private final ServerTransactions table;
    private final String key;
    private final boolean reliable;
    private final ServerTransactions.ResponseWire wire;
    private boolean excess;
    private byte[] response;
    private long expiry;

    ServerTransaction(ServerTransactions table, String key, boolean reliable, ServerTransactions.ResponseWire wire) {
        this.table = table;
        this.key = key;
        this.reliable = reliable;
        this.wire = wire;
    }

    /** Sends the final response; a second one is ignored. */
    void respond(byte[] octets) {
        synchronized (this) {
            if (response != null) {
                return;
            }
            response = octets;
        }
        wire.send(octets);
        table.completed(this);
    }

    /** It was none: its request is not taken, and nothing is to be remembered of it. */
    void forget() {
        table.refused(this);
    }

    /** The request has come again: Trying says nothing, Completed says the same once more. */
    void replay() {
        byte[] octets;
        synchronized (this) {
            octets = response;
        }
        if (octets != null) {
            wire.send(octets);
        }
    }

    void setExcess(boolean excess) {
        this.excess = excess;
    }

    /** Whether there were as many requests in progress as allowed when it came. */
    boolean excess() {
        return excess;
    }

    String key() {
        return key;
    }

    boolean reliable() {
        return reliable;
    }

    void expireAt(long nanoTime) {
        expiry = nanoTime;
    }

    boolean expired(long nanoTime) {
        return nanoTime - expiry >= 0;
    }
}
