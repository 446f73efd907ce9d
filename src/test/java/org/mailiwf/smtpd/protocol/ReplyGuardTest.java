package org.mailiwf.smtpd.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplyGuardTest {

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = {
            "MAIL,    250, 2.1.0,   ok, 250 2.1.0 ok",
            "MAIL,    251, -,       -,  250 2.1.0 Sender ok",
            "RCPT,    251, -,       -,  251 2.1.5 Recipient ok",
            "RCPT,    553, 5.1.3,   x,  553 5.1.3 x",
            "MESSAGE, 553, 5.1.3,   x,  554 5.1.3 x",
            "MESSAGE, 501, -,       x,  554 5.0.0 x",
            "MESSAGE, 455, -,       -,  451 4.3.0 Try again later",
            "MESSAGE, 354, -,       -,  451 4.3.0 Try again later",
            "MESSAGE, 0,   5.0.0,   x,  451 4.3.0 x",
            "MESSAGE, 999, -,       x,  451 4.3.0 x",
            "MESSAGE, -1,  -,       x,  451 4.3.0 x",
            "MESSAGE, 250, -,       -,  250 2.6.0 id Message accepted",
            "MESSAGE, 550, 4.1.1,   x,  550 5.0.0 x",
            "MESSAGE, 550, 5.1,     x,  550 5.0.0 x",
            "MESSAGE, 550, 5.1.1234, x, 550 5.0.0 x",
            "MESSAGE, 550, 5..1.1,  x,  550 5.0.0 x",
            "MESSAGE, 550, 5.1.1x,  x,  550 5.0.0 x",
            "MESSAGE, 550, 5.999.999, x, 550 5.999.999 x",
            "MESSAGE, 450, 4.2.1,   x,  450 4.2.1 x",
            "MESSAGE, 221, -,       x,  250 2.6.0 x",
    })
    void replyIsLegalWhereItIsGiven(Stage stage, int code, String status, String text, String line) {
        assertThat(ReplyGuard.reply(stage, code, status, text, "id").line()).isEqualTo(line);
    }

    @Test
    void replyIsNeverLongerThan512Octets() {
        assertThat(ReplyGuard.reply(Stage.MESSAGE, 550, "5.1.1", "x".repeat(10_000), "id").line()).hasSize(510);
    }

    @Test
    void textThatIsEmptyOnceItIsCleanedIsTheDefault() {
        assertThat(ReplyGuard.reply(Stage.MESSAGE, 550, "5.1.1", "\r\n\t", "id").line()).isEqualTo("550 5.1.1 Refused");
    }
}
