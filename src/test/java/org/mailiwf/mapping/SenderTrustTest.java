package org.mailiwf.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SenderTrustTest {

    private final SenderTrust trust = new SenderTrust();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "``|true", "alice@corp.example|true", "alice@[192.0.2.1]|true", "alice@localhost|false", "root|false", "a@.example|false",
        "a@b_c.d|false"
    })
    void reversePathIsFullyQualifiedWhenMailCanGoBack(String reversePath, boolean fullyQualified) {
        Exchange mail = TestMail.of().mailFrom(reversePath).exchange();

        trust.process(mail);

        assertThat(mail.getProperty("senderFullyQualified")).isEqualTo(fullyQualified);
    }

    @ParameterizedTest
    @CsvSource(nullValues = "null", value = {"127.0.0.1,true", "::1,true", "203.0.113.9,false", "localhost,false", "null,false"})
    void aClientIsTrustedByItsAddress(String client, boolean trusted) {
        Exchange mail = TestMail.of().client(client).exchange();

        trust.process(mail);

        assertThat(mail.getProperty("senderTrusted")).isEqualTo(trusted);
    }

    @Test
    void emptyTrustedNetworksTrustNobody() {
        trust.setTrustedNetworks("");

        assertThat(trust.trusted(TestMail.of().exchange())).isFalse();
    }

    @Test
    void aWrongSettingNamesKeyValueAndWhatIsAllowed() {
        assertThatIllegalArgumentException().isThrownBy(() -> trust.setTrustedNetworks("10.0.0.0/33"))
                .withMessageContainingAll("iwf.smtp.trusted-networks: '10.0.0.0/33'", "CIDR");
    }
}
