package org.mailiwf.verification.spf;

import java.nio.charset.StandardCharsets;

import com.code_intelligence.jazzer.junit.FuzzTest;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever a record holds: it is read or an error, and what its macros make is bounded. */
class SpfRecordFuzzTest {

    @FuzzTest(maxDuration = "2m")
    void record(byte[] octets) {
        String text = "v=spf1 " + new String(octets, StandardCharsets.ISO_8859_1);
        try {
            SpfRecord record = SpfRecord.parse(text);
            for (SpfRecord.Mechanism each : record.mechanisms()) {
                if (each.domain() != null) {
                    String name = SpfMacro.expand(each.domain(), letter -> "a.b-c@d.example");
                    assertThat(name.length() <= 253 || name.indexOf('.') < 0).isTrue();
                }
                assertThat(each.bits4()).isBetween(0, 32);
                assertThat(each.bits6()).isBetween(0, 128);
            }
        } catch (SpfException e) {
            assertThat(e.result()).isEqualTo(SpfResult.PERMERROR);
            assertThat(e.getMessage()).matches("[ !#-~&&[^\\\\]]+");
        }
    }
}
