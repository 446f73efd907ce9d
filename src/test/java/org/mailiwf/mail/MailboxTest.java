package org.mailiwf.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MailboxTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "alice@corp.example                                        | ``               | alice@corp.example",
        "<alice@corp.example>                                      | ``               | alice@corp.example",
        "Alice <alice@corp.example>                                | Alice            | alice@corp.example",
        "\"Smith, Alice\" <alice@corp.example>                     | Smith, Alice     | alice@corp.example",
        "\"a \\\"b\\\" c\" <alice@corp.example>                    | a \"b\" c        | alice@corp.example",
        "alice@corp.example (Alice (the first))                    | Alice (the first) | alice@corp.example",
        "Alice (office) <alice@corp.example>                       | Alice            | alice@corp.example",
        "=?utf-8?q?M=C3=BCller?= <m@corp.example>                  | Müller           | m@corp.example",
        "\"=?utf-8?q?M=C3=BCller?=\" <m@corp.example>              | Müller           | m@corp.example",
        "<@relay.example,@b.example:alice@corp.example>            | ``               | alice@corp.example",
        "\"john doe\"@corp.example                                 | ``               | \"john doe\"@corp.example",
        "alice@[IPv6:2001:db8::1]                                  | ``               | alice@[IPv6:2001:db8::1]",
        "jürgen@bücher.example                                     | ``               | jürgen@bücher.example",
        "a b c <alice@corp.example                                 | a b c            | alice@corp.example",
    })
    void aMailboxIsNameAndAddress(String value, String name, String address) throws Exception {
        assertThat(mailboxes(value)).containsExactly(new Mailbox(name, address));
    }

    @Test
    void listsAndGroupsAreFlat() throws Exception {
        assertThat(mailboxes("a@x.example, B <b@x.example>,, Team: c@x.example, \"D, D\" <d@x.example>; e@x.example"))
                .extracting(Mailbox::address)
                .containsExactly("a@x.example", "b@x.example", "c@x.example", "d@x.example", "e@x.example");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "undisclosed-recipients:;", "root", "<>", "@corp.example", "alice@", "a b@corp.example", "a@b@c.example", "((((((", "\"", "<",
        "=?utf-8?q?eve=40evil.example?=", "<=?utf-8?q?eve=40evil.example?=>", "=?utf-8?q?=3Ceve=40evil.example=3E?=",
        "=?utf-8?q?x?=@evil.example",
    })
    void whatIsNoAddressIsLeftOut(String value) throws Exception {
        assertThat(mailboxes(value)).isEmpty();
    }

    @Test
    void anEncodedWordCannotAddAnAddress() throws Exception {
        assertThat(mailboxes("=?utf-8?q?boss=40corp.example=3E=2C_?= <eve@evil.example>"))
                .containsExactly(new Mailbox("boss@corp.example>,", "eve@evil.example"));
    }

    @Test
    void controlsAndBidiFormattingDoNotReachTheName() throws Exception {
        assertThat(mailboxes("=?utf-8?q?a=0D=0Ab=E2=80=AEc?= <a@x.example>")).containsExactly(new Mailbox("a bc", "a@x.example"));
    }

    @Test
    void anAddressWithBidiFormattingIsLeftOut() throws Exception {
        assertThat(mailboxes("<a\u202Eb@x.example>")).isEmpty();
    }

    @Test
    void allFieldsOfTheNameCount() throws Exception {
        byte[] mail = "To: a@x.example\r\nto: b@x.example\r\n\r\n".getBytes(StandardCharsets.UTF_8);

        assertThat(MailHeader.read(new ByteArrayInputStream(mail), 1000)
                .mailboxes("To")).hasSize(2);
    }

    @Test
    void theDomainStandsBehindTheLastAt() {
        assertThat(new Mailbox("", "\"a@b\"@corp.example").domain()).isEqualTo("corp.example");
    }

    private static List<Mailbox> mailboxes(String value) throws Exception {
        return MailHeader.read(new ByteArrayInputStream(("From: " + value + "\r\n\r\n").getBytes(StandardCharsets.UTF_8)), 65536)
                .mailboxes("From");
    }
}
