package org.mailiwf.smtpd.protocol;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import com.code_intelligence.jazzer.junit.FuzzTest;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever a proxy sends: it is a header that is read to its end and no further, or an IOException. */
class ProxyHeaderFuzzTest {

    private static final int LONGEST_LINE = 107;
    private static final int BINARY_START = 16;
    private static final int LONGEST_BINARY = 4096;

    @FuzzTest(maxDuration = "2m")
    void header(byte[] octets) {
        ByteArrayInputStream in = new ByteArrayInputStream(octets);
        InetSocketAddress client;
        try {
            client = ProxyHeader.read(in);
        } catch (IOException refused) {
            assertThat(octets.length - in.available()).isLessThanOrEqualTo(BINARY_START + LONGEST_BINARY);
            return;
        }
        byte[] used = Arrays.copyOf(octets, octets.length - in.available());
        if (used[0] == 'P') {
            String line = new String(used, StandardCharsets.ISO_8859_1);
            assertThat(line).startsWith("PROXY ").endsWith("\r\n").hasSizeLessThanOrEqualTo(LONGEST_LINE);
            assertThat(line.indexOf('\n')).isEqualTo(line.length() - 1);
        } else {
            assertThat(used.length).isEqualTo(BINARY_START + ((used[14] & 0xFF) << 8 | used[15] & 0xFF));
        }
        // no name is looked up for an address that a proxy gives
        assertThat(client == null || client.getHostString().equals(client.getAddress().getHostAddress())).isTrue();
    }
}
