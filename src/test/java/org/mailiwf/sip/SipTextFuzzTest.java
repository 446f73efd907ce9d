package org.mailiwf.sip;

import java.nio.charset.StandardCharsets;
import java.util.List;

import com.code_intelligence.jazzer.junit.FuzzTest;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever text a route or a far side puts into a SIP header field: it stays in its field. */
class SipTextFuzzTest {

    private static final String LINE_ENDS = "[\\p{Cntrl}\u0085\u2028\u2029]";

    @FuzzTest(maxDuration = "2m")
    void text(byte[] octets) {
        String text = new String(octets, StandardCharsets.UTF_8);
        assertThat(HeaderGuard.clean(text)).doesNotContainPattern(LINE_ENDS);
        uri(text);
        address(text);
        fields(text);
    }

    private static void uri(String text) {
        try {
            SipUri uri = SipUri.parse(text);
            assertThat(uri.text()).isEqualTo(text).matches("[!-~&&[^<>\"\\\\]]+");
            if (uri.isSip()) {
                SipHop hop = SipHop.of(uri);
                assertThat(hop.host()).matches("[A-Za-z0-9._:\\[\\]-]+");
                assertThat(hop.port()).isBetween(1, 65535);
            }
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).doesNotContainPattern(LINE_ENDS);
        }
    }

    private static void address(String text) {
        try {
            SipAddress address = SipAddress.parse(text);
            assertThat(address.text()).doesNotContainPattern(LINE_ENDS);
            // with our tag behind it, it is still one address, of the same URI
            SipAddress tagged = SipAddress.parse(address.tag() ? address.text() : address.text() + ";tag=1");
            assertThat(tagged.tag()).isTrue();
            assertThat(tagged.uri()).isEqualTo(address.uri());
            assertThat(SipAddress.parse(SipAddress.withoutTag(address.text())).uri()).isEqualTo(address.uri());
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).doesNotContainPattern(LINE_ENDS);
        }
    }

    private static void fields(String text) {
        int colon = text.indexOf(':');
        SipField field = SipField.received(text.substring(0, Math.max(0, colon)), text.substring(colon + 1));
        if (field != null) {
            assertThat(field.name()).matches("[A-Za-z0-9.!%*_+`'~-]+");
            assertThat(field.value()).isNotEmpty().doesNotContainPattern(LINE_ENDS);
            SipOutcome outcome = SipOutcome.of(302, text, List.of(field, new SipField("Contact", field.value()),
                    new SipField("Retry-After", field.value()), new SipField("Warning", field.value())));
            assertThat(outcome.reason()).doesNotContainPattern(LINE_ENDS);
            assertThat(outcome.retryAfter() == null || outcome.retryAfter() >= 0).isTrue();
            outcome.contacts().forEach(contact -> assertThat(contact).isNotBlank());
        }
    }
}
