package org.mailiwf.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.Vector;
import java.util.zip.CRC32;

import com.sun.management.ThreadMXBean;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.MimeTokenStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A mail of 100 MB is never in memory: less is allocated for it in all than would be for a hundredth of it. */
class LargeMailTest {

    private static final long OCTETS = 100_000_000;
    private static final long MOST_ALLOCATED = 1_000_000;
    /** 57 octets make a line of base64 with 76 characters. */
    private static final byte[] BLOCK = new byte[57 * 1000];

    static {
        new Random(1).nextBytes(BLOCK);
    }

    @ParameterizedTest
    @CsvSource({"base64", "8bit"})
    void a100MegabyteAttachmentStreamsThroughLittleMemory(String encoding) throws Exception {
        byte[] encoded = encoding.equals("base64") ? (Base64.getMimeEncoder().encodeToString(BLOCK) + "\r\n").getBytes(StandardCharsets.US_ASCII) : BLOCK;
        int blocks = (int) (OCTETS / BLOCK.length);
        MailSource source = () -> mail(encoding, encoded, blocks);
        send(source);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();

        Sent sent = send(source);

        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(sent.octets()).isEqualTo(sent.announced()).isGreaterThan((long) blocks * BLOCK.length);
        assertThat(sent.hash()).isEqualTo(hash(blocks));
        assertThat(allocated).isLessThan(MOST_ALLOCATED);
    }

    /**
     * @param announced the length that the far side is told
     * @param octets    how long the body was
     * @param hash      of the attachment, as mime4j reads it
     */
    private record Sent(long announced, long octets, long hash) {
    }

    /** Sends to a peer who takes everything. */
    private static Sent send(MailSource source) throws Exception {
        MimeTree tree = new MailReader().readTree(source.open());
        MimeContent content = tree.select(type -> true, null, source).orElseThrow();
        long announced = content.length(source);
        CRC32 hash = new CRC32();
        try (CountingInputStream body = new CountingInputStream(content.open(source))) {
            MimeTokenStream entity = new MimeTokenStream();
            entity.parse(new SequenceInputStream(stream("Content-Type: " + content.fields().get(0).raw() + "\r\n\r\n"), body));
            byte[] buffer = new byte[2048];
            for (EntityState state = entity.getState(); state != EntityState.T_END_OF_STREAM; state = entity.next()) {
                if (state == EntityState.T_BODY) {
                    hash.reset();
                    InputStream part = entity.getInputStream();
                    for (int read = part.read(buffer); read >= 0; read = part.read(buffer)) {
                        hash.update(buffer, 0, read);
                    }
                }
            }
            return new Sent(announced, body.count, hash.getValue());
        }
    }

    private static final class CountingInputStream extends FilterInputStream {

        private long count;

        CountingInputStream(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int read = super.read(target, offset, length);
            count += Math.max(0, read);
            return read;
        }
    }

    private static long hash(int blocks) {
        CRC32 hash = new CRC32();
        for (int i = 0; i < blocks; i++) {
            hash.update(BLOCK);
        }
        return hash.getValue();
    }

    /** The blocks again and again, as an attachment. */
    private static InputStream mail(String encoding, byte[] block, int blocks) {
        String head = """
                Content-Type: multipart/mixed; boundary="the boundary of the mail"

                --the boundary of the mail
                Content-Type: text/plain; charset=UTF-8

                Hello
                --the boundary of the mail
                Content-Type: application/octet-stream; name="a file with a name"
                Content-Transfer-Encoding: %s

                """.formatted(encoding).replace("\n", "\r\n");
        InputStream repeated = new InputStream() {
            private long left = (long) block.length * blocks;

            @Override
            public int read() {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] target, int offset, int count) {
                if (left == 0) {
                    return -1;
                }
                int at = (int) ((block.length - left % block.length) % block.length);
                int read = Math.min(count, block.length - at);
                System.arraycopy(block, at, target, offset, read);
                left -= read;
                return read;
            }
        };
        InputStream end = stream("\r\n--the boundary of the mail--\r\n");
        return new SequenceInputStream(new Vector<>(List.of(stream(head), repeated, end)).elements());
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
    }
}
