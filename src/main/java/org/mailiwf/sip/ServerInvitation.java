package org.mailiwf.sip;

/** The server side of an INVITE (RFC 3261 section 13.3), beside its responses. */
public interface ServerInvitation {

    /** The ACK for its 2xx response has come: it is not sent again. */
    void acknowledged();

    /**
     * @param action run once if no ACK comes for a 2xx response, which is sent again for 64 times T1 (RFC 3261 section 13.3.1.4)
     */
    void whenUnacknowledged(Runnable action);
}
