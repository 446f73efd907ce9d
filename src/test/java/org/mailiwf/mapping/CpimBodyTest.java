package org.mailiwf.mapping;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;

import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.mailiwf.cpim.CpimException;

class CpimBodyTest {

    private final CpimBody cpim = new CpimBody();

    @Test
    void headersOfTheExchangeAndTheTextGiveTheOctetsOfExampleA() throws IOException {
        Exchange exchange = TestMail.of()
                .header("CamelCpimHeader-imdn.Disposition-Notification", "negative-delivery, positive-delivery, display")
                .header("CamelCpimHeader-imdn.Message-ID", "Gx7Qf2kLw9Zt3Rb8")
                .header("CamelCpimHeader-NS", "imdn <urn:ietf:params:imdn>")
                .header("CamelCpimHeader-Subject", "Review moved")
                .header("CamelCpimHeader-DateTime", "2025-11-24T09:15:02+01:00")
                .header("CamelCpimHeader-To", "<sip:bob@op.example>")
                .header("CamelCpimHeader-From", "Alice Example <sip:alice%40corp.example@iwf.op.example>")
                .header("CamelSipHeader-Subject", "not for the body")
                .exchange();
        exchange.getMessage().setBody("Hi Bob, the 14:00 review moved to room 4.2. Grüße, Alice");

        assertThat(cpim.wrap(exchange)).isEqualTo(exampleBody());
    }

    @Test
    void headersStandInTheirOrderAndOthersBehind() {
        assertThat(wrapped(TestMail.of()
                .header("CamelCpimHeader-Require", "imdn.X")
                .header("CamelCpimHeader-imdn.IMDN-Record-Route", "<sip:iwf>")
                .header("CamelCpimHeader-NS", List.of("imdn <urn:ietf:params:imdn>", "x <urn:x>"))
                .header("CamelCpimHeader-cc", List.of("<sip:c@d>", "<sip:e@f>"))
                .header("CamelCpimHeader-imdn.Message-ID", "1")
                .header("CamelCpimHeader-To", "<sip:a@b>"))).startsWith("""
                To: <sip:a@b>\r
                cc: <sip:c@d>\r
                cc: <sip:e@f>\r
                NS: imdn <urn:ietf:params:imdn>\r
                NS: x <urn:x>\r
                imdn.Message-ID: 1\r
                imdn.IMDN-Record-Route: <sip:iwf>\r
                Require: imdn.X\r
                \r
                """);
    }

    @Test
    void emptyAndMissingValuesAreLeftOut() {
        assertThat(wrapped(TestMail.of()
                .header("CamelCpimHeader-Subject", "")
                .header("CamelCpimHeader-imdn.Disposition-Notification", null)))
                .isEqualTo("\r\nContent-Type: text/plain; charset=UTF-8\r\n\r\n");
    }

    @Test
    void backslashOfASubjectIsEscapedAndThatOfAQuotedNameIsNotTwice() {
        assertThat(wrapped(TestMail.of()
                .header("CamelCpimHeader-From", "\"Al \\\"x\\\"\"<sip:a@b>")
                .header("CamelCpimHeader-Subject", "C:\\temp")))
                .startsWith("From: \"Al \\\"x\\\"\"<sip:a@b>\r\nSubject: C:\\\\temp\r\n\r\n");
    }

    @Test
    void lineBreakInAValueCannotAddAHeader() {
        assertThat(wrapped(TestMail.of()
                .header("CamelCpimHeader-To", "<sip:a@b>\r\nX: y")
                .header("CamelCpimHeader-Subject", "a\r\nX: y\u0000")))
                .startsWith("To: <sip:a@b> X: y\r\nSubject: a X: y\r\n\r\n");
    }

    @Test
    void nameThatIsNoCpimHeaderIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> wrapped(TestMail.of().header("CamelCpimHeader-No Name", "x")));
    }

    @Test
    void textOfACpimMessageIsThatOfItsContent() throws Exception {
        assertThat(text("message/cpim", exampleBody())).isEqualTo("Hi Bob, the 14:00 review moved to room 4.2. Grüße, Alice");
        assertThat(text("Message/CPIM; x=y", "\r\nContent-Type: text/html\r\n\r\n<b>".getBytes(UTF_8))).isNull();
    }

    @Test
    void textOfAPlainMessageIsReadInItsCharset() throws Exception {
        assertThat(text("text/plain;charset=ISO-8859-1", "Grüße".getBytes(ISO_8859_1))).isEqualTo("Grüße");
        assertThat(text("text/plain", "Grüße".getBytes(UTF_8))).isEqualTo("Grüße");
        assertThat(text(null, "hello".getBytes(UTF_8))).isEqualTo("hello");
        assertThat(text("text/plain", null)).isEmpty();
    }

    @Test
    void otherContentHasNoText() throws Exception {
        assertThat(text("image/png", new byte[] {1})).isNull();
        assertThat(text("text/plain;charset=klingon", new byte[] {1})).isNull();
    }

    @Test
    void bodyThatOnlySaysItIsCpimIsRefused() {
        assertThatExceptionOfType(CpimException.class).isThrownBy(() -> text("message/cpim", "hello".getBytes(UTF_8)));
    }

    private String wrapped(TestMail mail) {
        return new String(cpim.wrap(mail.exchange()), UTF_8);
    }

    private String text(String contentType, byte[] body) throws CpimException {
        Exchange exchange = TestMail.of().header("Content-Type", contentType).exchange();
        exchange.getMessage().setBody(body);
        return cpim.text(exchange);
    }

    private static byte[] exampleBody() throws IOException {
        try (InputStream in = CpimBodyTest.class.getResourceAsStream("/examples/a-pager-message.sip")) {
            byte[] message = in.readAllBytes();
            return Arrays.copyOfRange(message, message.length - 398, message.length);
        }
    }
}
