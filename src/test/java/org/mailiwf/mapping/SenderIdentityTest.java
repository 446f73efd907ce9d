package org.mailiwf.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.apache.camel.Exchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailiwf.smtpd.SmtpConstants;

class SenderIdentityTest {

    private static final String ALICE = "From: Alice Example <alice@corp.example>";
    private static final String STRANGER = "203.0.113.9";

    private final SenderIdentity identity = new SenderIdentity();

    @BeforeEach
    void gatewayAtIwfOpExample() {
        identity.setDomain("IWF.op.example");
    }

    @Test
    void senderIsWrappedIntoTheGatewaysDomain() {
        TestMail mail = TestMail.of(ALICE);

        assertThat(from(mail.exchange())).isEqualTo("\"Alice Example\" <sip:alice%40corp.example@iwf.op.example>");
        assertThat(cpimFrom(mail.exchange())).isEqualTo("Alice Example <sip:alice%40corp.example@iwf.op.example>");
        assertThat(asserted(mail.exchange())).isEqualTo("<sip:alice%40corp.example@iwf.op.example>");
    }

    @Test
    void unverifiedSenderIsMarkedAndNotAsserted() {
        TestMail mail = TestMail.of(ALICE).client(STRANGER);

        assertThat(from(mail.exchange())).isEqualTo("\"Alice Example via e-mail\" <sip:alice%40corp.example@iwf.op.example>");
        assertThat(cpimFrom(mail.exchange())).isEqualTo("Alice Example via e-mail <sip:alice%40corp.example@iwf.op.example>");
        assertThat(asserted(mail.exchange())).isEqualTo("<sip:mail@iwf.op.example>");
    }

    @Test
    void authenticatedSenderIsAssertedFromAnywhere() {
        TestMail mail = TestMail.of(ALICE).client(STRANGER).header(SmtpConstants.AUTH_USER, "alice");

        assertThat(asserted(mail.exchange())).isEqualTo("<sip:alice%40corp.example@iwf.op.example>");
    }

