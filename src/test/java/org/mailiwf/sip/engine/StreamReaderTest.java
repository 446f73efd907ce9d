package org.mailiwf.sip.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamReaderTest {

    private static final int MAX_HEAD = 20_000;

    private int pings;
    private final StreamReader.Waiting waiting = new StreamReader.Waiting() {
        @Override
        public void pinged() {
            pings++;
        }

        @Override
        public void begun() {
            // nothing is waited for
        }
    };

    @Test
    void messagesAreCutAtTheEmptyLineAndTheLengthHoweverTheyArrive() throws IOException {
        String stream = "\r\n\r\nMESSAGE a\r\nB: c\r\n\r\nhello\r\n\r\n\nOPTIONS b\nD: e\n\nINVITE c\r\n\r\n";
        for (int size : new int[] {1, 2, 7, 100}) {
            pings = 0;
            StreamReader reader = new StreamReader(inPieces(stream, size), MAX_HEAD);
            assertThat(head(reader)).isEqualTo("MESSAGE a\r\nB: c\r\n\r\n");
            assertThat(new String(reader.body(5, waiting), StandardCharsets.UTF_8)).isEqualTo("hello");
            assertThat(head(reader)).isEqualTo("OPTIONS b\nD: e\n\n");
            assertThat(head(reader)).isEqualTo("INVITE c\r\n\r\n");
            assertThat(head(reader)).isNull();
            assertThat(pings).isEqualTo(2);
        }
    }

    @Test
    void noMoreIsReadThanTheMessageThatIsAskedForAndOneBuffer() throws IOException {
        int[] read = {0};
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                read[0]++;
                return "M a\n\n".charAt((read[0] - 1) % 5);
            }
        };
        StreamReader reader = new StreamReader(endless, MAX_HEAD);
        for (int i = 0; i < 10_000; i++) {
            assertThat(head(reader)).isEqualTo("M a\n\n");
        }
        assertThat(read[0]).isLessThan(50_000 + 8193);
    }

    @ParameterizedTest
    @ValueSource(strings = {"M a\rB: c\r\n\r\n", "M a\r\r\n\r\n", "M a\r\nB: c\r\n\r\rINVITE b\r\n\r\n"})
    void aLineThatTwoReadersWouldEndElsewhereIsAnError(String stream) {
        assertThatThrownBy(() -> head(new StreamReader(inPieces(stream, 3), MAX_HEAD))).isInstanceOf(IOException.class)
                .hasMessage("A CR without LF");
    }

    @Test
    void aHeadWithoutEndIsAnErrorBeforeItFillsTheMemory() {
        assertThatThrownBy(() -> head(new StreamReader(inPieces("a".repeat(MAX_HEAD + 1), 999), MAX_HEAD)))
                .isInstanceOf(IOException.class).hasMessageContaining("larger than 20000 octets");
        assertThatThrownBy(() -> head(new StreamReader(inPieces("M a\r\nB", 999), MAX_HEAD))).isInstanceOf(EOFException.class);
    }

    @Test
    void aBodyThatDoesNotEndIsAnError() {
        StreamReader reader = new StreamReader(inPieces("hell", 3), MAX_HEAD);
        assertThatThrownBy(() -> reader.body(5, waiting)).isInstanceOf(EOFException.class);
    }

    @Test
    void aHeadMayBeLargerThanTheBuffer() throws IOException {
        String large = "M a\r\nB: " + "x".repeat(19_000) + "\r\n\r\n";
        StreamReader reader = new StreamReader(inPieces("\r\n" + large + large, 1111), MAX_HEAD);
        assertThat(head(reader)).isEqualTo(large);
        assertThat(head(reader)).isEqualTo(large);
    }

    private String head(StreamReader reader) throws IOException {
        byte[] head = reader.head(waiting);
        return head == null ? null : new String(head, StandardCharsets.UTF_8);
    }

    private static InputStream inPieces(String text, int size) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)) {
            @Override
            public synchronized int read(byte[] octets, int offset, int length) {
                return super.read(octets, offset, Math.min(size, length));
            }
        };
    }
}
