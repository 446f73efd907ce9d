package org.mailiwf.msrp.transport;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.mailiwf.msrp.protocol.MsrpStatus;

import static org.assertj.core.api.Assertions.assertThat;

/** Keeps what a session receives. */
class ReceivedMessages implements MsrpReceiver {

    /** A message that is complete. */
    record Received(IncomingMessage message, byte[] content) {
    }

    final BlockingQueue<Received> complete = new LinkedBlockingQueue<>();
    final BlockingQueue<String> aborted = new LinkedBlockingQueue<>();
    final BlockingQueue<String> lost = new LinkedBlockingQueue<>();
    final List<IncomingMessage> begun = new CopyOnWriteArrayList<>();
    /** What a complete message is answered with. */
    volatile CompletionStage<MsrpStatus> answer = CompletableFuture.completedFuture(MsrpStatus.OK);
    /** Octets after which 413 is answered. */
    volatile long limit = Long.MAX_VALUE;

    @Override
    public MsrpSink begin(IncomingMessage message) throws MsrpRefusedException {
        begun.add(message);
        if (message.length() > limit) {
            throw new MsrpRefusedException(MsrpStatus.STOP_SENDING);
        }
        if (message.contentType().startsWith("application/x-foreign")) {
            throw new MsrpRefusedException(MsrpStatus.UNSUPPORTED_TYPE);
        }
        return new Sink(message);
    }

    @Override
    public void sessionLost(String why) {
        lost.add(why);
    }

    Received next() throws InterruptedException {
        Received received = complete.poll(10, TimeUnit.SECONDS);
        assertThat(received).as("a message").isNotNull();
        return received;
    }

    String nextAborted() throws InterruptedException {
        String why = aborted.poll(10, TimeUnit.SECONDS);
        assertThat(why).as("an aborted message").isNotNull();
        return why;
    }

    String nextLost() throws InterruptedException {
        String why = lost.poll(10, TimeUnit.SECONDS);
        assertThat(why).as("a lost session").isNotNull();
        return why;
    }

    private final class Sink implements MsrpSink {

        private final IncomingMessage message;
        private final ByteArrayOutputStream octets = new ByteArrayOutputStream();
        private byte[] placed = new byte[0];

        Sink(IncomingMessage message) {
            this.message = message;
        }

        @Override
        public void octets(long position, byte[] buffer, int offset, int length) throws MsrpRefusedException {
            if (position + length > limit) {
                throw new MsrpRefusedException(MsrpStatus.STOP_SENDING);
            }
            if (position == octets.size()) {
                octets.write(buffer, offset, length);
                return;
            }
            // out of order: everything is put where it belongs
            if (placed.length < position + length) {
                placed = Arrays.copyOf(placed, (int) position + length);
            }
            System.arraycopy(buffer, offset, placed, (int) position, length);
        }

        @Override
        public CompletionStage<MsrpStatus> end(long length) {
            byte[] content = placed.length < length ? Arrays.copyOf(placed, (int) length) : placed;
            System.arraycopy(octets.toByteArray(), 0, content, 0, octets.size());
            complete.add(new Received(message, content));
            return answer;
        }

        @Override
        public void aborted(String why) {
            aborted.add(why);
        }
    }
}
