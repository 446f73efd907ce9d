package org.mailiwf.msrp.protocol;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

import com.code_intelligence.jazzer.junit.FuzzTest;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever a peer sends: it is read, however the network splits it, or refused; and what is read can be written again. */
class MsrpDecoderFuzzTest {

    @FuzzTest(maxDuration = "2m")
    void stream(byte[] octets) throws IOException {
        List<ReadFrames.Frame> whole = read(octets, Integer.MAX_VALUE);
        List<ReadFrames.Frame> split = read(octets, 1 + Arrays.hashCode(octets) % 11 * Integer.signum(Arrays.hashCode(octets)));
        assertThat(split).hasSameSizeAs(whole);
        for (int i = 0; i < whole.size(); i++) {
            ReadFrames.Frame frame = whole.get(i);
            assertThat(split.get(i).head()).isEqualTo(frame.head());
            assertThat(split.get(i).body()).isEqualTo(frame.body());
            again(frame);
            values(frame.head());
        }
    }

    private static List<ReadFrames.Frame> read(byte[] octets, int piece) throws IOException {
        ReadFrames reader = new ReadFrames();
        try {
            reader.feed(octets, piece);
        } catch (MsrpSyntaxException e) {
            assertThat(e.getMessage()).matches("[ -~]+");
        }
        return reader.frames();
    }

    private static void again(ReadFrames.Frame frame) throws IOException {
        MsrpHead head = frame.head();
        List<ReadFrames.Frame> read = read(MsrpEncoder.encode(head, frame.continuation()), Integer.MAX_VALUE);
        if (!read.isEmpty()) {
            // a head may be too long once spaces stand where the peer had none
            assertThat(read.get(0).head()).isEqualTo(head);
        }
    }

    private static void values(MsrpHead head) {
        for (Value value : List.<Value>of(head::toPath, head::fromPath, head::byteRange, head::messageId, head::failureReport,
                head::successReport,
                head::reportedStatus, () -> head.response(MsrpStatus.OK),
                        () -> RelayChallenge.parse(String.valueOf(head.value("WWW-Authenticate"))))) {
            try {
                assertThat(value.read().toString()).doesNotContainPattern("[\\r\\n\\u0000]");
            } catch (MsrpSyntaxException e) {
                assertThat(e.getMessage()).matches("[ -~]+");
            }
        }
    }

    private interface Value {
        Object read() throws MsrpSyntaxException;
    }
}
