package org.mailiwf.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailiwf.Gateway;
import org.mailiwf.peer.SipMessage;
import org.mailiwf.peer.SmtpClient;
import org.mailiwf.peer.UdpUserAgent;

/** What is refused before a SIP request is sent, and that the session goes on afterwards. Recipients come from an alias file alone. */
class SmtpRefusalIT {

    private static UdpUserAgent userAgent;
    private static Gateway gateway;

    private SmtpClient client;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        userAgent = UdpUserAgent.start(request -> new UdpUserAgent.Answer("200 OK"));
        Path aliases = Files.writeString(folder.resolve("aliases"), """
                bob@op.example = sip:bob@op.example
                carol@op.example = sip:carol@op.example
                """);
        gateway = TestGateway.start(userAgent.uri(), "iwf.recipients.default", "", "iwf.recipients.file", aliases.toString(),
                "iwf.smtp.max-size", "100000");
    }

    @AfterAll
    static void stop() throws Exception {
        if (gateway != null) {
            gateway.close();
        }
        if (userAgent != null) {
            userAgent.close();
        }
    }

    @BeforeEach
    void connect() throws Exception {
        client = SmtpClient.greeted(gateway.smtpPort());
    }

    @AfterEach
    void theSessionTakesTheNextMail() throws Exception {
        int before = userAgent.received().size();
        client.command("RSET");
        assertThat(client.mail("alice@corp.example", "bob@op.example", "Subject: Next", "", "Next.").code()).isEqualTo(250);
        assertThat(userAgent.received()).hasSize(before + 1);
        assertThat(client.command("QUIT").code()).isEqualTo(221);
        client.close();
    }

    @Test
    void aSecondRecipientIsPutOffWith452_4_5_3AndTheFirstIsServed() throws Exception {
        int before = userAgent.received().size();
        assertThat(client.command("MAIL FROM:<alice@corp.example>").code()).isEqualTo(250);
        assertThat(client.command("RCPT TO:<bob@op.example>").code()).isEqualTo(250);
        assertThat(client.command("RCPT TO:<carol@op.example>").line()).startsWith("452 4.5.3 ");
        assertThat(client.data("Subject: x", "", "y").code()).isEqualTo(250);
        assertThat(userAgent.received().subList(before, userAgent.received().size())).extracting(SipMessage::user).containsExactly("bob");
    }

    @Test
    void aDomainThatIsNotServedIsRefusedAtRcptWith550_5_7_1() throws Exception {
        assertThat(client.command("MAIL FROM:<alice@corp.example>").code()).isEqualTo(250);
        assertThat(client.command("RCPT TO:<bob@elsewhere.example>").line()).startsWith("550 5.7.1 ").contains("Relaying denied");
    }

    @Test
    void anUnknownRecipientIsRefusedAtRcptWith550_5_1_1() throws Exception {
        assertThat(client.command("MAIL FROM:<alice@corp.example>").code()).isEqualTo(250);
        assertThat(client.command("RCPT TO:<nobody@op.example>").line()).startsWith("550 5.1.1 ").contains("No such messaging user");
    }

    @Test
    void aTextOf1300OctetsStillIsPagerMode() throws Exception {
        assertThat(client.mail("alice@corp.example", "bob@op.example", "Subject: Long", "", "x".repeat(900), "y".repeat(398)).code())
                .isEqualTo(250);
    }

    @Test
    void aMailOverTheSizeLimitIsRefusedAtMailAndWhileReading() throws Exception {
        assertThat(client.command("MAIL FROM:<alice@corp.example> SIZE=100001").line()).startsWith("552 5.3.4 ");
        String text = ("x".repeat(98) + "\r\n").repeat(1_001);
        assertThat(client.mail("alice@corp.example", "bob@op.example", "Subject: Large", "", text).line())
                .startsWith("552 5.3.4 ");
    }

    @Test
    void aByTimeThatHasPassedBeforeTheMessageCameIs501() throws Exception {
        assertThat(client.command("MAIL FROM:<alice@corp.example> BY=0;R").line()).startsWith("501 5.5.4 ");
    }
}
