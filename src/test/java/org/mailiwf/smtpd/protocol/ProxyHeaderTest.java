package org.mailiwf.smtpd.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyHeaderTest {

    private static final String SIGNATURE = "0d0a0d0a000d0a515549540a";

    /** What follows the header must be left. */
    private static InetSocketAddress read(byte[] header) throws IOException {
        byte[] wire = new byte[header.length + 4];
        System.arraycopy(header, 0, wire, 0, header.length);
        ByteArrayInputStream in = new ByteArrayInputStream(wire);
        InetSocketAddress client = ProxyHeader.read(in);
        assertThat(in.available()).isEqualTo(4);
        return client;
    }

    private static InetSocketAddress line(String line) throws IOException {
        return read((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    private static InetSocketAddress binary(String hex) throws IOException {
        return read(HexFormat.of().parseHex(SIGNATURE + hex.replace(" ", "")));
    }

    @ParameterizedTest
    @CsvSource({
        "PROXY TCP4 192.0.2.7 198.51.100.1 56324 25, 192.0.2.7, 56324",
        "PROXY TCP4 255.255.255.255 255.255.255.255 65535 65535, 255.255.255.255, 65535",
        "PROXY TCP6 2001:db8::7 2001:db8::1 1 0, 2001:db8:0:0:0:0:0:7, 1"
    })
    void versionOneNamesTheClient(String line, String address, int port) throws IOException {
        assertThat(line(line).getAddress().getHostAddress()).isEqualTo(address);
        assertThat(line(line).getPort()).isEqualTo(port);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PROXY UNKNOWN", "PROXY UNKNOWN ffff:f...f:ffff ffff:f...f:ffff 65535 65535"})
    void versionOneMayNotKnow(String line) throws IOException {
        assertThat(line(line)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "EHLO x", "PROXY", "PROXY ", "PROXYX TCP4 1.2.3.4 1.2.3.4 1 1", "PROXY TCP4",
        "PROXY UDP4 1.2.3.4 1.2.3.4 1 1",
        "PROXY TCP4 1.2.3.4 1.2.3.4 1", "PROXY TCP4 1.2.3.4 1.2.3.4 1 1 1",
        "PROXY TCP4  1.2.3.4 1.2.3.4 1 1",
        "PROXY TCP4 1.2.3.4 1.2.3.4 1 65536",
        "PROXY TCP4 1.2.3.4 1.2.3.4 -1 1", "PROXY TCP4 1.2.3.4 1.2.3.4 01 1", "PROXY TCP4 1.2.3.4 1.2.3.4 00001 1",
        "PROXY TCP4 ::1 ::1 1 1",
        "PROXY TCP6 1.2.3.4 1.2.3.4 1 1", "PROXY TCP4 localhost localhost 1 1",
        "PROXY TCP6 fe80::1%eth0 ::1 1 1", "proxy TCP4 1.2.3.4 1.2.3.4 1 1",
        "PROXY TCP4 1.2.3.4 1.2.3.4 1 1\rx", "PROXY TCP4 1.2.3.256 1.2.3.4 1 1"})
    void versionOneThatIsMalformedIsRefused(String line) {
        assertThatThrownBy(() -> line(line)).isInstanceOf(IOException.class);
    }

    @Test
    void versionOneIsReadNoFurtherThanItMayGo() {
        ByteArrayInputStream in = new ByteArrayInputStream(("PROXY UNKNOWN " + "x".repeat(1000)).getBytes(StandardCharsets.US_ASCII));
        assertThatThrownBy(() -> ProxyHeader.read(in)).isInstanceOf(IOException.class);
        assertThat(in.available()).isEqualTo(1014 - 107);
        ByteArrayInputStream other = new ByteArrayInputStream("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        assertThatThrownBy(() -> ProxyHeader.read(other)).isInstanceOf(IOException.class);
        assertThat(other.available()).isEqualTo(17);
    }

    @Test
    void versionTwoNamesTheClientAndItsTlvsAreSkipped() throws IOException {
        assertThat(binary("21 11 000c c0000207 c6336401 dc04 0019")).hasToString("/192.0.2.7:56324");
        assertThat(binary("21 11 0013 c0000207 c6336401 dc04 0019 04 0004 00000000")).hasToString("/192.0.2.7:56324");
        assertThat(binary("21 21 0024 20010db8000000000000000000000007 20010db8000000000000000000000001 0001 0019").getAddress()
                .getHostAddress()).isEqualTo("2001:db8:0:0:0:0:0:7");
    }

    @Test
    void versionTwoMayBeTheProxyItself() throws IOException {
        assertThat(binary("20 00 0000")).isNull();
        assertThat(binary("20 11 000c c0000207 c6336401 dc04 0019")).isNull();
        assertThat(binary("21 00 0003 010203")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"11 11 000c c0000207 c6336401 dc04 0019", "22 11 000c c0000207 c6336401 dc04 0019",
        "21 12 000c c0000207 c6336401 dc04 0019", "21 31 0000",
        "21 11 000b c0000207 c6336401 dc04 00", "21 21 000c c0000207 c6336401 dc04 0019",
        "21 11 1001 c0000207", "21 11 0020 c0000207 c6336401 dc04 0019"})
    void versionTwoThatIsMalformedIsRefused(String hex) {
        assertThatThrownBy(() -> binary(hex)).isInstanceOf(IOException.class);
    }

    @Test
    void signatureThatBreaksOffIsRefused() {
        assertThatThrownBy(() -> read(HexFormat.of().parseHex("0d0a0d0a000d0a515549540d"))).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> ProxyHeader.read(new ByteArrayInputStream(new byte[0]))).isInstanceOf(IOException.class);
    }
}
