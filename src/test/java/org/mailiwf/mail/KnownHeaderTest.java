package org.mailiwf.mail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KnownHeaderTest {

    private static final int MAX = 65_536;

    /** A mail as a stream that knows a header section. */
    private static final class Known extends ByteArrayInputStream implements KnownHeader {

        private final HeaderSection section;

        Known(byte[] mail, HeaderSection section) {
            super(mail);
            this.section = section;
        }

        @Override
        public HeaderSection headerSection() {
            return section;
        }
    }

    private static InputStream stream(String mail) {
        return new ByteArrayInputStream(mail.getBytes(UTF_8));
    }

    private static HeaderSection section(String mail) throws IOException, MailRefusedException {
        return HeaderSection.read(stream(mail), MAX);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "Subject: x\r\n\r\nHello\r\n", "Subject: x\n\nHello", "\r\nHello\r\n", "Hello", "", "Subject: x",
        "Subject: x\r\nno field\r\nHello\r\n",
        "From alice Mon Nov 24\r\nSubject: x\r\n\r\nHello\r\n", "Subject: a\r\n b\r\n\tc\r\n\r\nGr\u00fc\u00dfe\r\n",
        "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nHi\r\n--b\r\nContent-Type: application/pdf\r\n\r\n%PDF\r\n--b--\r\n",
        "Content-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\nPGI+SGk8L2I+\r\n"
    })
    void aMailIsTheSameWhetherItsHeaderIsKnownOrRead(String text) throws Exception {
        Mail read = new MailReader().read(stream(text));
        Mail known = new MailReader().read(new Known(text.getBytes(UTF_8), section(text)));

        assertThat(known).usingRecursiveComparison().isEqualTo(read);
    }

    @Test
    void whatIsKnownIsNotReadAgain() throws Exception {
        HeaderSection known = section("Subject: known\r\n\r\n");

        Mail mail = new MailReader().read(new Known("Subject: other\r\n\r\nHello\r\n".getBytes(UTF_8), known));

        assertThat(mail.header().first("Subject")).isEqualTo("known");
        assertThat(mail.text()).isEqualTo("Hello");
    }

    @Test
    void theBoundsOfTheReaderHoldForWhatIsKnown() throws Exception {
        String text = "Subject: x\r\n".repeat(3) + "\r\nHello\r\n";
        MailReader octets = new MailReader();
        octets.setMaxHeaderOctets(30);
        MailReader fields = new MailReader();
        fields.setMaxHeaderFields(2);

        assertThatThrownBy(() -> octets.read(new Known(text.getBytes(UTF_8), section(text)))).isInstanceOf(MailRefusedException.class);
        assertThatThrownBy(() -> fields.read(new Known(text.getBytes(UTF_8), section(text)))).isInstanceOf(MailRefusedException.class);
    }
}
