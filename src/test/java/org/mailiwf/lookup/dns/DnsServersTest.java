package org.mailiwf.lookup.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetSocketAddress;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DnsServersTest {

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1:5353, 127.0.0.1, 5353", "127.0.0.1, 127.0.0.1, 53", "::1, 0:0:0:0:0:0:0:1, 53", "[::1], 0:0:0:0:0:0:0:1, 53",
        "[::1]:5353, 0:0:0:0:0:0:0:1, 5353"
    })
    void aServerIsAnAddressWithOrWithoutPort(String text, String host, int port) {
        assertThat(DnsServers.parse(text)).singleElement().satisfies(server -> {
            assertThat(server.getAddress().getHostAddress()).isEqualTo(host);
            assertThat(server.getPort()).isEqualTo(port);
        });
    }

    @Test
    void severalStandInTheirOrder() {
        assertThat(DnsServers.parse("192.0.2.2:53, 192.0.2.1:54")).extracting(InetSocketAddress::getPort).containsExactly(53, 54);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dns.example:53", "127.0.0.1:", "127.0.0.1:0", "127.0.0.1:65536", "127.0.0.1:x", "127.0.0.1,", "[::1", "[::1]x"})
    void anythingElseIsRefusedWithKeyAndValue(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> DnsServers.parse(text))
                .withMessageContainingAll("iwf.dns.servers", "'" + text + "'", "192.0.2.53:53");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0s", "2m", "soon", ""})
    void theTimeLimitIsADurationUpToAMinute(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> new DnsResolver().setTimeout(text)).withMessageContaining("iwf.dns.timeout");
    }
}
