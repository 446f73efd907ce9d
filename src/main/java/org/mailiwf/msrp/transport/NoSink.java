package org.mailiwf.msrp.transport;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.mailiwf.msrp.protocol.MsrpStatus;

/** Of a message that was refused before its first octet. */
enum NoSink implements MsrpSink {

    INSTANCE;

    @Override
    public void octets(long position, byte[] octets, int offset, int length) throws MsrpRefusedException {
        throw new MsrpRefusedException(MsrpStatus.STOP_SENDING);
    }

    @Override
    public CompletionStage<MsrpStatus> end(long length) {
        return CompletableFuture.completedFuture(MsrpStatus.STOP_SENDING);
    }

    @Override
    public void aborted(String why) {
        // nobody has begun anything
    }
}