    @Test
    void anAuthorWhoseDomainStandsForHimIsTheSenderWhateverMailFromSays() {
        TestMail mail = TestMail.of(ALICE).client(STRANGER).mailFrom("bounces@list.example");
        mail.exchange().setProperty("authenticatedAuthor", "alice@corp.example");

        assertThat(from(mail.exchange())).isEqualTo("\"Alice Example\" <sip:alice%40corp.example@iwf.op.example>");
        assertThat(cpimFrom(mail.exchange())).isEqualTo("Alice Example <sip:alice%40corp.example@iwf.op.example>");
        assertThat(asserted(mail.exchange())).isEqualTo("<sip:alice%40corp.example@iwf.op.example>");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "From: alice@corp.example\r\nFrom: alice@corp.example", "From: alice@corp.example, bob@corp.example", "From: Alice@corp.example", "Subject: x"
    })
    void anotherFromThanThatOfTheAuthorAssertsNobody(String fields) {
        TestMail mail = TestMail.of(fields).client(STRANGER);
        mail.exchange().setProperty("authenticatedAuthor", "alice@corp.example");

        assertThat(asserted(mail.exchange())).isEqualTo("<sip:mail@iwf.op.example>");
    }

    @ParameterizedTest
    @CsvSource({
        "boss@corp.example, ''", "=?utf-8?q?boss=40corp.example?=, ''", "boss\uff20corp.example, ''", "Alice, \"Alice\" ",
        "M@evil.example, \"M@evil.example\" "
    })
    void aNameThatIsAnothersAddressIsNotShown(String name, String shown) {
        TestMail mail = TestMail.of("From: \"" + name + "\" <m@evil.example>").client(STRANGER);
        mail.exchange().setProperty("authenticatedAuthor", "m@evil.example");

        assertThat(from(mail.exchange())).isEqualTo((shown.isEmpty() ? "" : shown.strip() + " ") + "<sip:m%40evil.example@iwf.op.example>");
    }

    @Test
    void nullReversePathIsTheMailerDaemonAndTheGatewayIsAsserted() {
        TestMail mail = TestMail.of("From: Mail Delivery <alice@corp.example>").mailFrom("");
        identity.setAssertedIdentity("always");

        assertThat(from(mail.exchange())).isEqualTo("<sip:mailer-daemon@iwf.op.example>");
        assertThat(cpimFrom(mail.exchange())).isEqualTo("<sip:mailer-daemon@iwf.op.example>");
        assertThat(asserted(mail.exchange())).isEqualTo("<sip:mail@iwf.op.example>");
    }

    @ParameterizedTest
    @CsvSource({
        "trusted,127.0.0.1,<sip:alice%40corp.example@iwf.op.example>", "trusted,203.0.113.9,<sip:mail@iwf.op.example>",
        "always,203.0.113.9,<sip:alice%40corp.example@iwf.op.example>", "never,127.0.0.1,<sip:mail@iwf.op.example>"
    })
    void settingSaysWhomTheAssertedIdentityNames(String setting, String client, String asserted) {
        identity.setAssertedIdentity(setting);

        assertThat(asserted(TestMail.of(ALICE).client(client).exchange())).isEqualTo(asserted);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "From: The Boss <boss@corp.example>", "From: Alice <Alice@corp.example>", "From: A <alice@corp.example>, B <bob@corp.example>",
        "From: alice@corp.example", "From: <alice@corp.example>", "From: \"alice@corp.example\" <mallory@evil.example>", "Subject: no From"
    })
    void nameIsOnlyThatOfTheVeryAddressOfMailFrom(String from) {
        assertThat(from(TestMail.of(from).exchange())).isEqualTo("<sip:alice%40corp.example@iwf.op.example>");
    }

    @Test
    void unverifiedSenderWithoutNameGetsNone() {
        assertThat(from(TestMail.of().client(STRANGER).exchange())).isEqualTo("<sip:alice%40corp.example@iwf.op.example>");
    }

    @Test
    void domainOfFromAndMailFromAreComparedInAnyCase() {
        assertThat(from(TestMail.of("From: Alice <alice@CORP.Example>").exchange())).startsWith("\"Alice\" <");
    }

    @Test
    void quotesAndBackslashesAreEscapedInEachForm() {
        TestMail mail = TestMail.of("From: \"Al \\\"the\\\\ace\\\"\" <alice@corp.example>");

        assertThat(from(mail.exchange())).startsWith("\"Al \\\"the\\\\ace\\\"\" <sip:");
        assertThat(cpimFrom(mail.exchange())).startsWith("\"Al \\\"the\\\\ace\\\"\"<sip:");
    }

    @Test
    void lineBreakInsideAnEncodedWordCannotAddAHeader() {
        TestMail mail = TestMail.of("From: =?utf-8?q?Alice=0D=0ARoute=3A_x=00?= <alice@corp.example>");

        assertThat(from(mail.exchange())).isEqualTo("\"Alice Route: x\" <sip:alice%40corp.example@iwf.op.example>");
        assertThat(cpimFrom(mail.exchange())).isEqualTo("\"Alice Route: x\"<sip:alice%40corp.example@iwf.op.example>");
    }

    @Test
    void emojiPassAndALongNameIsCutBetweenCharacters() {
        assertThat(cpimFrom(TestMail.of("From: Zoë 😀 <alice@corp.example>").exchange())).startsWith("Zoë 😀 <");
        assertThat(cpimFrom(TestMail.of("From: a" + "😀".repeat(100) + " <alice@corp.example>").exchange()))
                .startsWith("a" + "😀".repeat(63) + " <");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "alice@[192.0.2.1]|alice%40%5B192.0.2.1%5D", "\"a b\"@corp.example|%22a%20b%22%40corp.example", "root|root%40iwf.op.example",
        "jörg@BÜCHER.example|j%C3%B6rg%40xn--bcher-kva.example", "a%b@corp.example|a%25b%40corp.example",
        "a>b@corp.example|a%3Eb%40corp.example"
    })
    void anyReversePathFitsIntoTheUserPart(String reversePath, String user) {
        assertThat(from(TestMail.of().mailFrom(reversePath).exchange())).isEqualTo("<sip:" + user + "@iwf.op.example>");
    }

    @Test
    void templateIsTheIntegrators() {
        identity.setTemplate("sips:{local}@{domain};x={iwf}");

        assertThat(from(TestMail.of().exchange())).isEqualTo("<sips:alice@corp.example;x=iwf.op.example>");
    }

    @Test
    void wrongSettingsNameKeyValueAndWhatIsAllowed() {
        assertThatIllegalArgumentException().isThrownBy(() -> identity.setDomain("not a domain"))
                .withMessage("iwf.domain: 'not a domain' is not allowed; allowed: a domain name such as iwf.op.example");
        assertThatIllegalArgumentException().isThrownBy(() -> identity.setTemplate("{local}@x"))
                .withMessageContainingAll("iwf.from.template: '{local}@x'", "allowed: a sip:");
        assertThatIllegalArgumentException().isThrownBy(() -> identity.setAssertedIdentity("perhaps"))
                .withMessage("iwf.asserted-identity: 'perhaps' is not allowed; allowed: trusted, always, never");
    }

    private String from(Exchange mail) {
        return found("senderFrom", mail);
    }

    private String cpimFrom(Exchange mail) {
        return found("senderCpimFrom", mail);
    }

    private String asserted(Exchange mail) {
        return found("senderAsserted", mail);
    }

    private String found(String property, Exchange mail) {
        identity.process(mail);
        return mail.getProperty(property, String.class);
    }
}
