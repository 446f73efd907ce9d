package org.mailiwf.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.DatagramSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailiwf.Gateway;
import org.mailiwf.peer.Bind;
import org.mailiwf.peer.RequiresPeer;
import org.mailiwf.peer.SmtpClient;
import org.xbill.DNS.Lookup;
import org.xbill.DNS.Resolver;

/** MX verification of MAIL FROM, with a real DNS server, and a client that nobody trusts. */
@RequiresPeer(program = "named", debianPackage = "bind9")
class SenderVerificationIT {

    private static Bind bind;
    private static Gateway gateway;

    @BeforeAll
    static void start() throws Exception {
        bind = Bind.start();
        gateway = TestGateway.start("sip:127.0.0.1:9;transport=udp", "iwf.smtp.trusted-networks", "", "iwf.dns.servers", bind.server(),
                "iwf.dns.timeout", "1s");
    }

    @AfterAll
    static void stop() {
        if (gateway != null) {
            gateway.close();
        }
        if (bind != null) {
            bind.close();
        }
    }

    private static String mailFrom(Gateway asked, String sender) throws Exception {
        try (SmtpClient client = SmtpClient.greeted(asked.smtpPort())) {
            return client.command("MAIL FROM:<" + sender + ">").line();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "alice@corp.example", "alice@CORP.example", "alice@implicit.corp.example", "alice@implicit6.corp.example",
        "alice@onegood.corp.example", "alice@alias.corp.example", "alice@chain1.corp.example", "alice@[192.0.2.1]"
    })
    void aSenderWhoCanBeToldIsTaken(String sender) throws Exception {
        assertThat(mailFrom(gateway, sender)).startsWith("250 ");
    }

    @ParameterizedTest
    @CsvSource({
        "alice@nullmx.corp.example, 550 5.7.27 Sender domain takes no mail", "alice@missing.corp.example, 550 5.1.8 Sender domain does not exist",
        "alice@text.corp.example, 550 5.1.8 Sender domain has no usable", "alice@loopback.corp.example, 550 5.1.8 Sender domain has no usable",
        "alice@loopbackonly.corp.example, 550 5.1.8 Sender domain has no usable",
        "alice@unspecified.corp.example, 550 5.1.8 Sender domain has no usable",
        "alice@unspecified6.corp.example, 550 5.1.8 Sender domain has no usable",
        "alice@dangling.corp.example, 550 5.1.8 Sender domain has no usable", "alice@localhost, 550 5.1.8 <alice@localhost> Sender domain is not",
        "alice@broken.example, 451 4.4.3 Sender domain cannot be looked up", "alice@loop1.corp.example, 451 4.4.3 Sender domain cannot",
        "alice@slow.example, 451 4.4.3 Sender domain cannot", "alice@slowmx.corp.example, 451 4.4.3 Sender domain cannot"
    })
    void aSenderWhoCannotIsRefusedWithTheReason(String sender, String reply) throws Exception {
        assertThat(mailFrom(gateway, sender)).startsWith(reply);
    }

    @Test
    void trustedNetworksAreNotAsked() throws Exception {
        try (Gateway trusting = TestGateway.start("sip:127.0.0.1:9;transport=udp", "iwf.dns.servers", bind.server())) {
            assertThat(mailFrom(trusting, "alice@trusted.nullmx.corp.example")).startsWith("250 ");
        }
        assertThat(bind.asked("trusted.nullmx.corp.example", "MX")).isEmpty();
    }

    @Test
    void theResolverOfTheJvmIsThatOfTheSettingsOnlyWhileTheGatewayRuns() throws Exception {
        Resolver before = Lookup.getDefaultResolver();
        try (Gateway other = TestGateway.start("sip:127.0.0.1:9;transport=udp", "iwf.dns.servers", bind.server())) {
            assertThat(other.smtpPort()).isPositive();
            assertThat(Lookup.getDefaultResolver()).isNotSameAs(before);
        }
        assertThat(Lookup.getDefaultResolver()).isSameAs(before);
    }

    @Test
    void offAsksNobody() throws Exception {
        try (Gateway off = TestGateway.start("sip:127.0.0.1:9;transport=udp", "iwf.dns.servers", bind.server(),
                "iwf.smtp.trusted-networks", "", "iwf.sender-verification", "off")) {
            assertThat(mailFrom(off, "alice@nullmx.corp.example")).startsWith("250 ");
        }
    }

    @Test
    void anyNumberOfSessionsWaitsForADeadServerAsLongAsTheTimeLimitAndHoldsUpNoOther() throws Exception {
        try (DatagramSocket dead = Bind.silentServer();
             Gateway patient = TestGateway.start("sip:127.0.0.1:9;transport=udp", "iwf.dns.servers", "127.0.0.1:" + dead.getLocalPort(),
                     "iwf.smtp.trusted-networks", "", "iwf.smtp.limit.exempt-networks", "127.0.0.0/8", "iwf.dns.timeout", "3s")) {
            List<SmtpClient> waiting = new ArrayList<>();
            try {
                for (int i = 0; i < 100; i++) {
                    waiting.add(SmtpClient.greeted(patient.smtpPort()));
                }
                long start = System.nanoTime();
                for (int i = 0; i < waiting.size(); i++) {
                    waiting.get(i).write("MAIL FROM:<alice@n" + i + ".dead.example>\r\n");
                }
                assertThat(mailFrom(patient, "")).startsWith("250 ");
                assertThat(Duration.ofNanos(System.nanoTime() - start)).as("who asks nothing of the DNS").isLessThan(Duration.ofMillis(2500));
                for (SmtpClient each : waiting) {
                    assertThat(each.reply().line()).startsWith("451 4.4.3 ");
                }
                assertThat(Duration.ofNanos(System.nanoTime() - start)).as("all together").isBetween(Duration.ofMillis(2800), Duration.ofSeconds(8));
            } finally {
                for (SmtpClient each : waiting) {
                    each.close();
                }
            }
        }
    }

    @Test
    void aSessionThatWaitsForTheDnsHoldsUpNoOther() throws Exception {
        try (Gateway patient = TestGateway.start("sip:127.0.0.1:9;transport=udp", "iwf.dns.servers", bind.server(),
                "iwf.smtp.trusted-networks", "", "iwf.dns.timeout", "3s")) {
            CompletableFuture<String> waiting = CompletableFuture.supplyAsync(() -> {
                try {
                    return mailFrom(patient, "alice@waits.slow.example");
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });

            assertThat(mailFrom(patient, "alice@corp.example")).startsWith("250 ");

            assertThat(waiting).isNotDone();
            assertThat(waiting.get(20, TimeUnit.SECONDS)).startsWith("451 4.4.3 ");
        }
    }
}
