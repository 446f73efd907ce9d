package org.mailiwf.sip;

/** An INVITE client transaction that has been started. */
public interface Invitation {

    /**
     * Takes the INVITE back (RFC 3261 section 9.1): at once if a provisional response has come, otherwise as soon as one comes. Without
     * a final response the transaction ends 64 times T1 later. Does nothing after a final response.
     */
    void cancel();

    /** What an INVITE brings about; all on worker threads, and a final response perhaps before a provisional one that came before it. */
    interface Listener {

        /** A provisional response, 100 included. */
        void provisional(SipReply reply);

        /** A 2xx response, each time that one comes: retransmissions, and those of other user agents where a proxy has forked. */
        void success(SipReply reply);

        /** There is no 2xx; what the final response or the lack of one says. Called once; the ACK has been sent. */
        void failure(SipOutcome outcome);
    }
}
