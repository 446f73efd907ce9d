package org.mailiwf.cpim;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SipUriTest {

    @ParameterizedTest
    @ValueSource(strings = {
        "sip:bob@op.example", "SIP:bob@op.example", "sips:bob@op.example:5061;transport=tcp;lr", "sip:op.example", "sip:100@192.0.2.1",
        "sip:bob@[2001:db8::1]:5060", "sip:alice%40corp.example@iwf.op.example", "sip:+4915112345@op.example;user=phone", "tel:+49-30-123",
        "tel:+49301;phone-context=op.example"
    })
    void uriOfAUserIsValid(String uri) {
        assertThat(SipUri.isValid(uri)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "bob@op.example", "mailto:bob@op.example", "im:bob@op.example", "sip:", "sip:@op.example", "sip:bob@", "sip:bob@op example",
        "sip:bob@op.example?Route=x", "sip:bob:secret@op.example", "sip:a@b@c", "sip:bob%4@op.example", "sip:bob@-op.example", "tel:bob",
        "sip:bob@op.example\r\n", "<sip:bob@op.example>", "sip:bob@op.example;", "sip:bob@op.example:"
    })
    void anythingElseIsNot(String uri) {
        assertThat(SipUri.isValid(uri)).isFalse();
    }

    @Test
    void longUriIsNoUri() {
        assertThat(SipUri.isValid("sip:" + "a".repeat(500) + "@op.example")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "alice|alice",
        "!$&'()*+,-./;=?_~aZ09|!$&'()*+,-./;=?_~aZ09",
        "a\"b#c%d:e<f>g@h|a%22b%23c%25d%3Ae%3Cf%3Eg%40h",
        "[\\]^{|%5B%5C%5D%5E%7B",
        "}`|%7D%60",
        "grüße|gr%C3%BC%C3%9Fe",
        "😀|%F0%9F%98%80",
        "a%40b|a%2540b",
        "a b|a%20b"
    })
    void whatMayNotStandInAUserPartBecomesItsUtf8InPercents(String text, String user) {
        assertThat(SipUri.escapeUser(text)).isEqualTo(user);
    }

    @Test
    void controlsAndHalvesOfCharactersCannotLeave() {
        assertThat(SipUri.escapeUser("a\r\n\u0000\ud83d")).isEqualTo("a%0D%0A%00?");
    }

    @ParameterizedTest
    @CsvSource({"OP.Example,op.example", "bücher.example,xn--bcher-kva.example", "192.0.2.1,192.0.2.1", "localhost,localhost"})
    void hostNameIsCanonicalInLowerCaseALabels(String name, String canonical) {
        assertThat(HostName.canonical(name)).isEqualTo(canonical);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "a..b", "a.b.", "-a.b", "a-.b", "a_b.c", "a b", "[192.0.2.1]", "a@b", "ü..example", "a\r\nb",
        "ü\u0000"})
    void whatIsNoHostNameHasNoCanonicalForm(String name) {
        assertThat(HostName.canonical(name)).isNull();
    }

    @Test
    void labelsAndNamesHaveTheLengthsOfTheDns() {
        assertThat(HostName.canonical("a".repeat(63) + ".b")).isNotNull();
        assertThat(HostName.canonical("a".repeat(64) + ".b")).isNull();
        assertThat(HostName.canonical("a.".repeat(126) + "b")).isNotNull();
        assertThat(HostName.canonical("a.".repeat(127) + "b")).isNull();
    }
}
