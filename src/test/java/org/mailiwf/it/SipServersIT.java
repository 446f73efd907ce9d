package org.mailiwf.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailiwf.Gateway;
import org.mailiwf.peer.Bind;
import org.mailiwf.peer.Loopback;
import org.mailiwf.peer.RequiresPeer;
import org.mailiwf.peer.SmtpClient;
import org.mailiwf.peer.UdpUserAgent;
import org.mailiwf.peer.UdpUserAgent.Answer;

/** Where requests go when the Request-URI or the next hop is a domain: by a real DNS server, to real user agents. */
@RequiresPeer(program = "named", debianPackage = "bind9")
class SipServersIT {

    private static final String DOMAINS = "naptr.op.example,srv.op.example,notoffered.op.example,dangling.op.example,trouble.op.example,"
            + "missing.op.example,weights.op.example";

    private static Bind bind;
    private static UdpUserAgent first;
    private static UdpUserAgent second;
    private static int dead;
    private static Gateway gateway;

    @BeforeAll
    static void start() throws Exception {
        first = UdpUserAgent.start(request -> new Answer("200 OK"));
        second = UdpUserAgent.start(request -> new Answer("200 OK"));
        dead = Loopback.freePort();
        bind = Bind.start(Map.of("A", Integer.toString(dead), "B", Integer.toString(first.port()), "C", Integer.toString(second.port())));
        gateway = TestGateway.start("", "iwf.dns.servers", bind.server(), "iwf.domains", DOMAINS, "iwf.sip.listen", "udp:127.0.0.1:0",
                "iwf.sip.t1", "50", "iwf.timeout.pager", "10s");
    }

    @AfterAll
    static void stop() {
        if (gateway != null) {
            gateway.close();
        }
        if (first != null) {
            first.close();
        }
        if (second != null) {
            second.close();
        }
        if (bind != null) {
            bind.close();
        }
    }

    private static String send(Gateway by, String recipient) throws Exception {
        try (SmtpClient client = SmtpClient.greeted(by.smtpPort())) {
            return client.mail("alice@corp.example", recipient, "Subject: x", "", "y").line();
        }
    }

    @Test
    void naptrLeadsToTheTransportThatWeHave() throws Exception {
        int before = second.received().size();

        assertThat(send(gateway, "bob@naptr.op.example")).startsWith("250 ");

        assertThat(second.received()).hasSize(before + 1);
        assertThat(second.received().get(before).requestUri()).as("the URI itself is not rewritten").isEqualTo("sip:bob@naptr.op.example");
    }

    @Test
    void theServerOfTheNextPriorityTakesWhatADeadOneDoesNot() throws Exception {
        int before = first.received().size();
        assertThat(send(gateway, "bob@srv.op.example")).startsWith("250 ");

        long start = System.nanoTime();
        assertThat(send(gateway, "bob@srv.op.example")).startsWith("250 ");
        assertThat((System.nanoTime() - start) / 1_000_000).as("the dead one rests, milliseconds").isLessThan(1_000);
        assertThat(first.received()).hasSize(before + 2);
    }

    @Test
    void targetsThatDoNotExistArePassedOver() throws Exception {
        assertThat(send(gateway, "bob@dangling.op.example")).startsWith("250 ");
    }

    @ParameterizedTest
    @CsvSource({
        "bob@notoffered.op.example, 550 5.4.4 ", "bob@missing.op.example, 550 5.4.4 ", "bob@trouble.op.example, 451 4.4.3 "
    })
    void whereThereIsNoServerTheReplySaysWhy(String recipient, String reply) throws Exception {
        assertThat(send(gateway, recipient)).startsWith(reply.strip());
    }

    @Test
    void mailsThatWaitForTheDnsHoldUpNoOther() throws Exception {
        try (Gateway patient = TestGateway.start("", "iwf.dns.servers", bind.server(), "iwf.domains", "naptr.op.example,slow.example",
                "iwf.sip.listen", "udp:127.0.0.1:0", "iwf.dns.timeout", "4s")) {
            // more than the SIP component has threads
            List<CompletableFuture<String>> waiting = IntStream.range(0, 40).mapToObj(i -> CompletableFuture.supplyAsync(() -> {
                try {
                    return send(patient, "user" + i + "@slow.example");
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }, task -> new Thread(task, "smtp-session").start())).toList();
            await().until(() -> !bind.asked("slow.example", "NAPTR").isEmpty());

            assertThat(send(patient, "bob@naptr.op.example")).startsWith("250 ");

            assertThat(waiting).noneMatch(CompletableFuture::isDone);
            assertThat(waiting).allSatisfy(each -> assertThat(each.get(30, TimeUnit.SECONDS)).startsWith("451 4.4.3 "));
        }
    }

    @Test
    void aNextHopWithoutPortIsADomainToo() throws Exception {
        int before = first.received().size();
        try (Gateway other = TestGateway.start("sip:srv.op.example;transport=udp", "iwf.dns.servers", bind.server(), "iwf.sip.t1", "50")) {
            assertThat(send(other, "bob@op.example")).startsWith("250 ");
        }
        assertThat(first.received()).hasSize(before + 1);
    }
}
