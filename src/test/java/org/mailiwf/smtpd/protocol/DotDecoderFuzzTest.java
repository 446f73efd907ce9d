package org.mailiwf.smtpd.protocol;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import com.code_intelligence.jazzer.junit.FuzzTest;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever octets a mail has and however they are cut into pieces: they come out as they went in, and the data do not end early. */
class DotDecoderFuzzTest {

    private static final byte[] NEXT_COMMAND = "QUIT\r\n".getBytes(StandardCharsets.US_ASCII);

    @FuzzTest(maxDuration = "2m")
    void decodingUndoesEncoding(byte[] octets) throws IOException {
        byte[] content = Arrays.copyOfRange(octets, Math.min(1, octets.length), octets.length);
        int piece = octets.length == 0 ? 1 : 1 + (octets[0] & 0x0f);
        byte[] wire = encode(content);
        byte[] pipelined = Arrays.copyOf(wire, wire.length + NEXT_COMMAND.length);
        System.arraycopy(NEXT_COMMAND, 0, pipelined, wire.length, NEXT_COMMAND.length);

        DotDecoder decoder = new DotDecoder();
        ByteArrayOutputStream decoded = new ByteArrayOutputStream();
        int used = 0;
        while (!decoder.atEnd()) {
            int length = Math.min(piece, pipelined.length - used);
            used += decoder.decode(pipelined, used, length, decoded::write);
        }

        assertThat(used).isEqualTo(wire.length);
        assertThat(decoded.toByteArray()).isEqualTo(withLastLineEnd(content));
        assertThat(decoder.octets()).isEqualTo(decoded.size());
    }

    /** RFC 5321 section 4.5.2, by its words: a line ends in CR LF and in nothing else. */
    private static byte[] encode(byte[] content) {
        byte[] lines = withLastLineEnd(content);
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        for (int i = 0; i < lines.length; i++) {
            boolean lineStart = i == 0 || i > 1 && lines[i - 2] == '\r' && lines[i - 1] == '\n';
            if (lineStart && lines[i] == '.') {
                wire.write('.');
            }
            wire.write(lines[i]);
        }
        wire.writeBytes(".\r\n".getBytes(StandardCharsets.US_ASCII));
        return wire.toByteArray();
    }

    private static byte[] withLastLineEnd(byte[] content) {
        int length = content.length;
        boolean ends = length == 0 || length > 1 && content[length - 2] == '\r' && content[length - 1] == '\n';
        byte[] lines = Arrays.copyOf(content, ends ? length : length + 2);
        if (!ends) {
            lines[length] = '\r';
            lines[length + 1] = '\n';
        }
        return lines;
    }
}
