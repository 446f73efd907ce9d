package org.mailiwf.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailiwf.Gateway;
import org.mailiwf.peer.Bind;
import org.mailiwf.peer.Program;
import org.mailiwf.peer.RequiresPeer;
import org.mailiwf.peer.SipMessage;
import org.mailiwf.peer.SmtpClient;
import org.mailiwf.peer.Swaks;
import org.mailiwf.peer.UdpUserAgent;

/** The profile internet: real DNS, mails signed by dkimpy, a client that nobody trusts. */
@RequiresPeer(program = "named", debianPackage = "bind9")
@RequiresPeer(program = "dkimsign", debianPackage = "python3-dkim")
@RequiresPeer(program = "swaks", debianPackage = "swaks")
class SenderAuthenticationIT {

    private static final String NOBODY = "<sip:mail@iwf.op.example>";
    private static final String ALICE = "<sip:alice%40auth.example@iwf.op.example>";

    private static Bind bind;
    private static UdpUserAgent phone;
    private static Gateway gateway;
    private static Gateway marking;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() throws Exception {
        bind = Bind.start();
        phone = UdpUserAgent.start(request -> new UdpUserAgent.Answer("200 OK"));
        gateway = gateway();
        marking = gateway("iwf.spf.fail", "mark");
    }

    private static Gateway gateway(String... settings) throws Exception {
        String[] all = new String[settings.length + 12];
        List<String> shared = List.of("iwf.sender-verification", "internet", "iwf.smtp.trusted-networks", "", "iwf.dns.servers",
                bind.server(),
                "iwf.dns.timeout", "1s", "iwf.smtp.spool-threshold", "0", "iwf.sip.one-at-a-time", "false");
        for (int i = 0; i < all.length; i++) {
            all[i] = i < 12 ? shared.get(i) : settings[i - 12];
        }
        return TestGateway.start(phone.uri(), all);
    }

