package org.mailiwf.msrp.protocol;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Any content, cut into chunks of any size, on a stream that is split anywhere, is read as it was written. Drawn at random; the seed of a
 * failure is in its description, and {@code -Dproperty.seed=...} repeats it.
 */
class MsrpStreamPropertyTest {

    private static final int STREAMS = Integer.getInteger("property.streams", 2000);
    private static final long FIRST_SEED = Long.getLong("property.seed", 20261124);

    @Test
    void whatIsWrittenIsRead() throws Exception {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + STREAMS; seed++) {
            stream(new Random(seed), "-Dproperty.seed=" + seed);
        }
    }

    private static void stream(Random random, String description) throws Exception {
        byte[] content = content(random);
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        List<String> ids = new ArrayList<>();
        int at = 0;
        do {
            int length = Math.min(content.length - at, 1 + random.nextInt(random.nextBoolean() ? 50 : 5000));
            // half of them with an id of which pieces stand in the content
            String id = random.nextBoolean() ? "abcd" : MsrpEncoder.transactionIdFor(content, at, length);
            if (EndLine.occurs(content, at, length, id)) {
                id = MsrpEncoder.transactionIdFor(content, at, length);
            }
            ids.add(id);
            wire.write(MsrpEncoder.beforeBody(MsrpHead.request(id, "SEND", List.of(new MsrpField("Content-Type", "a/b")))));
            wire.write(content, at, length);
            at += length;
            wire.write(MsrpEncoder.afterBody(id, at == content.length ? Continuation.END : Continuation.MORE));
        } while (at < content.length);

        ReadFrames reader = new ReadFrames(MsrpDecoder.MIN_BUFFER);
        byte[] octets = wire.toByteArray();
        int split = 0;
        while (split < octets.length) {
            int length = Math.min(octets.length - split, 1 + random.nextInt(random.nextBoolean() ? 20 : 3000));
            byte[] piece = Arrays.copyOfRange(octets, split, split + length);
            reader.feed(piece, length);
            split += length;
        }
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        for (ReadFrames.Frame frame : reader.frames()) {
            read.write(frame.body());
        }
        assertThat(reader.frames()).as(description).extracting(frame -> frame.head().transactionId()).isEqualTo(ids);
        assertThat(read.toByteArray()).as(description).isEqualTo(content);
        assertThat(reader.frames().get(ids.size() - 1).continuation()).as(description).isEqualTo(Continuation.END);
        assertThat(reader.isBetweenFrames()).as(description).isTrue();
    }

    /** Pieces of end-lines more often than chance has them. */
    private static byte[] content(Random random) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        List<String> pieces = List.of("\r\n", "-------", "abcd", "$\r\n", "+", "#", "-", "\r\n-------abcd", "\r", "\n",
                "\r\n-------abcd$\r\n");
        int count = random.nextInt(60);
        for (int i = 0; i < count; i++) {
            if (random.nextInt(4) == 0) {
                byte[] noise = new byte[random.nextInt(200)];
                random.nextBytes(noise);
                content.writeBytes(noise);
            } else {
                content.writeBytes(pieces.get(random.nextInt(pieces.size())).getBytes(StandardCharsets.US_ASCII));
            }
        }
        return content.toByteArray();
    }
}
