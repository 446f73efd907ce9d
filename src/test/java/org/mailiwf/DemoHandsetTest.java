package org.mailiwf;

import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class DemoHandsetTest {

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource({
        "auto, sip:127.0.0.1:5070;transport=udp, true",
        "auto, sip:192.0.2.20, false",
        "auto, '', false",
        "auto, 'sip:127.0.0.1:5070;transport=udp,sip:192.0.2.20', false",
        "true, sip:192.0.2.20, true",
        "false, sip:127.0.0.1:5070;transport=udp, false",
    })
    void itIsThereWhenWantedAndOtherwiseWhileNobodyNamesAnotherNextHop(String enabled, String nextHop, boolean there) throws Exception {
        Map<String, String> settings = new HashMap<>(Map.of("iwf.smtp.listen", "127.0.0.1:0", "iwf.sip.listen", "udp:127.0.0.1:0",
                "iwf.msrp.listen", "tcp:127.0.0.1:0",
                "iwf.demo-handset.listen", "udp:127.0.0.1:0"));
        settings.put("iwf.demo-handset.enabled", enabled);
        settings.put("iwf.sip.next-hop", nextHop);
        try (Gateway gateway = Gateway.start(settings)) {
            assertThat(gateway.context().getRoute("demo-handset") != null).isEqualTo(there);
        }
    }
}
