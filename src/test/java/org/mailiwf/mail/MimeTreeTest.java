package org.mailiwf.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What goes out of a mail, octet for octet: the mail on one side, the entity on the other. A line break is CR LF, an octet is a char. */
class MimeTreeTest {

    private static final Predicate<String> ANYTHING = type -> true;

    private static final String ATTACHMENT = """
            From: alice@corp.example
            Content-Type: multipart/mixed; charset=x; Boundary="a b"
            MIME-Version: 1.0

            This is a multi-part message in MIME format.
            --a b
            Content-Type: text/plain; charset=us-ascii
            Content-Transfer-Encoding: 7bit

            Hello
            --a b
            Content-Type: application/pdf; name=report.pdf
            Content-Disposition: attachment;
             filename="report.pdf"
            Content-Transfer-Encoding: base64
            X-Scanned: yes

            JVBE
            Ri0x
            --a b--
            That was it.
            """;

    private static final String ALTERNATIVE = """
            Content-Type: multipart/alternative; boundary=b

            --b
            Content-Type: text/plain

            plain
            --b
            Content-Type: text/html

            <p>rich</p>
            --b--
            """;

    @Test
    void theTreeGoesAsItCameWithItsEncodingsUndone() throws Exception {
        assertThat(sent(ATTACHMENT, ANYTHING)).isEqualTo(wire("""
                Content-Type: multipart/mixed; charset=x; boundary="iwf0-U"

                --iwf0-U
                Content-Type: text/plain; charset=us-ascii

                Hello
                --iwf0-U
                Content-Type: application/pdf; name=report.pdf
                Content-Disposition: attachment; filename="report.pdf"

                %PDF-1
                --iwf0-U--
                """));
    }

    @Test
    void theLengthIsKnownBeforeTheFirstOctetIsSent() throws Exception {
        MimeContent content = select(ATTACHMENT, ANYTHING).orElseThrow();

        assertThat(content.length(source(ATTACHMENT))).isEqualTo(content.open(source(ATTACHMENT)).readAllBytes().length);
        assertThat(content.leftOut()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "7bit, a=3D, a=3D", "8BIT, \u00ff\u0001#, \u00ff\u0001#", "binary, ##x##, ##x##", "quoted-printable, a=3Db=#c=20, a=bc_",
        "base64, YWJj, abc", "base64, Y_W#Jj, abc", "base64, YWI=#YWI=, ab", "base64, YWJjZ, abc", "base64, YWI, ab", "base64, '', ''",
    })
    void transferEncodingsAreUndone(String encoding, String body, String octets) throws Exception {
        String mail = "Content-Type: image/x#Content-Transfer-Encoding: " + encoding + "##" + body;

        assertThat(sent(mail.replace("#", "\r\n").replace("_W", " W"), ANYTHING))
                .isEqualTo(("Content-Type: image/x##" + octets).replace("#", "\r\n").replace("_", " "));
    }

    @Test
    void anEncodingThatNobodyKnowsMakesOctetsOfAnything() throws Exception {
        assertThat(sent("Content-Type: image/x\r\nContent-Transfer-Encoding: x-uuencode\r\n\r\nbegin 644 a\r\n", ANYTHING))
                .isEqualTo("Content-Type: application/octet-stream\r\n\r\nbegin 644 a\r\n");
    }

    @Test
    void textThatIsShownBecomesUtf8() throws Exception {
        assertThat(sent("Content-Type: text/plain; charset=iso-8859-1; format=flowed\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nGr=FC=DFe", ANYTHING))
                .isEqualTo("Content-Type: text/plain; format=flowed; charset=\"UTF-8\"\r\n\r\nGr\u00c3\u00bc\u00c3\u009fe");
    }

