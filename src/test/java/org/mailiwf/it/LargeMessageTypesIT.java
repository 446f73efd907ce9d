package org.mailiwf.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailiwf.Gateway;
import org.mailiwf.peer.SmtpClient;

/** What is sent to a far side, by the types and the size that the SDP of its answer names; through the whole gateway. */
class LargeMessageTypesIT {

    private static final String[] MAIL = """
        From: alice@corp.example
        Subject: types
        Content-Type: multipart/mixed; boundary=b

        --b
        Content-Type: multipart/alternative; boundary=c

        --c
        Content-Type: text/plain

        Hello Bob
        --c
        Content-Type: text/html

        <p>Hello <b>Bob</b></p>
        --c--
        --b
        Content-Type: application/pdf; name=report.pdf
        Content-Transfer-Encoding: base64

        JVBERi0xLjcK
        --b--""".split("\n");

    private static MsrpFarSide farSide;
    private static Gateway gateway;

    @BeforeAll
    static void start() throws Exception {
        farSide = MsrpFarSide.start();
        gateway = TestGateway.start(farSide.uri());
    }

    @AfterAll
    static void stop() {
        if (gateway != null) {
            gateway.close();
        }
        farSide.close();
    }

    @ParameterizedTest(name = "accept-types {0}, accept-wrapped-types {1}")
    @CsvSource({
        "*, *",
        "message/cpim, *",
        "message/cpim multipart/* text/* application/pdf,",
        "message/cpim, multipart/mixed multipart/alternative text/plain text/html application/pdf",
    })
    void whoTakesAllOfThePartsGetsTheMailAsItIsInCpim(String types, String wrappedTypes) throws Exception {
        farSide.takes().accepting(types, wrappedTypes);

        assertThat(reply()).startsWith("250 2.6.0 ");
        assertThat(message().contentType()).isEqualTo("message/cpim");
        assertThat(message().content()).contains("Content-Type: multipart/mixed", "Content-Type: multipart/alternative", "Hello Bob",
                "<p>Hello <b>Bob</b></p>", "%PDF-1.7\n").doesNotContain("JVBER");
    }

    @Test
    void whoTakesNoCpimGetsThePartsAlone() throws Exception {
        farSide.takes().accepting("multipart/* text/* application/pdf", null);

        assertThat(reply()).startsWith("250 2.6.0 ");
        assertThat(message().contentType()).startsWith("multipart/mixed");
        assertThat(message().content()).contains("Hello Bob", "%PDF-1.7\n").doesNotContain("DateTime:");
    }

    @ParameterizedTest(name = "accept-types {0}, accept-wrapped-types {1}")
    @CsvSource({
        "message/cpim text/plain,",
        "message/cpim, text/plain",
        "message/cpim text/plain, text/plain",
        "message/cpim text/plain application/pdf,",
    })
    void whoTakesNoMultipartGetsTheTextInCpimAndTheSenderIsToldThatTheRestIsMissing(String types, String wrappedTypes) throws Exception {
        farSide.takes().accepting(types, wrappedTypes);

        assertThat(reply()).startsWith("250 2.6.4 ");
        assertThat(message().contentType()).isEqualTo("message/cpim");
        assertThat(message().content()).contains("\r\n\r\nContent-Type: text/plain", "Hello Bob", "report.pdf")
                .doesNotContain("multipart", "text/html", "%PDF");
    }

    @Test
    void whoTakesNothingButTextGetsNothingButText() throws Exception {
        farSide.takes().accepting("text/plain", null);

        assertThat(reply()).startsWith("250 2.6.4 ");
        assertThat(message().contentType()).startsWith("text/plain");
        assertThat(message().content()).startsWith("Hello Bob").contains("report.pdf").doesNotContain("multipart", "<p>", "%PDF");
    }

    @ParameterizedTest(name = "accept-types {0}, accept-wrapped-types {1}")
    @CsvSource({"image/jpeg,", "message/cpim, image/jpeg", "message/cpim,"})
    void whoTakesNoneOfTheTypesIsSentNothing(String types, String wrappedTypes) throws Exception {
        farSide.plays((peer, call, invite) -> call.ended().join()).accepting(types, wrappedTypes);

        assertThat(reply()).startsWith("554 5.6.1 ").contains("Content type not supported by recipient");
        assertThat(farSide.invites()).isEqualTo(1);
        assertThat(farSide.messages()).isEmpty();
    }

    @Test
    void whoTakesNoneSoLargeIsSentNothing() throws Exception {
        farSide.plays((peer, call, invite) -> call.ended().join()).withMaxSize(200);

        assertThat(reply()).startsWith("552 5.3.4 ").contains("Message too large for recipient");
        assertThat(farSide.invites()).isEqualTo(1);
        assertThat(farSide.messages()).isEmpty();
    }

    private static MsrpFarSide.Message message() throws Exception {
        assertThat(farSide.invites()).isEqualTo(1);
        assertThat(farSide.messages()).hasSize(1);
        return farSide.messages().get(0);
    }

    private static String reply() throws IOException {
        try (SmtpClient client = SmtpClient.greeted(gateway.smtpPort())) {
            return client.mail("alice@corp.example", "bob@op.example", MAIL).line();
        }
    }
}
