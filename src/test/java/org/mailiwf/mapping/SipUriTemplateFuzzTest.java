package org.mailiwf.mapping;

import java.nio.charset.StandardCharsets;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.mailiwf.cpim.SipUri;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever a template and a mail address hold: what the template makes of the address is one URI at the host that the template says. */
class SipUriTemplateFuzzTest {

    /** The first line is the template, the second the mail address. */
    @FuzzTest(maxDuration = "2m")
    void addressInTemplate(byte[] octets) {
        String text = new String(octets, StandardCharsets.UTF_8);
        int end = text.indexOf('\n');
        MailAddress address = MailAddress.parse(text.substring(end + 1));
        expandInUser(address);
        try {
            SipUriTemplate template = SipUriTemplate.parse(text.substring(0, Math.max(0, end)));
            assertThat(template.expand("alice", "a.example", "b.example")).matches(SipUri::isValid);
            uri(template.expand(address.local(), address.domain(), "iwf.example"));
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).matches("[ -~]+");
        }
    }

    private static void expandInUser(MailAddress address) {
        String uri = SipUriTemplate.parse("sip:{local}%40{domain}@{iwf}").expand(address.local(), address.domain(), "iwf.example");
        uri(uri);
        assertThat(uri).startsWith("sip:").endsWith("@iwf.example");
        assertThat(uri.indexOf('@')).isEqualTo(uri.lastIndexOf('@'));
    }

    private static void uri(String uri) {
        assertThat(uri).matches("[!-~&&[^<>\"\\\\]]+");
    }
}
