package org.mailiwf.msrp.transport;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.mailiwf.msrp.protocol.Continuation;
import org.mailiwf.msrp.protocol.MsrpField;
import org.mailiwf.msrp.protocol.MsrpHead;
import org.mailiwf.msrp.protocol.MsrpIds;
import org.mailiwf.msrp.protocol.MsrpStatus;

/**
 * A SEND without a body, which waits for its response. Only that the session is not there matters: a peer that answers nothing, or 501, may
 * be as it is.
 */
record EmptySend(MsrpSession session) implements MsrpTransaction {

    /** Writes one. @throws IOException if the connection does not take it */
    static void write(MsrpSession session, MsrpConnection connection) throws IOException {
        String id = MsrpIds.next();
        List<MsrpField> fields = new ArrayList<>(session.paths());
        fields.add(new MsrpField(MsrpHead.MESSAGE_ID, MsrpIds.next()));
        connection.expect(id, new EmptySend(session));
        connection.write(MsrpHead.request(id, MsrpHead.SEND, fields), Continuation.END);
    }

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
