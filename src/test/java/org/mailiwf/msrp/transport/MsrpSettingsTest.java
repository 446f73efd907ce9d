package org.mailiwf.msrp.transport;

import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What can be set, and what cannot. */
class MsrpSettingsTest {

    @Test
    void addressesAreReadAndWritten() {
        assertThat(MsrpListen.parse("tcp:127.0.0.1:2855, TLS:[2001:db8::1]:2856,tcp:gw.op.example:0")).containsExactly(
                new MsrpListen(false, "127.0.0.1", 2855), new MsrpListen(true, "2001:db8::1", 2856),
                        new MsrpListen(false, "gw.op.example", 0));
        assertThat(MsrpListen.parse("tls:[2001:db8::1]:2856").get(0)).hasToString("tls:[2001:db8::1]:2856");
        assertThat(MsrpListen.parse(" ")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:2855", "udp:127.0.0.1:2855", "tcp:127.0.0.1", "tcp:127.0.0.1:x", "tcp:127.0.0.1:65536",
            "tcp:127.0.0.1:-2",
        "tcp::2855", "tcp:::1:2855", "tcp", "tcp:a b:1"})
    void whatIsNoAddressIsRefused(String text) {
        assertThatThrownBy(() -> MsrpListen.parse(text)).isInstanceOf(IllegalArgumentException.class).hasMessage(MsrpListen.ALLOWED);
    }

    @Test
    void limitsHaveLimits() {
        List<UnaryOperator<MsrpSettings>> wrong = List.of(settings -> settings.withChunkSize(2047),
                settings -> settings.withChunkSize(1024 * 1024 + 1),
                settings -> settings.withWindow(0), settings -> settings.withTransactionTimeout(Duration.ZERO),
                settings -> settings.withReportTimeout(Duration.ZERO), settings -> settings.withConnectTimeout(Duration.ofMillis(-1)),
                settings -> settings.withIdleTimeout(Duration.ZERO), settings -> settings.withKeepAlive(Duration.ofMillis(-1)),
                settings -> settings.withMaxConnections(0), settings -> settings.withMaxSessions(0));
        for (UnaryOperator<MsrpSettings> with : wrong) {
            assertThatThrownBy(() -> with.apply(MsrpSettings.DEFAULTS)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