    @ParameterizedTest
    @CsvSource({"text/plain; charset=utf-8", "text/plain", "text/plain; charset=x-unknown", "text/html; charset=iso-8859-1", "text/csv; charset=iso-8859-1"})
    void otherTextKeepsItsOctets(String type) throws Exception {
        assertThat(sent("Content-Type: " + type + "\r\n\r\n\u00fc", ANYTHING)).isEqualTo("Content-Type: " + type + "\r\n\r\n\u00fc");
    }

    @Test
    void aTextFileKeepsItsOctets() throws Exception {
        String fields = "Content-Type: text/plain; charset=iso-8859-1\r\nContent-Disposition: attachment; filename=a.txt\r\n\r\n\u00fc";

        assertThat(sent(fields, ANYTHING)).isEqualTo(fields);
    }

    @Test
    void aSignedMultipartKeepsEveryOctet() throws Exception {
        String body = "preamble\r\n--s \t\r\nContent-type:  text/plain\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\na=3D \r\n--s\r\n"
                + "Content-Type: application/pgp-signature\r\n\r\nxyz\r\n--s--\r\nepilogue\r\n";
        String mail = "Content-Type: multipart/signed; protocol=\"application/pgp-signature\"; boundary=s\r\n\r\n" + body;

        assertThat(sent(mail, ANYTHING)).isEqualTo(mail);
    }

    @Test
    void aSignedMultipartInsideOfAnotherKeepsEveryOctet() throws Exception {
        String signed = "--s\r\nContent-Transfer-Encoding: base64\r\n\r\nYQ==\r\n--s\r\nContent-Type: application/pgp-signature\r\n\r\nx\r\n--s--";
        String mail = "Content-Type: multipart/mixed; boundary=m\r\n\r\n--m\r\nContent-Type: multipart/signed; boundary=s\r\n\r\n" + signed
                + "\r\n--m\r\nContent-Type: text/plain\r\n\r\nfooter of a list\r\n--m--\r\n";

        assertThat(sent(mail, ANYTHING)).contains("Content-Type: multipart/signed; boundary=s\r\n\r\n" + signed + "\r\n--iwf0-U\r\n");
    }

    @Test
    void aSignatureThatIsNotTakenIsMissingAndTheTextGoes() throws Exception {
        String mail = "Content-Type: multipart/signed; boundary=s\r\n\r\n--s\r\n\r\nHello\r\n--s\r\nContent-Type: application/pgp-signature\r\n\r\nx\r\n--s--\r\n";
        MimeContent content = select(mail, accepting("multipart/signed", "text/plain")).orElseThrow();

        assertThat(body(content, mail)).isEqualTo("Hello");
    }

    @Test
    void anEncryptedMailThatIsNotTakenDoesNotGo() throws Exception {
        String mail = "Content-Type: multipart/encrypted; boundary=e\r\n\r\n--e\r\nContent-Type: application/pgp-encrypted\r\n\r\nVersion: 1\r\n"
                + "--e\r\nContent-Type: application/octet-stream\r\n\r\nx\r\n--e--\r\n";

        assertThat(select(mail, accepting("text/plain", "multipart/mixed"))).isEmpty();
        assertThat(sent(mail, ANYTHING)).isEqualTo(mail);
    }

    @Test
    void anAttachedMailIsNotTouchedInside() throws Exception {
        String attached = "From: bob@op.example\r\nContent-Transfer-Encoding: base64\r\n\r\nYQ==\r\n";

        assertThat(sent("Content-Type: message/rfc822\r\n\r\n" + attached, ANYTHING)).isEqualTo("Content-Type: message/rfc822\r\n\r\n" + attached);
    }

    @Test
    void ofAlternativesAReceiverOfAllGetsAll() throws Exception {
        assertThat(sent(ALTERNATIVE, accepting("multipart/alternative", "text/*")))
                .contains("Content-Type: multipart/alternative; boundary=\"iwf0-U\"", "\r\n\r\nplain\r\n--iwf0-U\r\n", "<p>rich</p>\r\n--iwf0-U--");
    }