    @AfterAll
    static void stop() {
        for (AutoCloseable each : new AutoCloseable[] {gateway, marking, phone, bind}) {
            if (each != null) {
                try {
                    each.close();
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            }
        }
    }

    @BeforeEach
    void silence() {
        phone.received().clear();
    }

    private static String[] mail(String from, String... lines) {
        String[] mail = new String[lines.length + 4];
        mail[0] = "From: " + from;
        mail[1] = "Subject: Review";
        System.arraycopy(lines, 0, mail, 2, lines.length);
        mail[lines.length + 2] = "";
        mail[lines.length + 3] = "The review  moved. ";
        return mail;
    }

    private static String reply(Gateway asked, String mailFrom, String... mail) throws IOException {
        try (SmtpClient client = SmtpClient.greeted(asked.smtpPort())) {
            return client.mail(mailFrom, "bob@op.example", mail).line();
        }
    }

    private static String mailFrom(Gateway asked, String sender) throws IOException {
        try (SmtpClient client = SmtpClient.greeted(asked.smtpPort())) {
            return client.command("MAIL FROM:<" + sender + ">").line();
        }
    }

    private SipMessage sent() {
        assertThat(phone.received()).hasSize(1);
        return phone.received().get(0);
    }

    /** Signs a mail for auth.example and returns the file. */
    private Path signed(String... mail) throws IOException {
        Path plain = Files.writeString(folder.resolve("plain.eml"), String.join("\r\n", mail) + "\r\n");
        Path signed = folder.resolve("signed.eml");
        Program.Result result = Program.run(Duration.ofSeconds(60), List.of("sh", "-c",
                "dkimsign rsa auth.example src/test/resources/dkim/rsa.pem < " + plain + " > " + signed));
        assertThat(result.exitCode()).as(result.output()).isZero();
        return Files.writeString(signed, Files.readString(signed).replace("\r", ""));
    }

    @Test
    void aSenderWhoPassesIsAsserted() throws Exception {
        Swaks.Result result = Swaks.run(gateway.smtpPort(), "--from", "alice@auth.example", "--to", "bob@op.example",
                "--header", "From: Alice <alice@auth.example>", "--header", "Subject: Review", "--body", "The review moved.");

        assertThat(result.messageReply()).startsWith("250 2.6.0 ");
        assertThat(sent().header("P-Asserted-Identity")).isEqualTo(ALICE);
        assertThat(sent().header("From")).startsWith("\"Alice\" " + ALICE);
    }

    @Test
    void anAuthorWhoseDomainSignedIsAssertedWhateverMailFromSays() throws Exception {
        Path mail = signed(mail("Alice <alice@auth.example>", "To: bob@op.example", "Date: Tue, 24 Nov 2026 10:00:00 +0000"));

        Swaks.Result result = Swaks.run(gateway.smtpPort(), "--from", "bounces@corp.example", "--to", "bob@op.example", "--data",
                "@" + mail);

        assertThat(result.messageReply()).startsWith("250 2.6.0 ");
        assertThat(sent().header("P-Asserted-Identity")).isEqualTo(ALICE);
        assertThat(sent().header("From")).startsWith("\"Alice\" " + ALICE);
    }

    @Test
    void aMailThatFailsIsRefusedAsTheDomainAsks() throws Exception {
        Swaks.Result result = Swaks.run(gateway.smtpPort(), "--from", "mallory@corp.example", "--to", "bob@op.example",
                "--header", "From: Alice <alice@auth.example>", "--body", "The review moved.");

        assertThat(result.messageReply()).startsWith("550 5.7.1 Refused as the DMARC policy of auth.example asks");
        assertThat(phone.received()).isEmpty();
    }

    @Test
    void severalChecksThatFailHaveTheirOwnCode() throws Exception {
        Path mail = signed(mail("Alice <alice@auth.example>"));
        Files.writeString(mail, Files.readString(mail).replace("review  moved", "review is cancelled"));

        Swaks.Result result = Swaks.run(marking.smtpPort(), "--from", "mallory@fail.auth.example", "--to", "bob@op.example", "--data",
                "@" + mail);

        assertThat(result.messageReply()).startsWith("550 5.7.26 Refused as the DMARC policy of auth.example asks: SPF and DKIM failed");
        assertThat(phone.received()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "alice@auth.example, 250", "alice@many.auth.example, 250", "alice@corp.example, 250", "'', 250",
        "alice@fail.auth.example, 550 5.7.23 SPF: 127.0.0.1 may not send", "alice@permerror.auth.example, 550 5.7.24 SPF: the records",
        "alice@temperror.auth.example, 451 4.7.24 SPF: the sender domain cannot", "alice@nullmx.corp.example, 550 5.7.27"
    })
    void spfIsAskedAtMail(String sender, String reply) throws Exception {
        assertThat(mailFrom(gateway, sender)).startsWith(reply);
    }

    @Test
    void whoMarksLeavesSpfToDmarc() throws Exception {
        assertThat(mailFrom(marking, "alice@fail.auth.example")).startsWith("250 ");
        assertThat(reply(marking, "alice@fail.auth.example", mail("alice@none.auth.example"))).startsWith("250 ");
        assertThat(sent().header("P-Asserted-Identity")).isEqualTo(NOBODY);
    }

    @ParameterizedTest
    @CsvSource({"alice@none.auth.example", "alice@corp.example", "no address", "'alice@corp.example, carol@corp.example'"})
    void whoeverIsNotAuthenticatedIsTakenButNotAsserted(String from) throws Exception {
        assertThat(reply(gateway, "m@corp.example", mail(from))).startsWith("250 ");
        assertThat(sent().header("P-Asserted-Identity")).isEqualTo(NOBODY);
    }

    @Test
    void aSecondAuthorDoesNotHideThePolicyOfTheFirst() throws Exception {
        assertThat(reply(gateway, "m@corp.example", mail("m@corp.example, alice@auth.example"))).startsWith("550 5.7.1 ");
        assertThat(reply(gateway, "m@corp.example", mail("m@corp.example", "From: alice@auth.example"))).startsWith("550 5.7.1 ");
        assertThat(phone.received()).isEmpty();
    }

    @Test
    void whatTheDnsCannotSayNowIsTemporary() throws Exception {
        assertThat(reply(gateway, "m@corp.example", mail("alice@broken.example")))
                .startsWith("451 4.4.3 DMARC: broken.example cannot be looked up");
        assertThat(phone.received()).isEmpty();
    }

    @Test
    void aMailThatWaitsForTheDnsHoldsUpNoOther() throws Exception {
        CompletableFuture<String> waiting = CompletableFuture.supplyAsync(() -> {
            try {
                return reply(gateway, "m@corp.example", mail("alice@waits.slow.example"));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });

        assertThat(reply(gateway, "alice@auth.example", mail("alice@auth.example"))).startsWith("250 ");

        assertThat(waiting.get(20, TimeUnit.SECONDS)).startsWith("451 4.4.3 ");
    }

    @Test
    void trustedNetworksAreNotAsked() throws Exception {
        try (Gateway trusting = gateway("iwf.smtp.trusted-networks", "127.0.0.0/8")) {
            assertThat(reply(trusting, "alice@fail.auth.example", mail("alice@fail.auth.example"))).startsWith("250 ");
            assertThat(sent().header("P-Asserted-Identity")).isEqualTo("<sip:alice%40fail.auth.example@iwf.op.example>");
        }
    }

    @Test
    void whoMarksTakesWhatDmarcRefusesAndAssertsNobody() throws Exception {
        try (Gateway lenient = gateway("iwf.dmarc.fail", "mark")) {
            assertThat(reply(lenient, "m@corp.example", mail("alice@auth.example"))).startsWith("250 ");
            assertThat(sent().header("P-Asserted-Identity")).isEqualTo(NOBODY);
        }
    }
}
