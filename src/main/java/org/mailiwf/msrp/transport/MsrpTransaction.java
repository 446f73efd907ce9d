package org.mailiwf.msrp.transport;

import org.mailiwf.msrp.protocol.MsrpHead;

/** Waits for the response to a request. */
interface MsrpTransaction {

    /** The response. Called once, by the thread that reads the connection: must not wait. */
    void answered(MsrpHead response);

    /** There will be none: the connection has ended. */
    void lost(LostConnection why);
}
