package org.mailiwf.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailiwf.peer.GatewayProcess;
import org.mailiwf.peer.Loopback;
import org.mailiwf.peer.Program;
import org.mailiwf.peer.SipMessage;
import org.mailiwf.peer.SmtpClient;
import org.mailiwf.peer.UdpUserAgent;
import org.mailiwf.peer.UdpUserAgent.Answer;

/** The program as an operator meets it: command line, READY line, exit codes, signals. */
class StandaloneIT {

    private static final String[] MAIL = {"From: alice@corp.example", "Subject: Review", "", "The review moved."};

    private static final Duration LIMIT = Duration.ofSeconds(30);

    @Test
    void sigtermLetsTheMailInFlightFinishRefusesNewCommandsAndExitsWith0() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        int http = Loopback.freePort();
        try (UdpUserAgent userAgent = UdpUserAgent.start(request -> whenReleased(answer));
             GatewayProcess gateway = GatewayProcess.run(TestGateway.settings(userAgent.uri(), "iwf.http.listen", "127.0.0.1:" + http));
             SmtpClient inFlight = SmtpClient.greeted(gateway.smtpPort());
             SmtpClient idle = SmtpClient.greeted(gateway.smtpPort())) {
            assertThat(gateway.ready()).startsWith("READY ").contains("127.0.0.1:" + gateway.smtpPort(), "udp", "tcp");
            CompletableFuture<SmtpClient.Reply> reply = CompletableFuture.supplyAsync(() -> send(inFlight));
            await().atMost(LIMIT).until(() -> !userAgent.received().isEmpty());

            gateway.terminate();
            SmtpClient.Reply[] next = new SmtpClient.Reply[1];
            await().atMost(LIMIT).until(() -> (next[0] = idle.command("NOOP")).code() != 250);
            assertThat(next[0].line()).startsWith("421 4.3.2 ");
            assertThat(status(http, "/observe/health/ready")).isEqualTo(503);
            assertThat(reply).isNotDone();

            answer.countDown();
            assertThat(reply.get(LIMIT.toSeconds(), TimeUnit.SECONDS).code()).isEqualTo(250);
            assertThat(gateway.exitCode()).isZero();
        } finally {
            answer.countDown();
        }
    }

    private static int status(int port, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode();
    }

    @Test
    void theDemoHandsetShowsTheMessageAndTheLogTellsTheMailInOneLine() throws Exception {
        String handset = "127.0.0.1:" + Loopback.freePort();
        try (GatewayProcess gateway = GatewayProcess.run(TestGateway.settings("sip:" + handset + ";transport=udp",
                "iwf.demo-handset.enabled", "true", "iwf.demo-handset.listen", "udp:" + handset + ",tcp:" + handset));
             SmtpClient client = SmtpClient.greeted(gateway.smtpPort())) {
            String reply = client.mail("alice@corp.example", "bob@op.example", MAIL).line();

            assertThat(reply).startsWith("250 2.6.0 ").endsWith("(SIP 200)");
            String id = reply.split(" ")[2];
            await().atMost(LIMIT).untilAsserted(() -> assertThat(gateway.output()).contains("The review moved.").contains("mode=pager"));
            assertThat(gateway.output().lines().filter(line -> line.contains("mode=pager"))).singleElement().asString()
                    .contains(id, "127.0.0.1", "alice@corp.example", "bob@op.example", "call-id=", "sip=200", "250");
        }
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource({
        "iwf.pager.limit, many",
        "iwf.profile, sms",
        "iwf.smtp.listen, 2525",
        "iwf.no.such.setting, 1",
        "iwf.recipients.file, /no/such/file",
    })
    void aWrongSettingIsOneLineThatNamesKeyAndValueAndExitCode2(String key, String value) {
        Program.Result result = GatewayProcess.command("run", "--set", key + "=" + value);

        assertThat(result.output().lines()).singleElement().asString().contains(key, value);
        assertThat(result.exitCode()).isEqualTo(2);
    }

    @Test
    void mapPrintsTheRequestThatAMailWouldBecome(@TempDir Path folder) throws Exception {
        Path mail = Files.writeString(folder.resolve("mail.eml"), String.join("\r\n", MAIL) + "\r\n");

        Program.Result result = GatewayProcess.command("map", mail.toString(), "--from", "alice@corp.example", "--to", "bob@op.example");

        assertThat(result.exitCode()).as(result.output()).isZero();
        String request = result.output().substring(result.output().indexOf("MESSAGE "));
        SipMessage message = SipMessage.parse(request.getBytes(StandardCharsets.ISO_8859_1));
        assertThat(message.startLine()).isEqualTo("MESSAGE sip:bob@op.example SIP/2.0");
        assertThat(message.header("From")).contains("<sip:alice%40corp.example@iwf.op.example>");
        assertThat(message.body()).contains("\r\n\r\nThe review moved.");
    }

    @Test
    void lookupShowsWhatARecipientBecomes() {
        Program.Result served = GatewayProcess.command("lookup", "bob@op.example");
        assertThat(served.output()).contains("sip:bob@op.example");
        assertThat(served.exitCode()).isZero();

        Program.Result foreign = GatewayProcess.command("lookup", "bob@elsewhere.example");
        assertThat(foreign.output()).contains("550 5.7.1");
        assertThat(foreign.exitCode()).isEqualTo(1);
    }

    @Test
    void lookupAndMapStandForAClientElsewhere(@TempDir Path folder) throws Exception {
        Path mail = Files.writeString(folder.resolve("mail.eml"), String.join("\r\n", MAIL) + "\r\n");
        String[] off = {"--set", "iwf.sender-verification=off"};

        Program.Result strange = GatewayProcess.command("map", mail.toString(), "--client", "203.0.113.9", off[0], off[1]);
        assertThat(strange.output()).contains("P-Asserted-Identity: <sip:mail@iwf.op.example>");
        Program.Result sender = GatewayProcess.command("lookup", "bob@op.example", "--from", "alice@localhost", "--client", "2001:db8::9");
        assertThat(sender.output()).contains("sender-refused", "550 5.1.8 <alice@localhost>").doesNotContain("sip:bob");
        assertThat(sender.exitCode()).isEqualTo(1);
        assertThat(GatewayProcess.command("lookup", "bob@op.example", "--client", "localhost").output())
                .contains("--client: 'localhost' is no IP address");
    }

    @Test
    void checkAcceptsTheShippedSettings() {
        Program.Result result = GatewayProcess.command("check");

        assertThat(result.exitCode()).as(result.output()).isZero();
    }

    @Test
    void checkBesideARunningGatewaySaysThatTheSettingsAreFine() throws Exception {
        int smtp = Loopback.freePort();
        int sip = Loopback.freePort();
        Map<String, String> settings = TestGateway.settings("sip:127.0.0.1:" + Loopback.freePort(), "iwf.smtp.listen", "127.0.0.1:" + smtp,
                "iwf.sip.listen", "udp:127.0.0.1:%d,tcp:127.0.0.1:%d".formatted(sip, sip));
        try (GatewayProcess gateway = GatewayProcess.run(settings)) {
            Program.Result result = GatewayProcess.command("check", settings);

            assertThat(result.output().lines()).singleElement().asString().matches("OK \\d+ routes");
            assertThat(result.exitCode()).isZero();
        }
    }

    @Test
    void checkReadsTheTlsFilesOfTheSipSide(@TempDir Path folder) throws Exception {
        Path noKeys = Files.writeString(folder.resolve("keys.p12"), "no keys");
        Map<String, String> settings = TestGateway.settings("sip:127.0.0.1:5061;transport=tls", "iwf.sip.listen", "tls:127.0.0.1:0",
                "iwf.sip.tls.key-store", noKeys.toString());

        Program.Result result = GatewayProcess.command("check", settings);

        assertThat(result.output().lines()).singleElement().asString().contains("iwf.sip.tls.key-store", noKeys.toString());
        assertThat(result.exitCode()).isEqualTo(2);
    }

    static Answer whenReleased(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
            return new Answer("200 OK");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted before the answer was released", e);
        }
    }

    static SmtpClient.Reply send(SmtpClient client) {
        try {
            return client.mail("alice@corp.example", "bob@op.example", MAIL);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
