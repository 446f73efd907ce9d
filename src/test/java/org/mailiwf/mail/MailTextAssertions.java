package org.mailiwf.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;

/** What holds for every mail that was read. */
final class MailTextAssertions {

    private MailTextAssertions() {
    }

    static void assertClean(Mail mail) {
        String text = mail.text();
        assertThat(text).doesNotContainPattern("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\x7F-\\x9F\\uFEFF]");
        assertThat(text.replace("\r\n", "")).doesNotContain("\r", "\n");
        assertThat(text).isEqualTo(text.stripTrailing());
        assertThat(mail.textOctets()).isEqualTo(text.getBytes(StandardCharsets.UTF_8).length);
        assertThat(new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8)).isEqualTo(text);
        assertThat(mail.largeOnly()).allSatisfy(reason -> assertThat(reason).matches("[ -~]{1,100}"));
        for (MailHeader.Field field : mail.header().fields()) {
            assertThat(field.raw()).doesNotContain("\r", "\n", "\0");
            assertThat(field.decoded()).doesNotContainPattern("[\\x00-\\x1F\\x7F-\\x9F\\u2028-\\u202E\\u2066-\\u2069]");
        }
        for (String name : new String[] {"From", "To", "Cc", "Sender", "Reply-To"}) {
            for (Mailbox mailbox : mail.header().mailboxes(name)) {
                assertThat(mailbox.name()).doesNotContainPattern("[\\x00-\\x1F\\x7F-\\x9F\\u2028-\\u202E\\u2066-\\u2069]");
                assertThat(mailbox.address()).doesNotContainPattern("[\\x00-\\x1F\\x7F-\\x9F\\u2028-\\u202E\\u2066-\\u2069]");
            }
        }
    }
}
