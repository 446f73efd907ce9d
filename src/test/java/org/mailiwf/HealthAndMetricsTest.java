package org.mailiwf;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailiwf.peer.Loopback;
import org.mailiwf.peer.SmtpClient;
import org.mailiwf.peer.UdpUserAgent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The HTTP endpoints of {@code iwf.http.listen}, as a kubelet and Prometheus ask for them. */
class HealthAndMetricsTest {

    private final int http = Loopback.freePort();
    private volatile String status = "200 OK";
    private UdpUserAgent userAgent;
    private Gateway gateway;

    @BeforeEach
    void startUserAgent() throws Exception {
        userAgent = UdpUserAgent.start(request -> new UdpUserAgent.Answer(status));
    }

    @AfterEach
    void stop() {
        gateway.close();
        userAgent.close();
    }

    @Test
    void aliveAndReadyWithEachCheckNamed() throws Exception {
        start();

        assertThat(get("/observe/health/live").statusCode()).isEqualTo(200);
        HttpResponse<String> ready = get("/observe/health/ready");
        assertThat(ready.statusCode()).isEqualTo(200);
        String listener = "127.0.0.1:" + gateway.smtpPort();
        assertThat(ready.body()).contains("smtpd-" + listener, "smtpd-intake-" + listener, "sip-stack", "sip-next-hops");
    }

    @Test
    void aListenerThatTurnsClientsAwayIsAliveButNotReady() throws Exception {
        start();

        gateway.context().getRouteController().suspendRoute("email-to-cpm");

        assertThat(get("/observe/health/live").statusCode()).isEqualTo(200);
        assertThat(get("/observe/health/ready").statusCode()).isEqualTo(503);
    }

    @Test
    void whileAllNextHopsRestTheGatewayIsReadyAndSaysSo() throws Exception {
        start();
        status = "503 Service Unavailable";

        assertThat(mail()).isEqualTo(451);

        assertThat(get("/observe/health/ready").statusCode()).isEqualTo(200);
        assertThat(get("/observe/metrics").body())
                .contains("iwf_sip_next_hop_resting{hop=\"udp:127.0.0.1:" + userAgent.port() + "\"} 1.0");
    }

    @Test
    void readinessFollowsTheNextHopsWhereThatIsAskedFor() throws Exception {
        start("iwf.http.next-hop-readiness", "true");
        assertThat(get("/observe/health/ready").statusCode()).isEqualTo(200);
        status = "503 Service Unavailable";

        assertThat(mail()).isEqualTo(451);

        assertThat(get("/observe/health/ready").statusCode()).isEqualTo(503);
        assertThat(get("/observe/health/live").statusCode()).isEqualTo(200);
    }

    @Test
    void aNextHopThatDoesNotAnswerOptionsRestsBeforeAnyMail() throws Exception {
        status = "503 Service Unavailable";
        start("iwf.sip.next-hop-ping", "1s", "iwf.http.next-hop-readiness", "true");
        String resting = "iwf_sip_next_hop_resting{hop=\"udp:127.0.0.1:" + userAgent.port() + "\"} ";

        await().until(() -> get("/observe/health/ready").statusCode() == 503);
        assertThat(get("/observe/metrics").body()).contains(resting + "1.0", "iwf_sip_requests_seconds_count 0");

        status = "200 OK";
        await().until(() -> get("/observe/health/ready").statusCode() == 200);
        assertThat(get("/observe/metrics").body()).contains(resting + "0.0");
    }

    @Test
    void mailsAndSipAnswersAreCountedByClassAndStatus() throws Exception {
        start();

        assertThat(mail()).isEqualTo(250);
        status = "404 Not Found";
        assertThat(mail()).isEqualTo(550);
        assertThat(mail()).isEqualTo(550);

        assertThat(get("/observe/metrics").body()).contains(
                "iwf_mails_seconds_count{reply=\"2xx\"} 1", "iwf_mails_seconds_count{reply=\"4xx\"} 0",
                "iwf_mails_seconds_count{reply=\"5xx\"} 2", "iwf_mails_seconds_bucket{reply=\"5xx\",le=\"+Inf\"} 2",
                "iwf_sip_responses_total{status=\"200\"} 1.0", "iwf_sip_responses_total{status=\"404\"} 2.0",
                "iwf_sip_requests_seconds_count 3", "iwf_smtp_sessions ", "iwf_mails_in_flight 0.0", "iwf_spool_usable_bytes ");
    }

    private int mail() throws Exception {
        try (SmtpClient client = SmtpClient.greeted(gateway.smtpPort())) {
            return client.mail("alice@corp.example", "bob@op.example", "From: alice@corp.example", "", "The review moved.").code();
        }
    }

    private void start(String... more) throws Exception {
        Map<String, String> settings = new HashMap<>(Map.of("iwf.smtp.listen", "127.0.0.1:0", "iwf.sip.listen", "udp:127.0.0.1:0",
                "iwf.msrp.listen", "tcp:127.0.0.1:0",
                "iwf.sip.next-hop", userAgent.uri(), "iwf.http.listen", "127.0.0.1:" + http));
        for (int i = 0; i < more.length; i += 2) {
            settings.put(more[i], more[i + 1]);
        }
        gateway = Gateway.start(settings);
    }

    private HttpResponse<String> get(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + http + path)).timeout(Duration.ofSeconds(20)).build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }
}
