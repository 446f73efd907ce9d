package org.mailiwf.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.time.Duration;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The mails that mime4j tests itself with: malformed ones of all kinds, among them those of MIME-tools. */
class Mime4jCorpusTest {

    static List<String> mails() throws IOException {
        URL folder = Mime4jCorpusTest.class.getResource("/testmsgs");
        try (JarFile jar = ((JarURLConnection) folder.openConnection()).getJarFile()) {
            return jar.stream().map(ZipEntry::getName).filter(name -> name.endsWith(".msg")).sorted().toList();
        }
    }

    @Test
    void thereAreEightyOfThem() throws Exception {
        assertThat(mails()).hasSize(80);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mails")
    void isReadOrRefused(String name) {
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            try {
                MailTextAssertions.assertClean(read(name));
            } catch (MailRefusedException e) {
                assertThat(e.getMessage()).matches("[ -~]{1,100}");
            }
        });
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', value = {
        "testmsgs/ending-boundaries.msg              | first part                           | ",
        "testmsgs/bad-newlines-multiple-parts.msg    | Text body                            | ",
        "testmsgs/boundary-name-clash.msg            | Please see attachment for report     | attachment (application/pdf)",
        "testmsgs/malformedHeader-noheader.msg       | This is a simple message not having  | ",
        "mimetools-testmsgs/badfile.msg              | This had better not end up in /tmp!  | ",
        "mimetools-testmsgs/bluedot-postcard.msg     | Having a wonderful time...           | ",
        "mimetools-testmsgs/bluedot-simple.msg       |                                      | attachment (image/jpeg)",
        "mimetools-testmsgs/multi-2gifs.msg          | When unpacked, this message should   | attachment (image/gif)",
        "mimetools-testmsgs/multi-weirdspace.msg     | When unpacked, this message should   | attachment (image/gif)",
    })
    void begins(String name, String text, String reason) throws Exception {
        Mail mail = read(name);

        assertThat(mail.text()).startsWith(text == null ? "" : text);
        assertThat(mail.largeOnly()).isEqualTo(reason == null ? List.of() : List.of(reason));
    }

    private static Mail read(String name) throws IOException, MailRefusedException {
        try (InputStream in = Mime4jCorpusTest.class.getResourceAsStream("/" + name)) {
            return new MailReader().read(in);
        }
    }
}