    @ParameterizedTest
    @CsvSource({
        "text/plain,text/plain,plain", "text/plain text/html,text/plain,plain", "text/html,text/html,<p>rich</p>",
        "multipart/alternative text/html,text/html,<p>rich</p>"
    })
    void ofAlternativesAReceiverOfOneGetsThat(String accepted, String type, String body) throws Exception {
        MimeContent content = select(ALTERNATIVE, accepting(accepted.split(" "))).orElseThrow();

        assertThat(content.fields()).containsExactly(new MailHeader.Field("Content-Type", type));
        assertThat(body(content, ALTERNATIVE)).isEqualTo(body);
        assertThat(content.leftOut()).isEmpty();
    }

    @Test
    void htmlBecomesTextForAReceiverOfText() throws Exception {
        String mail = "Content-Type: text/html\r\n\r\n<p>Hello <b>Bob</b></p>";

        assertThat(sent(mail, accepting("text/plain"))).isEqualTo("Content-Type: text/plain; charset=UTF-8\r\n\r\nHello Bob");
    }

    @Test
    void whatIsNotTakenIsNamedBehindTheText() throws Exception {
        MimeContent content = select(ATTACHMENT, accepting("multipart/mixed", "text/plain")).orElseThrow();

        assertThat(content.fields()).containsExactly(new MailHeader.Field("Content-Type", "text/plain; charset=UTF-8"));
        assertThat(body(content, ATTACHMENT)).isEqualTo("Hello\r\n\r\n[Not sent along: report.pdf (application/pdf)]");
        assertThat(content.leftOut()).containsExactly("report.pdf (application/pdf)");
    }

    @Test
    void whatIsNotTakenIsNamedInAPartOfItsOwnBesideAnotherFile() throws Exception {
        String mail = ATTACHMENT.replace("Content-Type: text/plain; charset=us-ascii", "Content-Type: image/png");
        MimeContent content = select(wire(mail), accepting("multipart/mixed", "text/plain", "image/png")).orElseThrow();

        assertThat(body(content, wire(mail))).contains("Content-Type: image/png\r\n\r\nHello\r\n")
                .contains("Content-Type: text/plain; charset=UTF-8\r\n\r\n[Not sent along: report.pdf (application/pdf)]\r\n--");
        assertThat(content.leftOut()).containsExactly("report.pdf (application/pdf)");
    }

    @Test
    void whoTakesNoMultipartGetsTheTextOfTheWholeMail() throws Exception {
        assertThat(sent(ATTACHMENT, accepting("text/plain", "application/pdf"))).endsWith("Hello\r\n\r\n[Not sent along: report.pdf (application/pdf)]");
    }

    @Test
    void whoTakesNothingThatThereIsGetsNothing() throws Exception {
        assertThat(select(ATTACHMENT, accepting("image/png"))).isEmpty();
        assertThat(select("Content-Type: application/pdf\r\n\r\n%PDF", accepting("text/plain", "multipart/mixed"))).isEmpty();
    }

    @Test
    void aFileBesideTheHtmlOfAnAlternativeIsNotLostInSilence() throws Exception {
        String mail = wire("""
                Content-Type: multipart/alternative; boundary=a

                --a

                plain
                --a
                Content-Type: multipart/mixed; boundary=m

                --m
                Content-Type: text/html

                rich
                --m
                Content-Type: application/pdf

                %PDF
                --m--
                --a--
                """);

        assertThat(body(select(mail, accepting("text/plain")).orElseThrow(), mail)).isEqualTo("plain\r\n\r\n[Not sent along: application/pdf]");
    }

    @Test
    void imagesOfAPageThatIsNotTakenAreNotMissed() throws Exception {
        String mail = wire("""
                Content-Type: multipart/related; boundary=r

                --r
                Content-Type: text/html

                <img src="cid:1">page
                --r
                Content-Type: image/png
                Content-ID: <1>

                PNG
                --r--
                """);
        MimeContent content = select(mail, accepting("text/plain")).orElseThrow();

        assertThat(body(content, mail)).isEqualTo("page");
        assertThat(content.leftOut()).isEmpty();
    }

