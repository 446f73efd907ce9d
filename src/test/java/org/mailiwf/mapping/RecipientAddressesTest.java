package org.mailiwf.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecipientAddressesTest {

    private final RecipientAddresses recipients = new RecipientAddresses();

    @BeforeEach
    void twoDomains() {
        recipients.setDomain("iwf.op.example");
        recipients.setDomains("OP.example, bücher.example");
        recipients.setTemplate("sip:{local}@{domain}");
    }

    @ParameterizedTest
    @CsvSource({
        "bob@op.example,true", "bob@OP.EXAMPLE,true", "bob@xn--bcher-kva.example,true", "bob@Bücher.example,true", "Postmaster,true",
        "bob@sub.op.example,false", "bob@corp.example,false", "bob,false", "bob@,false", "bob@op.example.,false"
    })
    void domainIsServedInAnyCaseAndScript(String address, boolean served) {
        assertThat(recipients.serves(address)).isEqualTo(served);
    }

    @Test
    void nothingIsServedUnlessSet() {
        assertThat(new RecipientAddresses().serves("bob@localhost")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bob@op.example", "bob+tag@op.example", "jörg@op.example", "postmaster",
        "o'b@op.example"})
    void plainAddressIsTaken(String address) {
        assertThat(recipients.plain(address)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "bob", "@op.example", "bob@", "bob%corp.example@op.example", "bob@corp.example@op.example", "corp.example!bob@op.example",
        "@relay.example:bob@op.example", "@relay.example,@two.example:bob@op.example", "bob@[192.0.2.1]", "bob@[IPv6:::1]",
        "\"bob@corp.example\"@op.example", "\"bob builder\"@op.example", "bob\r\n@op.example"
    })
    void addressThatAsksForRelayingIsNotPlain(String address) {
        assertThat(recipients.plain(address)).isFalse();
        assertThat(recipients.fromTemplate(address)).isNull();
    }

    @Test
    void lengthsAreThoseOfSmtp() {
        assertThat(recipients.plain("a".repeat(64) + "@op.example")).isTrue();
        assertThat(recipients.plain("a".repeat(65) + "@op.example")).isFalse();
        assertThat(recipients.plain("a@" + "b".repeat(253))).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "bob@OP.example|sip:bob@op.example", "Bob@op.example|sip:Bob@op.example", "jörg@bücher.example|sip:j%C3%B6rg@xn--bcher-kva.example",
        "a;b=c@op.example|sip:a;b=c@op.example", "a#b@op.example|sip:a%23b@op.example", "postmaster|sip:postmaster@op.example"
    })
    void templateMakesTheSipUri(String address, String uri) {
        assertThat(recipients.fromTemplate(address)).isEqualTo(uri);
    }

    @Test
    void emptyTemplateMakesNone() {
        recipients.setTemplate(" ");

        assertThat(recipients.fromTemplate("bob@op.example")).isNull();
    }

    @Test
    void addressWhoseDomainIsNoHostHasNoSipUri() {
        assertThat(recipients.fromTemplate("bob@a_b.example")).isNull();
    }

    @Test
    void wrongSettingsNameKeyValueAndWhatIsAllowed() {
        assertThatIllegalArgumentException().isThrownBy(() -> recipients.setDomains("op.example, not a domain"))
                .withMessageContainingAll("iwf.domains: 'op.example, not a domain'", "allowed: domain names");
        assertThatIllegalArgumentException().isThrownBy(() -> recipients.setTemplate("sip:{user}@x"))
                .withMessageContainingAll("iwf.recipients.default: 'sip:{user}@x'", "{local}", "or empty");
        assertThatIllegalArgumentException().isThrownBy(() -> recipients.setDomain(""))
                .withMessageContaining("iwf.domain: ''");
    }
}
