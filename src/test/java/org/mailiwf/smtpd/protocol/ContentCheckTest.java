package org.mailiwf.smtpd.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentCheckTest {

    private static ContentCheck scan(String content, int chunk) {
        ContentCheck check = new ContentCheck();
        byte[] octets = content.getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at < octets.length; at += chunk) {
            check.scan(octets, at, Math.min(chunk, octets.length - at));
        }
        check.end();
        return check;
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb\r\n", "a\rb\r\n", "a\r\r\n", "\n\r\n", "\r", "a\r\n\n", "a\r\n\r", "\r\u00fc\r\n", "\r\t\n", "\r\u0000\n"})
    void bareCarriageReturnsAndLineFeedsAreSeenInChunksOfAnySize(String content) {
        for (int chunk = 1; chunk <= content.length(); chunk++) {
            assertThat(scan(content, chunk).sawBareLineEnd()).as("chunk %d", chunk).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "a\r\n", "\r\n\r\n", "\u00fc\t\r\n\u007f\r\n"})
    void properLinesAreNotTakenForBareOnes(String content) {
        for (int chunk = 1; chunk <= content.length(); chunk++) {
            assertThat(scan(content, chunk).sawBareLineEnd()).as("chunk %d", chunk).isFalse();
            assertThat(scan(content, chunk).sawNul()).isFalse();
        }
    }

    @Test
    void nulIsSeen() {
        assertThat(scan("a\u0000b\r\n", 10).sawNul()).isTrue();
        assertThat(scan("a\u0000b\r\n", 10).sawBareLineEnd()).isFalse();
    }
}
