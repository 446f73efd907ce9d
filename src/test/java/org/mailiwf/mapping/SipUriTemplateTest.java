package org.mailiwf.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailiwf.cpim.SipUri;

class SipUriTemplateTest {

    @ParameterizedTest
    @CsvSource({
        "sip:{local}%40{domain}@{iwf},sip:alice%40corp.example@iwf.example", "sip:{local}@{domain},sip:alice@corp.example",
        "sips:{local}@pbx.example:5061;transport=tcp,sips:alice@pbx.example:5061;transport=tcp", "sip:inbox@{iwf},sip:inbox@iwf.example",
        "sip:pbx.example,sip:pbx.example", "sip:{domain}.{local}@a.{domain},sip:corp.example.alice@a.corp.example"
    })
    void placeholdersAreFilledIn(String template, String uri) {
        assertThat(SipUriTemplate.parse(template).expand("alice", "Corp.EXAMPLE", "iwf.example")).isEqualTo(uri);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "{local}@{domain}", "mailto:{local}@{domain}", "tel:{local}", "sip:{user}@{domain}", "sip:{local@{domain}",
        "sip:local}@{domain}",
        "sip:{local}", "sip:bob@{local}", "sip:bob@x;user={local}", "sip:{local}%4@x", "sip:%{local}@x", "sip:{local}@x y", "sip:{local}@x?Route=y",
        "sip:{}@x",
        "sip:{local}@{domain}@{iwf}", "sip:{local}@{domain}\r\nX: y"
    })
    void whatIsNoTemplateIsRefusedWithWhatIsAllowed(String template) {
        assertThatIllegalArgumentException().isThrownBy(() -> SipUriTemplate.parse(template)).withMessage(SipUriTemplate.ALLOWED);
    }

    @Test
    void domainThatIsNoHostMayStandInAUserPartOnly() {
        assertThat(SipUriTemplate.parse("sip:{local}%40{domain}@{iwf}").expand("a", "[::1]", "iwf.example"))
                .isEqualTo("sip:a%40%5B%3A%3A1%5D@iwf.example");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SipUriTemplate.parse("sip:{local}@{domain}").expand("a", "b>;x", "iwf.example"));
    }

    @Test
    void anyLocalPartGivesAValidUriWithTheSameHost() {
        SipUriTemplate template = SipUriTemplate.parse("sip:{local}%40{domain}@{iwf}");
        Random random = new Random(3261);
        for (int round = 0; round < 5_000; round++) {
            String local = randomText(random, 32);
            String domain = randomText(random, 8);
            assertThat(template.expand("a" + local, domain, "iwf.example")).matches(SipUri::isValid).endsWith("@iwf.example");
        }
    }

    private static String randomText(Random random, int maxChars) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(maxChars); i > 0; i--) {
            text.append((char) (random.nextInt(4) == 0 ? random.nextInt(0x10000) : random.nextInt(0x80)));
        }
        return text.toString();
    }
}
