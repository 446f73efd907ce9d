package org.mailiwf.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailiwf.Gateway;
import org.mailiwf.peer.RequiresPeer;
import org.mailiwf.peer.Sipp;
import org.mailiwf.peer.SmtpClient;

/** What SIPp answers is what the SMTP client gets. */
@RequiresPeer(program = "sipp", debianPackage = "sip-tester")
class SipAnswerIT {

    private static final String[] MAIL = {"From: alice@corp.example", "Subject: Review", "", "The review moved."};

    private static Sipp sipp;
    private static Gateway gateway;

    @BeforeAll
    static void start() throws Exception {
        sipp = Sipp.start("answers", "udp");
        // the same recipient answers Retry-After in several tests
        gateway = TestGateway.start(sipp.uri(), "iwf.recipients.longest-rest", "0");
    }

    @AfterAll
    static void stop() throws Exception {
        if (gateway != null) {
            gateway.close();
        }
        if (sipp != null) {
            sipp.close();
        }
    }

    @ParameterizedTest(name = "{0}@op.example answers {1}: {2} {3}")
    @CsvSource({
        "bob,      200, 250, 2.6.0, Message delivered to messaging client",
        "accepted, 202, 250, 2.6.0, Accepted by messaging network for later delivery",
        "unknown,  404, 550, 5.1.1, No such messaging user",
        "away,     480, 450, 4.2.1, Recipient temporarily unavailable",
        "busy,     486, 450, 4.2.1, Recipient busy",
        "declined, 603, 550, 5.7.1, Message refused by recipient",
    })
    void theFinalResponseIsTheReplyToTheMessage(String user, int status, int code, String enhanced, String text) throws Exception {
        try (SmtpClient client = SmtpClient.greeted(gateway.smtpPort())) {
            SmtpClient.Reply reply = client.mail("alice@corp.example", user + "@op.example", MAIL);

            Replies.assertThatReply(reply, code, enhanced, user + "@op.example", text, status);
            assertThat(sipp.receivedFor(user)).hasSize(1);
        }
    }

    @Test
    void theReasonPhraseOfTheFarSideNeverReachesTheSmtpClient() throws Exception {
        try (SmtpClient client = SmtpClient.greeted(gateway.smtpPort())) {
            SmtpClient.Reply reply = client.mail("alice@corp.example", "unknown@op.example", MAIL);

            assertThat(reply.line()).startsWith("550 5.1.1 ").doesNotContain("<b>", "No such</b>", "250", "%0D");
        }
    }

    @Test
    void theSessionGoesOnWithTheNextMailAfterEveryReply() throws Exception {
        try (SmtpClient client = SmtpClient.greeted(gateway.smtpPort())) {
            assertThat(client.mail("alice@corp.example", "unknown@op.example", MAIL).code()).isEqualTo(550);
            assertThat(client.mail("alice@corp.example", "away@op.example", MAIL).code()).isEqualTo(450);
            assertThat(client.mail("alice@corp.example", "bob@op.example", MAIL).code()).isEqualTo(250);
            assertThat(client.mail("", "declined@op.example", MAIL).code()).isEqualTo(550);
            assertThat(client.mail("alice@corp.example", "accepted@op.example", MAIL).code()).isEqualTo(250);
            assertThat(client.command("QUIT").code()).isEqualTo(221);
        }
    }
}
