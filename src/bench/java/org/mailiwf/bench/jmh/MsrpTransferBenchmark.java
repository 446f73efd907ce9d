package org.mailiwf.bench.jmh;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

import org.mailiwf.msrp.protocol.MsrpStatus;
import org.mailiwf.msrp.transport.IncomingMessage;
import org.mailiwf.msrp.transport.MsrpEndpoint;
import org.mailiwf.msrp.transport.MsrpListen;
import org.mailiwf.msrp.transport.MsrpMessage;
import org.mailiwf.msrp.transport.MsrpReceiver;
import org.mailiwf.msrp.transport.MsrpRemote;
import org.mailiwf.msrp.transport.MsrpSession;
import org.mailiwf.msrp.transport.MsrpSettings;
import org.mailiwf.msrp.transport.MsrpSink;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A session over the loopback address, from its connection to its end, with one message; both sides are in this JVM. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 2, time = 2)
public class MsrpTransferBenchmark {

    private static final String LOOPBACK = "127.0.0.1";

    private final byte[] small = new byte[4096];
    private final byte[] large = new byte[10_000_000];
    private MsrpEndpoint sender;
    private MsrpEndpoint receiver;

    @Setup
    public void start() throws IOException {
        sender = MsrpEndpoint.start(List.of(), MsrpSettings.DEFAULTS, null);
        receiver = MsrpEndpoint.start(MsrpListen.parse("tcp:127.0.0.1:0"), MsrpSettings.DEFAULTS, null);
    }

    @TearDown
    public void stop() {
        sender.close();
        receiver.close();
    }

    @Benchmark
    public long sessionWith4Kb() throws IOException {
        return session(small);
    }

    @Benchmark
    public long sessionWith10Mb() throws IOException {
        return session(large);
    }

    private long session(byte[] content) throws IOException {
        try (MsrpSession from = sender.newSession(false, LOOPBACK, MsrpReceiver.NONE);
             MsrpSession to = receiver.newSession(false, LOOPBACK, Dropped::new)) {
            to.start(MsrpRemote.of(from.localPath(), false));
            var outcome = from.send(MsrpMessage.of("message/cpim", content.length, new ByteArrayInputStream(content)));
            from.start(MsrpRemote.of(to.localPath(), true));
            if (!outcome.join().isSuccess()) {
                throw new IOException(outcome.join().toString());
            }
            return outcome.join().octets();
        }
    }

    private static final class Dropped implements MsrpSink {

        Dropped(IncomingMessage message) {
            if (message.length() < 0) {
                throw new IllegalArgumentException("a length was said");
            }
        }

        @Override
        public void octets(long position, byte[] octets, int offset, int length) {
            // measured is how they get here
        }

        @Override
        public CompletionStage<MsrpStatus> end(long length) {
            return CompletableFuture.completedFuture(MsrpStatus.OK);
        }

        @Override
        public void aborted(String why) {
            throw new IllegalStateException(why);
        }
    }
}
