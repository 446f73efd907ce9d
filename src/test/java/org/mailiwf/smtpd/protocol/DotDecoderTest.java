package org.mailiwf.smtpd.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DotDecoderTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final DotDecoder decoder = new DotDecoder();

    /** @return how many octets were used */
    private int decode(String in, int chunk) throws Exception {
        byte[] octets = in.getBytes(StandardCharsets.US_ASCII);
        int used = 0;
        while (used < octets.length && !decoder.atEnd()) {
            used += decoder.decode(octets, used, Math.min(chunk, octets.length - used), out::write);
        }
        return used;
    }

    private static String wire(String s) {
        return s.replace("\\r", "\r").replace("\\n", "\n");
    }

    @ParameterizedTest
    @CsvSource(value = {
            ".\\r\\n                       | ''",
            "a\\r\\n.\\r\\n                | a\\r\\n",
            "..\\r\\n.\\r\\n               | .\\r\\n",
            "..a\\r\\n...b\\r\\n.\\r\\n     | .a\\r\\n..b\\r\\n",
            ".a\\r\\n.\\r\\n               | a\\r\\n",
            "\\r\\n\\r\\n.\\r\\n           | \\r\\n\\r\\n",
            ".\\rx\\r\\n.\\r\\n            | \\rx\\r\\n",
            ".\\r\\r\\n.\\r\\n             | \\r\\r\\n",
            "a\\n.\\r\\n\\r\\n.\\r\\n       | a\\n.\\r\\n\\r\\n",
            "a\\r.\\r\\n.\\r\\n            | a\\r.\\r\\n"}, delimiter = '|')
    void dataIsTheSameInChunksOfAnySize(String in, String expected) throws Exception {
        String wire = wire(in.strip());
        for (int chunk = 1; chunk <= wire.length(); chunk++) {
            DotDecoderTest run = new DotDecoderTest();
            assertThat(run.decode(wire + "NEXT", chunk)).as("used, chunk %d", chunk).isEqualTo(wire.length());
            assertThat(run.out.toString(StandardCharsets.US_ASCII)).as("chunk %d", chunk).isEqualTo(wire(expected));
            assertThat(run.decoder.atEnd()).isTrue();
            assertThat(run.decoder.octets()).isEqualTo(wire(expected).length());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\n.\n", "a\n.\r\n", "a\r\n.\n", "a\r.\r", "a\r\n.\r.\r\n", "a\r\n.\rx\r\n", "\n.\r\n", "a\r\n.\r"})
    void nothingElseEndsTheData(String in) throws Exception {
        decode(in, 100);
        assertThat(decoder.atEnd()).isFalse();
    }
}
