package org.mailiwf.msrp.transport;

import java.io.IOException;

import org.mailiwf.msrp.protocol.MsrpStatus;

/** A receiver does not take a message: the peer is answered with the status, and the rest of the message is dropped. */
public class MsrpRefusedException extends IOException {

    private static final long serialVersionUID = 1L;

    private final transient MsrpStatus status;

    /** @param status such as {@link MsrpStatus#STOP_SENDING} (413) or {@link MsrpStatus#UNSUPPORTED_TYPE} (415) */
    public MsrpRefusedException(MsrpStatus status) {
        super(status.toString());
        this.status = status;
    }

    /** What the peer is answered. */
    public MsrpStatus status() {
        return status;
    }
}
