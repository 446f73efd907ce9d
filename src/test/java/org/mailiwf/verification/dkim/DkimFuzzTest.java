package org.mailiwf.verification.dkim;

import java.nio.charset.StandardCharsets;
import java.util.List;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.mailiwf.verification.Zone;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever a key record (the first line) and a mail (the rest) hold: every signature has a result, whose words are ours. */
class DkimFuzzTest {

    @FuzzTest(maxDuration = "2m")
    void keyAndMail(byte[] octets) {
        String text = new String(octets, StandardCharsets.ISO_8859_1);
        int end = Math.max(0, text.indexOf('\n'));
        Zone zone = new Zone().txt("rsa._domainkey.corp.example", text.substring(0, end));
        List<DkimResult> results = SignedMails.check(zone, text.substring(end));
        assertThat(results).allSatisfy(each -> {
            assertThat(each.domain() + each.selector() + each.algorithm()).matches("[a-z0-9._-]*");
            assertThat(each.reason()).matches("[ !#-~&&[^\\\\]]*");
        });
    }
}
