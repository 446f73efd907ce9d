package org.mailiwf.smtpd.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

import com.code_intelligence.jazzer.junit.FuzzTest;

import static org.assertj.core.api.Assertions.assertThat;

/** BDAT: what is no size and LAST is refused, and how a mail is cut into chunks changes nothing of what is found in it. */
class ChunkFuzzTest {

    @FuzzTest(maxDuration = "2m")
    void argument(byte[] octets) {
        String argument = new String(octets, StandardCharsets.UTF_8).replace('\r', ' ').replace('\n', ' ').strip();
        Chunk chunk = Chunk.parse(argument);
        if (chunk != null) {
            assertThat(chunk.size()).isBetween(0L, 999_999_999_999_999L);
            String digits = argument.replaceFirst("^0*([0-9]+).*$", "$1");
            assertThat(String.valueOf(chunk.size())).isEqualTo(digits);
            assertThat(argument.toUpperCase(Locale.ROOT).endsWith(" LAST")).isEqualTo(chunk.last());
            assertThat(Chunk.parse(chunk.size() + (chunk.last() ? " LAST" : ""))).isEqualTo(chunk);
        }
    }

    /** @param octets the first says how long the pieces are */
    @FuzzTest(maxDuration = "2m")
    void content(byte[] octets) {
        if (octets.length == 0) {
            return;
        }
        ContentCheck whole = new ContentCheck();
        whole.scan(octets, 1, octets.length - 1);
        whole.end();
        ContentCheck pieces = new ContentCheck();
        int size = (octets[0] & 7) + 1;
        for (int at = 1; at < octets.length; at += size) {
            pieces.scan(octets, at, Math.min(size, octets.length - at));
        }
        pieces.end();
        String text = new String(octets, 1, octets.length - 1, StandardCharsets.ISO_8859_1);
        boolean bare = text.replace("\r\n", "").chars().anyMatch(c -> c == '\r' || c == '\n');
        assertThat(whole.sawBareLineEnd()).isEqualTo(bare).isEqualTo(pieces.sawBareLineEnd());
        assertThat(whole.sawNul()).isEqualTo(text.indexOf(0) >= 0).isEqualTo(pieces.sawNul());
    }
}
