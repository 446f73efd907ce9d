package org.mailiwf.verification.dmarc;

import java.nio.charset.StandardCharsets;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.mailiwf.cpim.HostName;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever a record holds: it is one with all its policies, or none; and every name is a public suffix or not. */
class DmarcRecordFuzzTest {

    @FuzzTest(maxDuration = "2m")
    void record(byte[] octets) {
        String text = new String(octets, StandardCharsets.ISO_8859_1);
        DmarcRecord record = DmarcRecord.parse(text);
        if (record != null) {
            assertThat(text.strip()).startsWith("v");
            assertThat(record.policy()).isNotNull();
            assertThat(record.subdomains()).isNotNull();
            assertThat(record.nonexistent()).isNotNull();
        }
        String name = HostName.canonical(text);
        assertThat(name != null && PublicSuffixes.has(name + ".corp.example")).isFalse();
    }
}
