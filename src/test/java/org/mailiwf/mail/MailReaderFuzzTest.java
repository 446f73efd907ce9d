package org.mailiwf.mail;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

import com.code_intelligence.jazzer.junit.FuzzTest;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever octets a mail has: it is read or refused, and what is read of it cannot break a line of another protocol. */
class MailReaderFuzzTest {

    private static final String LINE_ENDS = "\r\n\0\u0085\u2028\u2029";
    private static final int HEADER_OCTETS = 64 * 1024;

    private final MailReader reader = new MailReader();

    @FuzzTest(maxDuration = "2m")
    void mail(byte[] octets) throws IOException {
        try {
            header(MailHeader.read(new ByteArrayInputStream(octets), HEADER_OCTETS));
            text(reader.read(new ByteArrayInputStream(octets)));
        } catch (MailRefusedException e) {
            assertThat(e.getMessage()).matches("[ -~]+");
        }
    }

    private static void header(MailHeader header) {
        for (MailHeader.Field field : header.fields()) {
            assertThat(field.name()).matches("[!-9;-~\ufffd]+");
            assertThat(field.raw()).doesNotContainPattern("[\r\n\0]");
            assertThat(field.decoded()).doesNotContainPattern("[" + LINE_ENDS + "\\p{Cntrl}]");
        }
        header.mailboxes("From").forEach(mailbox -> {
            assertThat(mailbox.name()).doesNotContainPattern("[" + LINE_ENDS + "\\p{Cntrl}]");
            assertThat(mailbox.address()).doesNotContainPattern("\\p{Cntrl}").contains("@");
        });
    }

    private static void text(Mail mail) {
        assertThat(mail.text().replace("\r\n", "").replace("\t", "")).doesNotContainPattern("[" + LINE_ENDS + "\\p{Cntrl}]");
        assertThat(mail.textOctets()).isEqualTo(mail.text().getBytes(StandardCharsets.UTF_8).length);
    }
}
