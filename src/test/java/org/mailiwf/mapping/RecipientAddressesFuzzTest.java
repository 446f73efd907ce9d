package org.mailiwf.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.mailiwf.sip.SipUri;

/** Whatever a recipient is: only a plain address of a served domain has a URI, and that is a user of this domain and of no other. */
class RecipientAddressesFuzzTest {

    private static final RecipientAddresses RECIPIENTS = recipients();

    private static RecipientAddresses recipients() {
        RecipientAddresses recipients = new RecipientAddresses();
        recipients.setDomain("iwf.example");
        recipients.setDomains("a.example,b\u00fccher.example");
        recipients.setTemplate("sip:{local}@{domain}");
        return recipients;
    }

    @FuzzTest(maxDuration = "2m")
    void recipient(byte[] octets) {
        String address = new String(octets, StandardCharsets.UTF_8);
        String uri = RECIPIENTS.fromTemplate(address);
        if (!RECIPIENTS.plain(address)) {
            assertThat(uri).isNull();
        } else if (uri != null) {
            SipUri parsed = SipUri.parse(uri);
            assertThat(uri).matches("sip:[!-~&&[^<>\"\\\\@]]+@[a-z0-9.-]+");
            assertThat(parsed.port()).isEqualTo(-1);
            assertThat(address.chars().filter(c -> c == '@').count()).isLessThanOrEqualTo(1);
            if (RECIPIENTS.serves(address)) {
                assertThat(parsed.host()).isIn("a.example", "xn--bcher-kva.example");
            }
        }
    }
}
