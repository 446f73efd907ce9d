package org.mailiwf.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Mails as the mail programs of this world write them: {@code mail/NAME.eml} reads as {@code mail/NAME.txt}. */
class MailFixtureTest {

    @ParameterizedTest
    @ValueSource(strings = {"outlook-alternative-table", "gmail-reply", "iphone-related-image", "iphone-mixed-photo", "nagios-alert",
        "pbx-voicemail-latin9", "shift-jis", "gb2312-html-base64", "flowed-delsp", "bounce-report", "mailing-list-footer",
        "html-newsletter", "smime-signed", "smime-encrypted", "pgp-encrypted", "calendar-invite", "emoji-subject"})
    void readsAs(String name) throws Exception {
        Mail mail = read(name);

        assertThat(mail.text()).isEqualTo(resource(name + ".txt").replace("\n", "\r\n"));
        assertThat(mail.complete()).isTrue();
        MailTextAssertions.assertClean(mail);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "iphone-mixed-photo | attachment (image/jpeg)",
        "smime-signed       | signed (multipart/signed)",
        "smime-encrypted    | encrypted (application/pkcs7-mime)",
        "pgp-encrypted      | encrypted (multipart/encrypted)",
        "calendar-invite    | attachment (application/ics)",
    })
    void onlyLargeMessageModeCanCarry(String name, String reason) throws Exception {
        assertThat(read(name).largeOnly()).containsExactly(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"outlook-alternative-table", "gmail-reply", "iphone-related-image", "nagios-alert", "pbx-voicemail-latin9",
        "shift-jis", "gb2312-html-base64", "flowed-delsp", "bounce-report", "mailing-list-footer", "html-newsletter", "emoji-subject"})
    void pagerModeCanCarry(String name) throws Exception {
        assertThat(read(name).largeOnly()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "pbx-voicemail-latin9 | Gebühren für November: 12,80 €",
        "shift-jis            | 会議",
        "gb2312-html-base64   | 服务器恢复",
        "html-newsletter      | 🎁 Only today",
        "emoji-subject        | 🎉 It is done 👨\u200d👩\u200d👧 🇺🇦!",
    })
    void subjectsAreDecoded(String name, String subject) throws Exception {
        assertThat(read(name).header().first("Subject")).isEqualTo(subject);
    }

    @Test
    void displayNamesAreDecoded() throws Exception {
        assertThat(read("outlook-alternative-table").header().mailboxes("From"))
                .isEqualTo(List.of(new Mailbox("Berger, Anna", "anna.berger@corp.example")));
        assertThat(read("shift-jis").header().mailboxes("From")).isEqualTo(List.of(new Mailbox("田中", "tanaka@corp.example")));
        assertThat(read("nagios-alert").header().mailboxes("From")).isEqualTo(List.of(new Mailbox("Nagios", "nagios@mon.corp.example")));
    }

    private static Mail read(String name) throws IOException, MailRefusedException {
        try (InputStream in = MailFixtureTest.class.getResourceAsStream("/mail/" + name + ".eml")) {
            return new MailReader().read(in);
        }
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = MailFixtureTest.class.getResourceAsStream("/mail/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
