package org.mailiwf.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailReaderTest {

    private static final Charset LATIN1 = StandardCharsets.ISO_8859_1;

    private final MailReader reader = new MailReader();

    @Test
    void aMailWithoutMimeIsItsBody() throws Exception {
        Mail mail = read("Subject: x\n\nline 1\nline 2 \n\n \n");

        assertThat(mail.header().first("Subject")).isEqualTo("x");
        assertThat(mail.text()).isEqualTo("line 1\r\nline 2");
        assertThat(mail.textOctets()).isEqualTo(14);
        assertThat(mail.complete()).isTrue();
        assertThat(mail.largeOnly()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\r\n", "Subject: x", "Subject: x\r\n", "Subject: x\r\n\r\n"})
    void aMailWithoutBodyHasEmptyText(String mail) throws Exception {
        assertThat(read(mail).text()).isEmpty();
        assertThat(read(mail).textOctets()).isZero();
    }

    @Test
    void aBodyThatBeginsWithoutBlankLineIsKept() throws Exception {
        assertThat(read("Subject: x\r\nno field\r\ntext\r\n").text()).isEqualTo("no field\r\ntext");
    }

    @Test
    void octetsOfTextAreThoseOfUtf8() throws Exception {
        assertThat(read("Content-Type: text/plain; charset=utf-8\r\n\r\naß€\u00f0\u009f\u0098\u0080"
                .replace("ß", "\u00c3\u009f").replace("€", "\u00e2\u0082\u00ac")).textOctets()).isEqualTo(1 + 2 + 3 + 4);
    }

    @ParameterizedTest
    @CsvSource({
        "charset=utf-8,      \u00c3\u00bc,      ü",
        "charset=UTF8,       \u00c3\u00bc,      ü",
        "charset=iso-8859-1, \u0080,            €",
        "charset=us-ascii,   \u00c3\u00bc,      ü",
        "charset=us-ascii,   \u00fc,            ü",
        "x=y,                \u00c3\u00bc,      ü",
        "x=y,                \u00fc \u0080,     ü €",
        "charset=x-none,     \u00c3\u00bc,      ü",
        "charset=koi8-r,     \u00c1,            а",
        "charset*0=ko; charset*1=i8-r, \u00c1,  а",
        "charset=utf-8,      a\u00ffb,          a\uFFFDb",
        "charset=utf-8,      \u00ef\u00bb\u00bfa, a",
    })
    void charsets(String parameter, String octets, String text) throws Exception {
        assertThat(read("Content-Type: text/plain; " + parameter + "\r\n\r\n" + octets).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "quoted-printable, a=3Db=#c =20, a=bc", "quoted-printable, 100=%=Z, 100=%=Z", "QUOTED-PRINTABLE, =61, a", "base64, YWJj, abc",
        "base64, Y!W*J#j, abc", "base64, YWJjZ, abc", "base64, 'YQ==', a", "8bit, a=3D, a=3D", "x-unknown, a=3D, a=3D",
    })
    void transferEncodings(String encoding, String body, String text) throws Exception {
        assertThat(read("Content-Transfer-Encoding: " + encoding + "\r\n\r\n" + body.replace("#", "\r\n")).text()).isEqualTo(text);
    }

    @Test
    void controlsDoNotSurviveDecoding() throws Exception {
        Mail mail = read("Content-Transfer-Encoding: quoted-printable\r\n\r\na=00b=1B[31m=7F=C2=9Bc=09d=0Ce=E2=80=A8f=0Dg");

        assertThat(mail.text()).isEqualTo("ab[31mc\td\r\ne\r\nf\r\ng");
    }

    @Test
    void bidiFormattingOfTheBodyStays() throws Exception {
        assertThat(read("Content-Transfer-Encoding: quoted-printable\r\n\r\na=E2=80=AEb").text()).isEqualTo("a\u202Eb");
    }

    @Test
    void unpairedSurrogatesAreReplaced() throws Exception {
        assertThat(read("Content-Type: text/plain; charset=utf-16be\r\n\r\n\u00d8\0\0a").text()).matches("\uFFFD+a?");
    }

    @Test
    void theHtmlDocumentNamesItsCharsetWhenTheMailDoesNot() throws Exception {
        assertThat(read("Content-Type: text/html\r\n\r\n<meta http-equiv=content-type content='text/html; charset=koi8-r'>\u00c1").text())
                .isEqualTo("а");
    }

    @Test
    void ofAlternativesPlainTextIsPreferred() throws Exception {
        Mail mail = read(multipart("alternative", part("text/html", "<b>html</b>"), part("text/plain", "plain"),
                part("text/calendar", "x")));

        assertThat(mail.text()).isEqualTo("plain");
        assertThat(mail.largeOnly()).isEmpty();
    }

    @Test
    void aBlankPlainTextGivesWayToHtml() throws Exception {
        assertThat(read(multipart("alternative", part("text/plain", " \r\n"), part("text/html", "<b>html</b>"))).text()).isEqualTo("html");
    }

    @Test
    void attachmentsInsideOfAnAlternativeCount() throws Exception {
        Mail mail = read(multipart("alternative", part("text/plain", "plain"),
                nested("mixed", part("text/html", "html"), part("application/pdf", "x"))));

        assertThat(mail.text()).isEqualTo("plain");
        assertThat(mail.largeOnly()).containsExactly("attachment (application/pdf)");
    }

    @Test
    void ofRelatedOnlyTheFirstTextIsShownAndNothingIsAttached() throws Exception {
        Mail mail = read(multipart("related", part("text/html", "html"), part("image/png", "x"), part("text/css", "y"),
                "Content-Type: image/gif\r\nContent-Id: <1>\r\nContent-Disposition: attachment\r\n\r\nz", part("text/plain", "no")));

        assertThat(mail.text()).isEqualTo("html");
        assertThat(mail.largeOnly()).isEmpty();
    }

    @Test
    void anAttachmentInsideOfRelatedCounts() throws Exception {
        assertThat(read(multipart("related", part("text/html", "html"),
                "Content-Type: application/pdf\r\nContent-Disposition: attachment\r\n\r\nx")).largeOnly())
                .containsExactly("attachment (application/pdf)");
    }

    @Test
    void inlineTextsOfMixedFollowEachOther() throws Exception {
        Mail mail = read(multipart("mixed", part("text/plain", "one\r\n"), part("text/html", "<p>two"), part("text/plain", " \r\n"),
                part("text/plain", "three")));

        assertThat(mail.text()).isEqualTo("one\r\n\r\ntwo\r\n\r\nthree");
        assertThat(mail.largeOnly()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"image/png", "application/octet-stream", "text/calendar", "text/csv", "message/rfc822",
        "application/pgp-signature"})
    void whatIsNoTextInMixedIsAnAttachment(String type) throws Exception {
        assertThat(read(multipart("mixed", part("text/plain", "one"), part(type, "x"))).largeOnly())
                .containsExactly("attachment (" + type + ")");
        assertThat(read("Content-Type: " + type + "\r\n\r\nx").largeOnly()).containsExactly("attachment (" + type + ")");
    }

    @Test
    void aTextThatIsAttachedIsNotShown() throws Exception {
        Mail mail = read(multipart("mixed", part("text/plain", "one"),
                "Content-Type: text/plain\r\nContent-Disposition: attachment; filename=notes.txt\r\n\r\ntwo"));

        assertThat(mail.text()).isEqualTo("one");
        assertThat(mail.largeOnly()).containsExactly("attachment (text/plain)");
    }

    @Test
    void theTextOfAForwardedMailIsNotTheTextOfThisOne() throws Exception {
        assertThat(read(multipart("mixed", part("text/plain", "see"), part("message/rfc822", "Subject: x\r\n\r\ninner"))).text())
                .isEqualTo("see");
    }

    @Test
    void whatIsInADigestIsAMessageUnlessItSaysOtherwise() throws Exception {
        assertThat(read(multipart("digest", "\r\nSubject: x\r\n\r\ninner")).largeOnly()).containsExactly("attachment (message/rfc822)");
    }

    @Test
    void ofAReportOnlyTheFirstPartCounts() throws Exception {
        Mail mail = read(multipart("report", nested("alternative", part("text/plain", "failed"), part("text/html", "failed")),
                part("message/delivery-status", "x"), "Content-Type: message/rfc822\r\nContent-Disposition: attachment\r\n\r\ny"));

        assertThat(mail.text()).isEqualTo("failed");
        assertThat(mail.largeOnly()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"enveloped-data, encrypted", "signed-data, signed", "x, encrypted"})
    void smimeInOnePartIsNamed(String smimeType, String what) throws Exception {
        assertThat(read("Content-Type: application/pkcs7-mime; smime-type=" + smimeType + "\r\n\r\nx").largeOnly())
                .containsExactly(what + " (application/pkcs7-mime)");
    }

    @Test
    void aReasonStandsOnceAndHoldsNoStrangeCharacters() throws Exception {
        String strange = "image/" + "\u0007\u00fc".repeat(5) + "x".repeat(500);

        assertThat(read(multipart("mixed", part("image/png", "1"), part("image/png", "2"), part(strange, "3"))).largeOnly())
                .containsExactly("attachment (image/png)", "attachment (image/" + "x".repeat(54) + ")");
    }

    @Test
    void aMultipartWithoutBoundaryIsText() throws Exception {
        assertThat(read("Content-Type: multipart/mixed\r\n\r\ntext").text()).isEqualTo("text");
    }

    @Test
    void aMultipartWithoutItsEndIsReadAllTheSame() throws Exception {
        assertThat(read("Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\none\r\n--b\r\n\r\ntwo").text())
                .isEqualTo("one\r\n\r\ntwo");
    }

    @Test
    void plainTextIsKeptUpToItsBound() throws Exception {
        reader.setMaxTextOctets(5);

        assertThat(read("\r\nabcde").complete()).isTrue();
        Mail cut = read("\r\nabcdef");
        assertThat(cut.text()).isEqualTo("abcde");
        assertThat(cut.complete()).isFalse();
    }

    @Test
    void noCharacterIsCutInTwo() throws Exception {
        reader.setMaxTextOctets(4);

        assertThat(read("Content-Type: text/plain; charset=utf-8\r\n\r\nabc\u00c3\u00bcd").text()).isEqualTo("abc");
        assertThat(read("\r\nabc\u00c3\u00bcd").text()).isEqualTo("abc");
    }

    @Test
    void theBoundHoldsForAllTextsTogether() throws Exception {
        reader.setMaxTextOctets(5);
        Mail mail = read(multipart("mixed", part("text/plain", "abcde"), part("text/plain", "f")));

        assertThat(mail.text()).isEqualTo("abcde");
        assertThat(mail.complete()).isFalse();
    }

    @Test
    void htmlThatIsNotShownDoesNotMakeTheTextIncomplete() throws Exception {
        reader.setMaxHtmlOctets(3);

        assertThat(read(multipart("alternative", part("text/html", "html"), part("text/plain", "plain"))).complete()).isTrue();
        Mail cut = read("Content-Type: text/html\r\n\r\nhtml");
        assertThat(cut.text()).isEqualTo("htm");
        assertThat(cut.complete()).isFalse();
    }

    @Test
    void boundsOfTheHeaderCanBeSet() {
        reader.setMaxHeaderOctets(10);
        assertThatThrownBy(() -> read("Subject: x\r\n\r\n")).isInstanceOf(MailRefusedException.class);

        reader.setMaxHeaderOctets(100);
        reader.setMaxHeaderFields(1);
        assertThatThrownBy(() -> read("A: b\r\nC: d\r\n\r\n")).isInstanceOf(MailRefusedException.class);
    }

    @Test
    void whatStandsDeepInsideIsBounded() throws Exception {
        String mail = "text";
        for (int i = 0; i < 6; i++) {
            mail = "Content-Type: multipart/mixed; boundary=b" + i + "\r\n\r\n--b" + i + "\r\n"
                    + (i == 0 ? "\r\n" : "") + mail + "\r\n--b" + i + "--";
        }
        String deep = mail.replace("text", "text\r\n".repeat(2000));

        assertThat(read(deep).text()).startsWith("text");
        reader.setMaxNestedOctets(1000);
        assertThatThrownBy(() -> read(deep)).isInstanceOf(MailRefusedException.class).hasMessage("Too much stands too deep in multiparts");
    }

    @Test
    void whatTheStreamThrowsIsPassedOn() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("disk");
            }
        };

        assertThatThrownBy(() -> reader.read(broken)).isInstanceOf(IOException.class).hasMessage("disk");
    }

    private Mail read(String mail) throws IOException, MailRefusedException {
        return reader.read(new ByteArrayInputStream(mail.getBytes(LATIN1)));
    }

    private static String multipart(String subtype, String... parts) {
        return nested(subtype, parts);
    }

    /** Each kind has its own boundary. */
    private static String nested(String subtype, String... parts) {
        String delimiter = "\r\n--b" + subtype;
        return "Content-Type: multipart/" + subtype + "; boundary=b" + subtype + "\r\n\r\n" + delimiter + "\r\n"
                + String.join(delimiter + "\r\n", parts) + delimiter + "--\r\n";
    }

    private static String part(String type, String body) {
        return "Content-Type: " + type + "\r\n\r\n" + body;
    }
}
