package org.mailiwf.msrp.transport;

import org.mailiwf.msrp.protocol.MsrpStatus;

/** Takes the messages of a session. Called by the thread that reads the connection: as long as a call lasts, the peer is held back. */
@FunctionalInterface
public interface MsrpReceiver {

    /** Takes none. */
    MsrpReceiver NONE = message -> {
        throw new MsrpRefusedException(MsrpStatus.STOP_SENDING);
    };

    /**
     * A message begins.
     *
     * @return gets its octets
     * @throws MsrpRefusedException if the message is not wanted
     */
    MsrpSink begin(IncomingMessage message) throws MsrpRefusedException;

    /** The session has lost its connection, or its peer has not come in time. Not called after {@link MsrpSession#close()}. */
    default void sessionLost(String why) {
    }
}
