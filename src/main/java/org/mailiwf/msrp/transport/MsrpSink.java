package org.mailiwf.msrp.transport;

import java.io.IOException;
import java.util.concurrent.CompletionStage;

import org.mailiwf.msrp.protocol.MsrpStatus;

/**
 * Gets the octets of one message. Either {@link #end} or {@link #aborted} is called in the end, once, and nothing after it. Called by one
 * thread at a time.
 */
public interface MsrpSink {

    /**
     * Octets of the message. In order, as a rule; but chunks may overtake each other on their way (RFC 4975 section 5.1), and octets may
     * come twice: then the later ones count.
     *
     * @param position of the first of them in the message, from 0
     * @param octets   valid during this call
     * @throws MsrpRefusedException if the message is not wanted any more: it is too long, say; {@link #aborted} is called then
     * @throws IOException          if they cannot be kept: 413 is answered, and {@link #aborted} is called
     */
    void octets(long position, byte[] octets, int offset, int length) throws IOException;

    /**
     * All octets are there. The last chunk is answered when the stage is done: with 200, or with what it says if that is another status;
     * 413 if it fails. Should not wait itself.
     *
     * @param length of the message
     */
    CompletionStage<MsrpStatus> end(long length);

    /** The message will not be complete: the sender has aborted it, it was refused, or the session has ended. */
    void aborted(String why);
}
