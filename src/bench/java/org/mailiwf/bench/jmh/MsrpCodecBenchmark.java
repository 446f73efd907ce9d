package org.mailiwf.bench.jmh;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import org.mailiwf.msrp.protocol.Continuation;
import org.mailiwf.msrp.protocol.MsrpDecoder;
import org.mailiwf.msrp.protocol.MsrpEncoder;
import org.mailiwf.msrp.protocol.MsrpField;
import org.mailiwf.msrp.protocol.MsrpFrameHandler;
import org.mailiwf.msrp.protocol.MsrpHead;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A message of 1 MB in chunks, from its octets to the stream and back: the microseconds of a call are those of a megabyte. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 2, time = 2)
public class MsrpCodecBenchmark {

    private static final int MESSAGE = 1_000_000;
    private static final int READ = 32 * 1024;

    /** Octets of a chunk. */
    @Param({"2048", "65536"})
    public int chunk;

    /** What the message is made of: octets at random, or lines of hyphens, which look like end-lines everywhere. */
    @Param({"random", "hyphens"})
    public String content;

    private byte[] message;
    private byte[] frame;
    private byte[] stream;

    @Setup
    public void prepare() {
        message = new byte[MESSAGE];
        if (content.equals("random")) {
            new Random(1).nextBytes(message);
        } else {
            byte[] line = "\r\n-------a8Kd02LmQx9Zb7Tn4xA?".getBytes(StandardCharsets.US_ASCII);
            for (int i = 0; i < MESSAGE; i++) {
                message[i] = line[i % line.length];
            }
        }
        frame = new byte[chunk + 1024];
        byte[] all = new byte[MESSAGE * 2];
        int length = 0;
        for (int at = 0; at < MESSAGE; at += chunk) {
            int octets = frame(at);
            System.arraycopy(frame, 0, all, length, octets);
            length += octets;
        }
        stream = Arrays.copyOf(all, length);
    }

    /** Each chunk: an id that does not stand in it, the head, a copy of the octets, the end-line. */
    @Benchmark
    public int encode() {
        int length = 0;
        for (int at = 0; at < MESSAGE; at += chunk) {
            length += frame(at);
        }
        return length;
    }

    private int frame(int at) {
        int octets = Math.min(chunk, MESSAGE - at);
        String id = MsrpEncoder.transactionIdFor(message, at, octets);
        byte[] before = MsrpEncoder.beforeBody(MsrpHead.request(id, MsrpHead.SEND, List.of(
                new MsrpField(MsrpHead.TO_PATH, "msrp://203.0.113.77:40002/b7Tn4xAa1;tcp"),
                new MsrpField(MsrpHead.FROM_PATH, "msrp://198.51.100.20:2855/k3Jd9sW2pQ;tcp"),
                new MsrpField(MsrpHead.MESSAGE_ID, "Lm5Vd0pYc7Hs2Ke1"),
                new MsrpField(MsrpHead.BYTE_RANGE, at + 1 + "-*/" + MESSAGE),
                new MsrpField(MsrpHead.CONTENT_TYPE, "message/cpim"))));
        byte[] after = MsrpEncoder.afterBody(id, Continuation.MORE);
        System.arraycopy(before, 0, frame, 0, before.length);
        System.arraycopy(message, at, frame, before.length, octets);
        System.arraycopy(after, 0, frame, before.length + octets, after.length);
        return before.length + octets + after.length;
    }

    /** The stream as a socket gives it, 32 KB at once, which are copied where the decoder wants them. */
    @Benchmark
    public long decode() throws IOException {
        Octets octets = new Octets();
        MsrpDecoder decoder = new MsrpDecoder(READ, octets);
        for (int at = 0; at < stream.length;) {
            int length = Math.min(decoder.room(), stream.length - at);
            System.arraycopy(stream, at, decoder.buffer(), decoder.position(), length);
            decoder.received(length);
            at += length;
        }
        return octets.count;
    }

    private static final class Octets implements MsrpFrameHandler {

        private long count;

        @Override
        public void head(MsrpHead head) {
            count++;
        }

        @Override
        public void body(byte[] octets, int offset, int length) {
            count += length;
        }

        @Override
        public void end(Continuation continuation) {
            count++;
        }
    }
}
