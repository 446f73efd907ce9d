package org.mailiwf.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.mailiwf.Gateway;
import org.mailiwf.peer.SipMessage;
import org.mailiwf.peer.SmtpClient;
import org.mailiwf.peer.UdpUserAgent;
import org.mailiwf.peer.UdpUserAgent.Answer;

/** One of two next hops dies while mails come, and lives again. */
class DeadNextHopIT {

    private static final int SESSIONS = 5;
    /** Over several rests of the dead one. */
    private static final Duration WHILE_DEAD = Duration.ofSeconds(4);

    private volatile boolean dead;

    @Test
    void noMailIsRefusedAndAfterTheFirstNoneWaitsForTheDeadOne() throws Exception {
        try (UdpUserAgent first = UdpUserAgent.start(request -> dead ? null : new Answer("200 OK"));
             UdpUserAgent second = UdpUserAgent.start(request -> new Answer("200 OK"));
             Gateway gateway = TestGateway.start(first.uri() + "," + second.uri(), "iwf.sip.next-hop-ping", "1s", "iwf.sip.next-hop-rest", "1s",
                     "iwf.sip.t1", "100")) {
            assertThat(sendUntil(gateway, System.nanoTime())).hasSize(SESSIONS);
            assertThat(messages(second)).isZero();

            dead = true;
            assertThat(send(gateway, "met@op.example")).as("met the dead one, in milliseconds").isGreaterThan(1_000);
            int before = messages(first);
            List<Long> millis = sendUntil(gateway, System.nanoTime() + WHILE_DEAD.toNanos());
            // Timer F is 6400 ms, and the dead one's share of a mail is no less
            assertThat(millis).hasSizeGreaterThan(10 * SESSIONS).allMatch(each -> each < 2_000);
            assertThat(messages(first)).as("nobody tried the dead one").isEqualTo(before);

            dead = false;
            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                send(gateway, "back@op.example");
                assertThat(messages(first)).isGreaterThan(before);
            });
        }
    }

    private static int messages(UdpUserAgent by) {
        return (int) by.received().stream().map(SipMessage::startLine).filter(line -> line.startsWith("MESSAGE ")).count();
    }

    /** In several sessions, each of which sends one mail at least. The milliseconds that each mail took; every one was answered 250. */
    private static List<Long> sendUntil(Gateway gateway, long end) throws Exception {
        List<CompletableFuture<List<Long>>> sessions = new ArrayList<>();
        for (int i = 0; i < SESSIONS; i++) {
            String recipient = "user" + i + "@op.example";
            sessions.add(CompletableFuture.supplyAsync(() -> {
                List<Long> millis = new ArrayList<>();
                do {
                    millis.add(send(gateway, recipient));
                } while (System.nanoTime() < end);
                return millis;
            }, task -> new Thread(task, "smtp-session").start()));
        }
        List<Long> all = new ArrayList<>();
        for (CompletableFuture<List<Long>> each : sessions) {
            all.addAll(each.get(60, TimeUnit.SECONDS));
        }
        return all;
    }

    private static long send(Gateway gateway, String recipient) {
        try (SmtpClient client = SmtpClient.greeted(gateway.smtpPort())) {
            long start = System.nanoTime();
            assertThat(client.mail("alice@corp.example", recipient, "Subject: x", "", "y").line()).startsWith("250 ");
            return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
