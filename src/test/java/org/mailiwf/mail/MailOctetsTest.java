package org.mailiwf.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;

import org.junit.jupiter.api.Test;

class MailOctetsTest {

    @Test
    void givesLineAfterLineWithItsEndAndThenNothing() throws IOException {
        MailOctets in = octets("one\r\ntwo\n\nlast");

        assertThat(line(in, 100)).isEqualTo("one\r\n");
        assertThat(line(in, 100)).isEqualTo("two\n");
        assertThat(line(in, 100)).isEqualTo("\n");
        assertThat(line(in, 100)).isEqualTo("last");
        assertThat(line(in, 100)).isEmpty();
    }

    @Test
    void aLineOverTheBoundIsGivenUpToTheBound() throws IOException {
        MailOctets in = octets("0123456789\r\n");

        assertThat(line(in, 4)).isEqualTo("0123");
        assertThat(line(in, 0)).isEmpty();
        assertThat(line(in, 100)).isEqualTo("456789\r\n");
    }

    @Test
    void whatFollowsTheLinesIsReadAsItIsWhateverTheSizeOfTheReads() throws IOException {
        byte[] content = new byte[30_000];
        new Random(4).nextBytes(content);
        for (int size : new int[] {1, 7, 4095, 4096, 4097, 30_000}) {
            ByteArrayOutputStream mail = new ByteArrayOutputStream();
            mail.writeBytes("A: 1\r\n".getBytes(StandardCharsets.US_ASCII));
            mail.writeBytes(content);
            MailOctets in = new MailOctets(new ByteArrayInputStream(mail.toByteArray()));
            in.readLine(100);

            ByteArrayOutputStream read = new ByteArrayOutputStream();
            byte[] block = new byte[size];
            for (int count = in.read(block); count >= 0; count = in.read(block)) {
                read.write(block, 0, count);
            }

            assertThat(read.toByteArray()).isEqualTo(content);
            assertThat(in.read()).isEqualTo(-1);
        }
    }

    @Test
    void aStreamThatGivesOneOctetAtATimeGivesTheSame() throws IOException {
        MailOctets in = new MailOctets(new InputStream() {
            private final InputStream octets = new ByteArrayInputStream("one\r\ntwo".getBytes(StandardCharsets.US_ASCII));

            @Override
            public int read() throws IOException {
                return octets.read();
            }

            @Override
            public int read(byte[] target, int offset, int count) throws IOException {
                return octets.read(target, offset, Math.min(1, count));
            }
        });

        assertThat(line(in, 100)).isEqualTo("one\r\n");
        assertThat(in.read()).isEqualTo('t');
        assertThat(line(in, 100)).isEqualTo("wo");
    }

    private static MailOctets octets(String mail) {
        return new MailOctets(new ByteArrayInputStream(mail.getBytes(StandardCharsets.US_ASCII)));
    }

    private static String line(MailOctets in, int max) throws IOException {
        return new String(in.readLine(max), StandardCharsets.US_ASCII);
    }
}