    @Test
    void anUnknownMultipartGoesAsMixedWhereMixedIsTaken() throws Exception {
        assertThat(sent("Content-Type: multipart/x; boundary=b; p=q\r\n\r\n--b\r\n\r\n1\r\n--b\r\n\r\n2\r\n--b--", accepting("multipart/mixed", "text/plain")))
                .startsWith("Content-Type: multipart/mixed; boundary=\"iwf0-U\"\r\n\r\n--iwf0-U\r\n");
    }

    @Test
    void noUnlistedTypeIsSentWhateverIsTaken() throws Exception {
        String mail = wire(ATTACHMENT).replace("text/plain; charset=us-ascii", "multipart/alternative; boundary=x").replace("Hello",
                "--x\r\n\r\nHello\r\n--x\r\nContent-Type: text/html\r\n\r\n<p>Hello\r\n--x--");
        List<String> types = List.of("multipart/mixed", "multipart/alternative", "text/plain", "text/html", "application/pdf");
        for (int mask = 0; mask < 1 << types.size(); mask++) {
            int taken = mask;
            List<String> accepted = types.stream().filter(type -> (taken >> types.indexOf(type) & 1) == 1).toList();
            Optional<MimeContent> content = select(mail, accepted::contains);
            if (content.isPresent()) {
                String entity = fields(content.get()) + "\r\n" + body(content.get(), mail);
                List<String> sent = entity.lines().filter(line -> line.startsWith("Content-Type: "))
                        .map(line -> line.substring(14).split(";")[0]).toList();
                assertThat(accepted).containsAll(sent);
            } else {
                assertThat(accepted).doesNotContain("text/plain");
            }
        }
    }

    @Test
    void aLineThatBeginsLikeABoundaryIsNone() throws Exception {
        assertThat(sent("Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\n--bc\r\n--b-\r\n--b--x\r\n--\r\n--b \t\r\n\r\n2\r\n--b--", ANYTHING))
                .contains("\r\n\r\n--bc\r\n--b-\r\n--b--x\r\n--\r\n--iwf0-U\r\nContent-Type: text/plain\r\n\r\n2\r\n--iwf0-U--");
    }

    @Test
    void aBoundaryOfTheOuterMultipartEndsTheInner() throws Exception {
        assertThat(sent("Content-Type: multipart/mixed; boundary=o\r\n\r\n--o\r\nContent-Type: multipart/mixed; boundary=i\r\n\r\n--i\r\n\r\n1\r\n"
                + "--i\r\n\r\n2\r\n--o\r\n\r\n3\r\n--o--", ANYTHING))
                .containsSubsequence("boundary=\"iwf1-U\"", "--iwf1-U", "boundary=\"iwf0-U\"", "--iwf0-U", "1\r\n", "2\r\n--iwf0-U--", "--iwf1-U", "3\r\n--iwf1-U--");
    }

    @Test
    void aBoundaryInAHeaderSectionEndsThePart() throws Exception {
        assertThat(sent("Content-Type: multipart/mixed; boundary=\"=_a:b\"\r\n\r\n--=_a:b\r\nContent-Type: image/png\r\n--=_a:b\r\n\r\n2\r\n--=_a:b--", ANYTHING))
                .contains("Content-Type: image/png\r\n\r\n\r\n--iwf0-U\r\n");
    }

    @Test
    void aMailThatBreaksOffKeepsWhatIsThere() throws Exception {
        assertThat(sent("Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\n1\r\n--b\r\n\r\n2", ANYTHING))
                .contains("\r\n\r\n1\r\n--iwf0-U\r\n", "\r\n\r\n2\r\n--iwf0-U--");
    }

