package org.mailiwf.msrp.transport;

import org.mailiwf.msrp.protocol.MsrpHead;
import org.mailiwf.msrp.protocol.MsrpStatus;

/** The response to a SEND without a body. Only that the session is not there matters: a peer that answers nothing, or 501, may be as it is. */
record EmptySend(MsrpSession session) implements MsrpTransaction {

    @Override
    public void answered(MsrpHead response) {
        int code = response.status().code();
        if (code == MsrpStatus.NO_SESSION.code() || code == MsrpStatus.OTHER_CONNECTION.code()) {
            session.refused(response.status());
        }
    }

    @Override
    public void lost(LostConnection why) {
        // the session hears of it itself
    }
}
