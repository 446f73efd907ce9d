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

    private static Mail read(String name) throws IOException, MailRefusedException {
        try (InputStream in = Mime4jCorpusTest.class.getResourceAsStream("/" + name)) {
            return new MailReader().read(in);
        }
    }
}