    @Test
    void aPartWithoutTypeInADigestIsAMessage() throws Exception {
        assertThat(sent("Content-Type: multipart/digest; boundary=b\r\n\r\n--b\r\n\r\nSubject: 1\r\n\r\n1\r\n--b\r\n\r\nSubject: 2\r\n\r\n2\r\n--b--", ANYTHING))
                .contains("--iwf0-U\r\nContent-Type: message/rfc822\r\n\r\nSubject: 1\r\n\r\n1\r\n--iwf0-U");
    }

    @Test
    void fieldsThatStandTwiceGoOnceAndLongOnesNotAtAll() throws Exception {
        assertThat(sent("Content-Type: image/a\r\nContent-Type: image/b\r\nContent-ID: <1>\r\nContent-Description: " + "x".repeat(5000) + "\r\n"
                + "Content-Length: 7\r\nContent-Language: a\tb\r\n\r\nx", ANYTHING))
                .isEqualTo("Content-Type: image/a\r\nContent-ID: <1>\r\nContent-Language: a b\r\n\r\nx");
    }

    @Test
    void boundsOfTheReaderHold() {
        MailReader reader = new MailReader();
        reader.setMaxDepth(1);
        reader.setMaxParts(2);

        assertThatThrownBy(() -> reader.readTree(stream("Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"
                + "Content-Type: multipart/mixed; boundary=c\r\n\r\n"))).isInstanceOf(MailRefusedException.class).hasMessageContaining("deeper than 1");
        assertThatThrownBy(() -> reader.readTree(stream("Content-Type: multipart/mixed; boundary=b\r\n\r\n" + "--b\r\n\r\n".repeat(3))))
                .isInstanceOf(MailRefusedException.class).hasMessageContaining("More than 2 parts");
    }

    @Test
    void longHeadersInEveryPartAreRefused() {
        String part = "--b\r\n" + ("Content-X%d: " + "x".repeat(4000) + "\r\n").repeat(15) + "\r\n\r\n";
        StringBuilder mail = new StringBuilder("Content-Type: multipart/mixed; boundary=b\r\n\r\n");
        for (int i = 0; i < 100; i++) {
            mail.append(part.replace("%d", i + "-"));
            for (int n = 0; n < 15; n++) {
                int at = mail.lastIndexOf("Content-X" + i + "-:");
                mail.replace(at, at + ("Content-X" + i + "-:").length(), "Content-Y" + i + "n" + n + ":");
            }
        }

        assertThatThrownBy(() -> new MailReader().readTree(stream(mail.toString()))).isInstanceOf(MailRefusedException.class);
    }

    static Predicate<String> accepting(String... types) {
        return type -> List.of(types).contains(type) || List.of(types).contains(type.substring(0, type.indexOf('/')) + "/*");
    }

    private static Optional<MimeContent> select(String mail, Predicate<String> accepted) throws IOException, MailRefusedException {
        MailReader reader = new MailReader();
        return reader.readTree(source(mail).open()).select(accepted, reader.read(source(mail).open()), source(mail));
    }

    /** Fields and body, the random part of the boundaries being U. */
    private static String sent(String mail, Predicate<String> accepted) throws IOException, MailRefusedException {
        MimeContent content = select(mail, accepted).orElseThrow();
        return (fields(content) + "\r\n" + body(content, mail)).replaceAll("(iwf\\d+)-[0-9a-f-]{36}", "$1-U");
    }

    private static String fields(MimeContent content) {
        return content.fields().stream().map(field -> field.name() + ": " + field.raw() + "\r\n").collect(Collectors.joining());
    }

    private static String body(MimeContent content, String mail) throws IOException {
        try (InputStream in = content.open(source(mail))) {
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    private static String wire(String text) {
        return text.contains("\r\n") ? text : text.replace("\n", "\r\n");
    }

    private static MailSource source(String mail) {
        String octets = mail.startsWith("From: alice") || mail.equals(ALTERNATIVE) ? wire(mail) : mail;
        return () -> stream(octets);
    }

    private static InputStream stream(String octets) {
        return new ByteArrayInputStream(octets.getBytes(StandardCharsets.ISO_8859_1));
    }
}
