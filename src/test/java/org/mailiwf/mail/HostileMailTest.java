package org.mailiwf.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Mails of 5 MB that are made to cost time. The time limit only tells a hang from slow machines; the figures stand in the documentation.
 */
class HostileMailTest {

    private static final Duration HANG = Duration.ofSeconds(10);

    static Stream<Arguments> mails() {
        return HostileMails.all().entrySet().stream().map(mail -> Arguments.of(mail.getKey(), mail.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mails")
    void isReadOrRefused(String name, Supplier<byte[]> mail) {
        byte[] octets = mail.get();

        assertTimeoutPreemptively(HANG, () -> {
            try {
                Mail read = new MailReader().read(new ByteArrayInputStream(octets));
                MailTextAssertions.assertClean(read);
                assertThat(read.textOctets()).isLessThan(256 * 1024);
            } catch (MailRefusedException e) {
                assertThat(e.getMessage()).matches("[ -~]{1,100}");
            }
        });
    }

    @Test
    void headerBoundsRefuse() {
        assertRefused("subject of encoded words, folded, 5 MB", "Header section is longer than 65536 octets");
        assertRefused("header fields without end, 5 MB", "More than 1000 header fields");
        assertRefused("header line without end, 5 MB", "Header section is longer than 65536 octets");
        assertRefused("100k mailboxes", "Header section is longer than 65536 octets");
        assertRefused("part header without end", "MIME structure is not to be read");
        assertRefused("part header line without end", "MIME structure is not to be read");
    }

    @Test
    void structureBoundsRefuse() {
        assertRefused("multiparts 5 MB deep", "Multiparts are nested deeper than 20");
        assertRefused("100k parts", "More than 200 parts");
        assertRefused("multiparts 20 deep, 5 MB of hyphens", "Too much stands too deep in multiparts");
    }

    @Test
    void aHeaderSectionOfAPartHasTheSameBoundAsThatOfTheMail() {
        String mail = "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"
                + ("X: " + "x".repeat(1000) + "\r\n").repeat(70) + "\r\n--b--\r\n";

        assertThat(refusal(mail.getBytes(StandardCharsets.US_ASCII))).isEqualTo("Header section of a part is longer than 65536 octets");
    }

    @Test
    void aMailAtTheBoundsOfDepthAndPartsIsRead() throws Exception {
        MailReader reader = new MailReader();
        reader.setMaxDepth(1);
        reader.setMaxParts(2);
        String mail = "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\none\r\n--b\r\n\r\ntwo\r\n--b--\r\n";

        assertThat(reader.read(new ByteArrayInputStream(mail.getBytes(StandardCharsets.US_ASCII))).text()).isEqualTo("one\r\n\r\ntwo");
    }

    private static void assertRefused(String name, String message) {
        assertThat(refusal(HostileMails.all().get(name).get())).as(name).isEqualTo(message);
    }

    private static String refusal(byte[] mail) {
        try {
            new MailReader().read(new ByteArrayInputStream(mail));
            return "not refused";
        } catch (MailRefusedException e) {
            return e.getMessage();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
