package org.mailiwf.cpim;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CpimMessageTest {

    private static final String HEAD = "From: <sip:a@b>\r\n\r\n";
    private static final String PLAIN = "Content-Type: text/plain; charset=UTF-8\r\n\r\n";

    @Test
    void pagerMessageOfExampleAKeepsItsOctets() throws Exception {
        assertSameOctets(Examples.sipBody("a-pager-message.sip"), 398);
    }

    @Test
    void messagePartOfExampleBKeepsItsOctets() throws Exception {
        assertSameOctets(Examples.firstPart("b-recipient-list-history.sip", "iwf-5c1"), 398);
    }

    @Test
    void largeMessageOfExampleCKeepsItsOctets() throws Exception {
        assertSameOctets(Examples.msrpContent("c3-msrp-send.bin"), 4189);
    }

    @Test
    void notificationOfExampleDKeepsItsOctets() throws Exception {
        assertSameOctets(Examples.sipBody("d-imdn-delivered.sip"), 679);
    }

    private static void assertSameOctets(byte[] octets, int length) throws CpimException {
        assertThat(octets).hasSize(length);
        assertThat(CpimMessage.decode(octets).encode()).isEqualTo(octets);
    }

    @Test
    void valuesGiveTheOctetsOfExampleA() throws IOException {
        CpimMessage message = CpimMessage.ofText(List.of(
                CpimHeader.address("From", new CpimAddress("Alice Example", "sip:alice%40corp.example@iwf.op.example")),
                CpimHeader.address("To", new CpimAddress("", "sip:bob@op.example")),
                CpimHeader.text("DateTime", "2025-11-24T09:15:02+01:00"),
                CpimHeader.text("Subject", "Review moved"),
                CpimHeader.text("NS", "imdn <urn:ietf:params:imdn>"),
                CpimHeader.text("imdn.Message-ID", "Gx7Qf2kLw9Zt3Rb8"),
                CpimHeader.text("imdn.Disposition-Notification", "negative-delivery, positive-delivery, display")),
                "Hi Bob, the 14:00 review moved to room 4.2. Grüße, Alice");

        assertThat(message.encode()).isEqualTo(Examples.sipBody("a-pager-message.sip"));
    }

    @Test
    void exampleAIsReadIntoItsValues() throws Exception {
        CpimMessage message = CpimMessage.decode(Examples.sipBody("a-pager-message.sip"));

        assertThat(message.headers()).extracting(CpimHeader::name).containsExactly("From", "To", "DateTime", "Subject", "NS",
                "imdn.Message-ID", "imdn.Disposition-Notification");
        assertThat(CpimAddress.parse(message.header("From").value()))
                .isEqualTo(new CpimAddress("Alice Example", "sip:alice%40corp.example@iwf.op.example"));
        assertThat(message.text()).isEqualTo("Hi Bob, the 14:00 review moved to room 4.2. Grüße, Alice");
    }

    @Test
    void headerNamesAreCaseSensitive() throws CpimException {
        CpimMessage message = decode("cc: <sip:c@d>\r\n\r\n" + PLAIN);

        assertThat(message.header("cc").value()).isEqualTo("<sip:c@d>");
        assertThat(message.header("Cc")).isNull();
    }

    @Test
    void languageStandsBetweenColonAndSpace() throws CpimException {
        CpimHeader subject = CpimHeader.text("Subject", "Objet", "fr");

        assertThat(wire(subject)).startsWith("Subject:;lang=fr Objet\r\n");
        assertThat(decode("Subject:;x=\"a b\";lang=fr Objet: x\r\n\r\n\r\n").headers())
                .containsExactly(new CpimHeader("Subject", ";x=\"a b\";lang=fr", "Objet: x"));
        assertThat(subject.lang()).isEqualTo("fr");
        assertThat(CpimHeader.text("Subject", "Subject").lang()).isNull();
    }

    @Test
    void exactlyOneSpaceFollowsTheColonAndMoreBelongsToTheValue() throws CpimException {
        String wire = "Subject:  two\r\n\r\n" + PLAIN;

        assertThat(decode(wire).header("Subject").value()).isEqualTo(" two");
        assertThat(new String(decode(wire).encode(), UTF_8)).isEqualTo(wire);
    }

    @Test
    void controlsAndBackslashesLeaveAsEscapesAndComeBack() throws CpimException {
        CpimHeader subject = CpimHeader.text("Subject", "a\r\nRoute: x\t\b\u0000\u007f\u0085\\n\"'é😀");

        assertThat(wire(subject)).startsWith("Subject: a\\r\\nRoute: x\\t\\b\\u0000\\u007f\\u0085\\\\n\"'é😀\r\n");
        assertThat(decode(wire(subject)).header("Subject").text()).isEqualTo("a\r\nRoute: x\t\b\u0000\u007f\u0085\\n\"'é😀");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "\\u20ac|€", "\\u20AC|€", "\\\"\\'|\"'", "\\x|\\x", "\\u12|\\u12", "\\uzzzz|\\uzzzz", "a\\|a\\"
    })
    void escapesAreReadAndWhatIsNoneStandsForItself(String wire, String text) {
        assertThat(new CpimHeader("Subject", "", wire).text()).isEqualTo(text);
    }

    @Test
    void textIsReadInItsCharset() throws CpimException {
        byte[] latin = (HEAD + "content-type: text/plain;format=flowed; charset=\"iso-8859-1\"\r\n\r\nGrüße").getBytes(ISO_8859_1);

        assertThat(CpimMessage.decode(latin).text()).isEqualTo("Grüße");
    }

    @Test
    void contentWithoutContentTypeIsPlainText() throws CpimException {
        assertThat(decode(HEAD + "\r\nhello").text()).isEqualTo("hello");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "text/plain; charset=klingon", "text/plain; charset=\"\u0001\"", "image/png", ";;;\""})
    void contentThatIsNoReadablePlainTextHasNoText(String contentType) {
        CpimMessage message = new CpimMessage(List.of(), List.of(new ContentHeader("Content-Type", contentType.replace('\u0001', '?'))),
                new byte[] {1});

        assertThat(message.text()).isNull();
    }

    @Test
    void foldedMimeHeaderIsUnfolded() throws CpimException {
        CpimMessage message = decode(HEAD + "Content-Type: text/plain;\r\n\tcharset=UTF-8\r\n\r\nhello");

        assertThat(message.contentType()).isEqualTo("text/plain; charset=UTF-8");
    }

    @Test
    void contentIsNotSharedWithTheCaller() {
        byte[] content = {1, 2};
        CpimMessage message = new CpimMessage(List.of(), List.of(), content);
        content[0] = 9;
        message.content()[1] = 9;

        assertThat(message.content()).containsExactly(1, 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "From: <sip:a@b>", "From: <sip:a@b>\r\n", "From: <sip:a@b>\n\n\nhello", "From:<sip:a@b>\r\n\r\n\r\n", "From\r\n\r\n\r\n",
        "Fr om: x\r\n\r\n\r\n", "a.b.c: x\r\n\r\n\r\n", ".b: x\r\n\r\n\r\n", "a.: x\r\n\r\n\r\n", "From: a\r\n folded\r\n\r\n\r\n",
        "From: a\u0000b\r\n\r\n\r\n", "Subject:x y\r\n\r\n\r\n", HEAD, HEAD + "Content-Type: text/plain\r\n", HEAD + "nonsense\r\n\r\n",
        HEAD + "Content-Type: \u0000\r\n\r\n", "Subject: a\rb\r\n\r\n\r\n"
    })
    void brokenObjectIsRefused(String wire) {
        assertThatExceptionOfType(CpimException.class).isThrownBy(() -> decode(wire));
    }

    @Test
    void headerThatIsNotUtf8IsRefused() {
        assertThatExceptionOfType(CpimException.class)
                .isThrownBy(() -> CpimMessage.decode("Subject: Grüße\r\n\r\n\r\n".getBytes(ISO_8859_1)));
    }

    @Test
    void numberOfHeadersIsBounded() throws CpimException {
        assertThat(decode("A: b\r\n".repeat(CpimMessage.MAX_HEADERS) + "\r\n\r\n").headers()).hasSize(CpimMessage.MAX_HEADERS);
        assertThatExceptionOfType(CpimException.class)
                .isThrownBy(() -> decode("A: b\r\n".repeat(CpimMessage.MAX_HEADERS + 1) + "\r\n\r\n"));
        assertThatExceptionOfType(CpimException.class)
                .isThrownBy(() -> decode("\r\n" + "A: b\r\n".repeat(CpimMessage.MAX_HEADERS + 1) + "\r\n"));
    }

    @Test
    void lengthOfALineIsBoundedFoldedOrNot() throws CpimException {
        assertThat(decode("A: " + "b".repeat(CpimMessage.MAX_LINE - 3) + "\r\n\r\n\r\n").headers()).hasSize(1);
        assertThatExceptionOfType(CpimException.class)
                .isThrownBy(() -> decode("A: " + "b".repeat(CpimMessage.MAX_LINE - 2) + "\r\n\r\n\r\n"));
        assertThatExceptionOfType(CpimException.class)
                .isThrownBy(() -> decode("\r\nA: b\r\n" + (" " + "c".repeat(1000) + "\r\n").repeat(9) + "\r\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a:b", "a\r\nb", "a.b.c", "é"})
    void headerNameThatIsNoneIsRefused(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> CpimHeader.text(name, "x"));
    }

    @Test
    void rawHeaderValueWithAControlIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new CpimHeader("To", "", "<sip:a@b>\r\nX: y"));
        assertThatIllegalArgumentException().isThrownBy(() -> new CpimHeader("To", ";lang=a\nb", "x"));
        assertThatIllegalArgumentException().isThrownBy(() -> new CpimHeader("To", "lang=a", "x"));
    }

    @Test
    void randomOctetsAreReadOrRefusedAndWhatIsReadKeepsItsOctets() {
        Random random = new Random(3862);
        String alphabet = "A:; \r\n\r\n\r\n\\\"<>.\u00e9a";
        for (int round = 0; round < 20_000; round++) {
            StringBuilder wire = new StringBuilder(random.nextBoolean() ? "A: b\r\n" : "");
            for (int i = random.nextInt(24); i > 0; i--) {
                wire.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            byte[] octets = wire.append("\r\n\r\n\r\n").toString().getBytes(UTF_8);
            try {
                CpimMessage message = CpimMessage.decode(octets);
                if (message.contentHeaders().isEmpty()) {
                    assertThat(message.encode()).isEqualTo(octets);
                }
            } catch (CpimException refused) {
                assertThat(refused.getMessage()).isNotEmpty();
            }
        }
    }

    private static CpimMessage decode(String wire) throws CpimException {
        return CpimMessage.decode(wire.getBytes(UTF_8));
    }

    private static String wire(CpimHeader header) {
        return new String(CpimMessage.ofText(List.of(header), "").encode(), UTF_8);
    }
}
