package org.mailiwf.sip;

import java.util.concurrent.CompletableFuture;

/** A session that an INVITE has asked for, on either side. Thread-safe. */
public interface SipCall {

    /** The Call-ID. */
    String callId();

    /**
     * Done when there is no session any more: BYE came or was sent, or the INVITE failed or was taken back. Always normally. {@code true}
     * if it was the far side who ended a session that was there.
     */
    CompletableFuture<Boolean> ended();

    /** Ends it, whatever its state: BYE, CANCEL, or a refusal with 480. Does not wait, and does nothing when it has ended. */
    void end();
}
