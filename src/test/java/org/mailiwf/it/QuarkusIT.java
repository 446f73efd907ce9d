package org.mailiwf.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailiwf.peer.GatewayProcess;
import org.mailiwf.peer.Loopback;
import org.mailiwf.peer.MavenProject;
import org.mailiwf.peer.Program;
import org.mailiwf.peer.QuarkusApplication;
import org.mailiwf.peer.SmtpClient;
import org.mailiwf.peer.UdpUserAgent;
import org.mailiwf.peer.UdpUserAgent.Answer;

/** The application that the operator of Camel K 2.11 builds: Quarkus, our jar, the routes unchanged. */
class QuarkusIT {

    private static final String[] MAIL = {"From: alice@corp.example", "Subject: Review", "", "The review moved."};
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @BeforeAll
    static void build() {
        QuarkusApplication.build();
        assertThat(QuarkusApplication.jarInside()).hasSameBinaryContentAs(MavenProject.jar());
    }

    @Test
    void theSipAnswerIsTheSmtpReply() throws Exception {
        try (UdpUserAgent userAgent = UdpUserAgent.start(request -> new Answer(request.user().equals("bob") ? "200 OK" : "404 Not Found"));
             GatewayProcess gateway = start(userAgent.uri());
             SmtpClient client = SmtpClient.greeted(gateway.smtpPort())) {
            assertThat(client.mail("alice@corp.example", "bob@op.example", MAIL).line()).startsWith("250 2.6.0 ").endsWith("(SIP 200)");
            assertThat(client.mail("alice@corp.example", "carol@op.example", MAIL).line()).startsWith("550 5.1.1 ");

            assertThat(userAgent.received().get(0).body()).contains("The review moved.");
            assertThat(userAgent.received().get(0).header("From")).contains("<sip:alice%40corp.example@iwf.op.example>");
        }
    }

    @Test
    void noPasswordIsInTheLogAlsoWhereAllIsLogged() throws Exception {
        try (GatewayProcess gateway = start("sip:127.0.0.1:" + Loopback.freePort() + ";transport=udp", "quarkus.log.level", "DEBUG");
             SmtpClient client = SmtpClient.greeted(gateway.smtpPort())) {
            client.command("AUTH PLAIN AGFsaWNlAHNlc2FtZQ==");
            client.command("QUIT");
            assertThat(gateway.output()).contains(" DEBUG ").doesNotContain("AGFsaWNlAHNlc2FtZQ==");
        }
    }

    @Test
    void mailsAreCountedInTheMetricsOfQuarkus() throws Exception {
        int http = Loopback.freePort();
        try (UdpUserAgent userAgent = UdpUserAgent.start(request -> new Answer("200 OK"));
             GatewayProcess gateway = start(userAgent.uri(), "quarkus.http.host", "127.0.0.1", "quarkus.http.port", Integer.toString(http));
             SmtpClient client = SmtpClient.greeted(gateway.smtpPort())) {
            assertThat(client.mail("alice@corp.example", "bob@op.example", MAIL).code()).isEqualTo(250);

            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + http + "/q/metrics")).build();
            assertThat(HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body())
                    .contains("iwf_mails_seconds_count{reply=\"2xx\"} 1", "iwf_sip_responses_total{status=\"200\"} 1.0");
        }
    }

    @Test
    void aSettingThatIsGivenEmptyIsEmptyAlthoughItHasADefault() throws Exception {
        try (GatewayProcess gateway = start("", "iwf.recipients.default", "");
             SmtpClient client = SmtpClient.greeted(gateway.smtpPort())) {
            client.command("MAIL FROM:<alice@corp.example>");
            assertThat(client.command("RCPT TO:<bob@op.example>").line()).startsWith("550 5.1.1 ");
        }
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource({
        "iwf.pager.limit, many",
        "iwf.date, yesterday",
        "iwf.no.such.setting, 1",
    })
    void aWrongSettingStopsTheStartWithOneLine(String key, String value) {
        List<String> command = QuarkusApplication.command(TestGateway.settings("", key, value));

        Program.Result result = Program.run(LIMIT, new ArrayList<>(command));

        assertThat(result.exitCode()).isNotZero();
        assertThat(result.output().lines().filter(line -> line.contains("mail-iwf: "))).singleElement().asString()
                .contains("ERROR", key, value);
    }

    @Test
    void sigtermLetsTheMailInFlightFinishAndRefusesNewCommands() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        try (UdpUserAgent userAgent = UdpUserAgent.start(request -> StandaloneIT.whenReleased(answer));
             GatewayProcess gateway = start(userAgent.uri());
             SmtpClient inFlight = SmtpClient.greeted(gateway.smtpPort());
             SmtpClient idle = SmtpClient.greeted(gateway.smtpPort())) {
            CompletableFuture<SmtpClient.Reply> reply = CompletableFuture.supplyAsync(() -> StandaloneIT.send(inFlight));
            await().atMost(LIMIT).until(() -> !userAgent.received().isEmpty());

            gateway.terminate();
            SmtpClient.Reply[] next = new SmtpClient.Reply[1];
            await().atMost(LIMIT).until(() -> (next[0] = idle.command("NOOP")).code() != 250);
            assertThat(next[0].line()).startsWith("421 4.3.2 ");
            assertThat(reply).isNotDone();

            answer.countDown();
            assertThat(reply.get(LIMIT.toSeconds(), TimeUnit.SECONDS).code()).isEqualTo(250);
            // 128 plus SIGTERM: Quarkus does not call a stop that was asked for a success
            assertThat(gateway.exitCode()).isEqualTo(143);
        } finally {
            answer.countDown();
        }
    }

    private static GatewayProcess start(String nextHop, String... settings) {
        return GatewayProcess.start(QuarkusApplication.command(TestGateway.settings(nextHop, settings)));
    }
}
