package org.mailiwf.smtpd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

class MailHeadersTest extends SmtpdTestSupport {

    private final Map<String, Object> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    private void serve(String options) throws Exception {
        serve(options, exchange -> headers.putAll(exchange.getMessage().getHeaders()));
    }

    @Test
    void fieldsOfTheMailAreHeadersDecoded() throws Exception {
        serve("");
        envelope().data("Subject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=", "X-Priority: 1", "", "Subject: of the body").reply();
        assertThat(headers).containsEntry("Subject", "Gr\u00fc\u00dfe").containsEntry("X-Priority", "1").containsKey("Received");
    }

    @Test
    void encodedLineEndsDoNotReachTheRoute() throws Exception {
        serve("");
        envelope().data("Subject: =?utf-8?q?a=0D=0AEvil:_b=00?=", "").reply();
        assertThat((String) headers.get("Subject")).doesNotContain("\r", "\n", "\u0000");
        assertThat(headers).doesNotContainKey("Evil");
    }

    @Test
    void repeatedFieldIsAListInTheOrderOfTheMail() throws Exception {
        serve("");
        envelope().data("X-Tag: one", "x-tag: two", "X-TAG: three", "").reply();
        assertThat(headers).containsEntry("X-Tag", List.of("one", "two", "three"));
    }

    @Test
    void mailCannotForgeTheHeadersOfCamel() throws Exception {
        serve("");
        String reply = envelope().data("CamelSmtpReplyCode: 550", "CAMELSMTPMAILFROM: forged", "camelFileName: /etc/passwd",
                "org.apache.camel.x: y", "").reply();
        assertThat(reply).startsWith("250 2.6.0 ");
        assertThat(headers).containsEntry(SmtpConstants.MAIL_FROM, "alice@corp.example")
                .doesNotContainKeys(SmtpConstants.REPLY_CODE, "CamelFileName", "org.apache.camel.x");
    }

    @Test
    void envelopeComesWithTheMail() throws Exception {
        serve("");
        envelope().data("From: <someone@else.example>", "").reply();
        assertThat(headers).containsEntry(SmtpConstants.MAIL_FROM, "alice@corp.example")
                .containsEntry(SmtpConstants.RECIPIENTS, List.of(SmtpRecipient.of("bob@op.example")))
                .containsEntry("From", "<someone@else.example>");
    }

    @Test
    void fieldsStayInTheMailWhenHeadersAreNotWanted() throws Exception {
        serve("mailHeaders=false");
        envelope().data("Subject: x", "").reply();
        assertThat(headers).doesNotContainKey("Subject").containsKey(SmtpConstants.ID);
    }
}
