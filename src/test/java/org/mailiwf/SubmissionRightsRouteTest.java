package org.mailiwf;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailiwf.peer.SmtpClient;
import org.mailiwf.sip.DryRunSipEngine;
import org.mailiwf.sip.SipComponent;
import org.mailiwf.smtpd.security.PasswordHash;

/** The whole gateway without a network: in whose name somebody may send who has logged in. */
class SubmissionRightsRouteTest {

    private static final OfflineGateway.Wire WIRE = new OfflineGateway.Wire();

    @TempDir
    static Path folder;
    private static Gateway gateway;

    @BeforeAll
    static void start() throws Exception {
        Path users = Files.writeString(folder.resolve("users"),
                "alice:" + PasswordHash.of("secret") + "\nrelay:" + PasswordHash.of("secret") + "\n");
        Path senders = Files.writeString(folder.resolve("senders"), "relay = @partner.example\n");
        SipComponent sip = new SipComponent();
        sip.setEngine(new DryRunSipEngine(WIRE));
        gateway = Gateway.start(Gateway.load(null, new HashMap<>(Map.of("iwf.smtp.listen", "127.0.0.1:0", "iwf.sender-verification", "off",
                "iwf.demo-handset.enabled", "false", "iwf.msrp.listen", "tcp:127.0.0.1:0", "iwf.smtp.trusted-networks", "192.0.2.1",
                "iwf.smtp.auth.users", users.toString(), "iwf.smtp.auth.senders", senders.toString(),
                "iwf.smtp.auth.without-tls", "true"))), camel -> camel.bind("sip", sip));
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    private static SmtpClient loggedIn(String user) throws Exception {
        SmtpClient client = SmtpClient.greeted(gateway.smtpPort());
        String credentials = Base64.getEncoder().encodeToString(("\0" + user + "\0secret").getBytes(StandardCharsets.UTF_8));
        assertThat(client.command("AUTH PLAIN " + credentials).code()).isEqualTo(235);
        return client;
    }

    @Test
    void whoHasLoggedInIsAssertedInHisOwnName() throws Exception {
        try (SmtpClient alice = loggedIn("alice")) {
            WIRE.take();
            assertThat(alice.mail("alice@op.example", "bob@op.example", "From: Alice <alice@op.example>", "", "Hello").code()).isEqualTo(250);
            assertThat(new String(WIRE.take(), StandardCharsets.UTF_8))
                    .contains("\r\nP-Asserted-Identity: <sip:alice%40op.example@iwf.op.example>\r\n")
                    .contains("\r\nFrom: \"Alice\" <sip:alice%40op.example@iwf.op.example>;tag=");
        }
    }

    @Test
    void anotherNameInTheMailsFromIsNotTold() throws Exception {
        try (SmtpClient alice = loggedIn("alice")) {
            WIRE.take();
            assertThat(alice.mail("alice@op.example", "bob@op.example", "From: The Boss <boss@op.example>", "", "Hello").code())
                    .isEqualTo(250);
            assertThat(new String(WIRE.take(), StandardCharsets.UTF_8)).doesNotContain("oss")
                    .contains("\r\nFrom: <sip:alice%40op.example@iwf.op.example>;tag=");
        }
    }

    @Test
    void nobodySendsInTheNameOfAnother() throws Exception {
        try (SmtpClient alice = loggedIn("alice")) {
            assertThat(alice.command("MAIL FROM:<boss@op.example>").line())
                    .isEqualTo("553 5.7.1 <boss@op.example> Not a sender address of user alice");
            assertThat(alice.command("MAIL FROM:<root>").code()).isEqualTo(501);
            assertThat(alice.command("MAIL FROM:<x@partner.example>").code()).isEqualTo(553);
            assertThat(alice.command("MAIL FROM:<>").code()).isEqualTo(250);
        }
        try (SmtpClient relay = loggedIn("relay")) {
            assertThat(relay.command("MAIL FROM:<x@partner.example>").code()).isEqualTo(250);
            relay.command("RSET");
            assertThat(relay.command("MAIL FROM:<relay@op.example>").code()).isEqualTo(553);
        }
    }

    @Test
    void whoHasNotLoggedInIsNotAskedAndNotAsserted() throws Exception {
        try (SmtpClient stranger = SmtpClient.greeted(gateway.smtpPort())) {
            WIRE.take();
            assertThat(stranger.mail("alice@op.example", "bob@op.example", "From: Alice <alice@op.example>", "", "Hello").code())
                    .isEqualTo(250);
            assertThat(new String(WIRE.take(), StandardCharsets.UTF_8))
                    .contains("\r\nP-Asserted-Identity: <sip:mail@iwf.op.example>\r\n").contains("\"Alice via e-mail\"");
        }
    }
}
