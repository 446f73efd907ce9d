package org.mailiwf.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailiwf.Gateway;
import org.mailiwf.peer.RequiresPeer;
import org.mailiwf.peer.SipMessage;
import org.mailiwf.peer.Sipp;
import org.mailiwf.peer.SmtpClient;

/** Silence, loss, second answers, refused media types: one mail each, seen from both ends. */
class SipTransactionIT {

    private static final int T1_MILLIS = 20;

    @Test
    @RequiresPeer(program = "sipp", debianPackage = "sip-tester")
    void silenceUntilTimerFIs451_4_4_1() throws Exception {
        try (Sipp sipp = Sipp.start("silent", "udp", "-nr");
             Gateway gateway = TestGateway.start(sipp.uri(), "iwf.sip.t1", Integer.toString(T1_MILLIS))) {
            Instant sent = Instant.now();
            SmtpClient.Reply reply = send(gateway);

            Replies.assertThatReply(reply, 451, "4.4.1", "bob@op.example", "No answer from messaging network");
            assertThat(Duration.between(sent, Instant.now())).isGreaterThanOrEqualTo(Duration.ofMillis(64 * T1_MILLIS));
            // Timer E doubles: transmissions at 0, 1, 3, 7, 15, 31 T1, and at 63 T1 if the clock is fine enough for Timer F at 64 T1
            assertThat(sipp.received()).hasSizeBetween(6, 7).containsOnly(sipp.received().get(0));
        }
    }

    @Test
    @RequiresPeer(program = "sipp", debianPackage = "sip-tester")
    void theTimeLimitOfPagerModeEndsTheWaitBeforeTimerF() throws Exception {
        try (Sipp sipp = Sipp.start("silent", "udp", "-nr");
             Gateway gateway = TestGateway.start(sipp.uri(), "iwf.timeout.pager", "1s")) {
            Instant sent = Instant.now();
            SmtpClient.Reply reply = send(gateway);

            Replies.assertThatReply(reply, 451, "4.4.1", "bob@op.example", "No answer from messaging network");
            assertThat(Duration.between(sent, Instant.now())).isBetween(Duration.ofMillis(900), Duration.ofSeconds(10));
        }
    }

    @Test
    @RequiresPeer(program = "sipp", debianPackage = "sip-tester")
    void aProvisionalResponseSlowsRetransmissionsDown() throws Exception {
        try (Sipp sipp = Sipp.start("provisional-first", "udp");
             Gateway gateway = TestGateway.start(sipp.uri(), "iwf.sip.t1", Integer.toString(T1_MILLIS))) {
            SmtpClient.Reply reply = send(gateway);

            Replies.assertThatReply(reply, 250, "2.6.0", "bob@op.example", "Message delivered to messaging client", 200);
            // after 100 Trying Timer E goes by T2, four seconds (RFC 3261 section 17.1.2.2); without it there would be five by then
            assertThat(sipp.received()).hasSizeLessThanOrEqualTo(3);
        }
    }

    @Test
    @RequiresPeer(program = "sipp", debianPackage = "sip-tester")
    void aRequestWhoseAnswersWereLostIsRetransmittedUnchangedUntilOneArrives() throws Exception {
        try (Sipp sipp = Sipp.start("third-transmission", "udp", "-nr");
             Gateway gateway = TestGateway.start(sipp.uri(), "iwf.sip.t1", Integer.toString(T1_MILLIS))) {
            SmtpClient.Reply reply = send(gateway);

            Replies.assertThatReply(reply, 250, "2.6.0", "bob@op.example", "Message delivered to messaging client", 200);
            List<SipMessage> received = sipp.received();
            assertThat(received).hasSize(3).containsOnly(received.get(0));
        }
    }

    @Test
    @RequiresPeer(program = "sipp", debianPackage = "sip-tester")
    void theFirstOfTwoFinalResponsesCounts() throws Exception {
        try (Sipp sipp = Sipp.start("answers-twice", "udp"); Gateway gateway = TestGateway.start(sipp.uri())) {
            try (SmtpClient client = SmtpClient.greeted(gateway.smtpPort())) {
                for (int mail = 1; mail <= 3; mail++) {
                    SmtpClient.Reply reply = client.mail("alice@corp.example", "bob@op.example", "Subject: Twice", "", "Mail " + mail);

                    Replies.assertThatReply(reply, 250, "2.6.0", "bob@op.example", "Accepted by messaging network for later delivery", 202);
                }
            }
            assertThat(sipp.received()).hasSize(3);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"udp", "tcp"})
    @RequiresPeer(program = "sipp", debianPackage = "sip-tester")
    void aPhoneThatRefusesCpimWith415GetsTheTextOnceMoreAsTextPlain(String transport) throws Exception {
        try (Sipp sipp = Sipp.start("plain-text-only", transport); Gateway gateway = TestGateway.start(sipp.uri())) {
            SmtpClient.Reply reply = send(gateway);

            Replies.assertThatReply(reply, 250, "2.6.0", "bob@op.example", "Message delivered to messaging client", 200);
            List<SipMessage> received = sipp.received();
            assertThat(received).hasSize(2);
            assertThat(received.get(0).header("Content-Type")).isEqualTo("message/cpim");
            assertThat(received.get(1).header("Content-Type")).isEqualToIgnoringCase("text/plain;charset=UTF-8");
            assertThat(received.get(1).body()).isEqualTo("The review moved.");
            assertThat(received.get(1).header("Via")).isNotEqualTo(received.get(0).header("Via"));
            assertThat(received.get(1).header("Call-ID") + received.get(1).header("CSeq"))
                    .isNotEqualTo(received.get(0).header("Call-ID") + received.get(0).header("CSeq"));
        }
    }

    @Test
    @RequiresPeer(program = "sipp", debianPackage = "sip-tester")
    void overTcpTheAnswerIsTheReplyToo() throws Exception {
        try (Sipp sipp = Sipp.start("answers", "tcp"); Gateway gateway = TestGateway.start(sipp.uri())) {
            try (SmtpClient client = SmtpClient.greeted(gateway.smtpPort())) {
                assertThat(client.mail("alice@corp.example", "bob@op.example", "Subject: x", "", "y").code()).isEqualTo(250);
                assertThat(client.mail("alice@corp.example", "unknown@op.example", "Subject: x", "", "y").code()).isEqualTo(550);
            }
            assertThat(sipp.received()).hasSize(2).allSatisfy(request -> assertThat(request.header("Via")).startsWith("SIP/2.0/TCP "));
        }
    }

    @Test
    @RequiresPeer(program = "sipp", debianPackage = "sip-tester")
    void aRequestOver1300OctetsGoesOverTcpAlthoughTheNextHopSaysUdp() throws Exception {
        try (Sipp udp = Sipp.start("answers", "udp"); Sipp tcp = udp.startOnOtherTransport();
             Gateway gateway = TestGateway.start(udp.uri()); SmtpClient client = SmtpClient.greeted(gateway.smtpPort())) {
            assertThat(client.mail("alice@corp.example", "bob@op.example", "Subject: Long", "", "x".repeat(900)).code()).isEqualTo(250);

            assertThat(udp.received()).isEmpty();
            assertThat(tcp.received()).singleElement().satisfies(request -> assertThat(request.header("Via")).startsWith("SIP/2.0/TCP "));
        }
    }

    @Test
    @RequiresPeer(program = "sipp", debianPackage = "sip-tester")
    void aRequestOver1300OctetsGoesOverUdpWhereTcpIsRefused() throws Exception {
        try (Sipp udp = Sipp.start("answers", "udp");
             Gateway gateway = TestGateway.start(udp.uri()); SmtpClient client = SmtpClient.greeted(gateway.smtpPort())) {
            assertThat(client.mail("alice@corp.example", "bob@op.example", "Subject: Long", "", "x".repeat(900)).code()).isEqualTo(250);

            assertThat(udp.received()).singleElement().satisfies(request -> assertThat(request.header("Via")).startsWith("SIP/2.0/UDP "));
        }
    }

    @Test
    void aNextHopThatNobodyListensOnIs451_4_4_1() throws Exception {
        int deaf;
        try (ServerSocket closedAtOnce = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            deaf = closedAtOnce.getLocalPort();
        }
        try (Gateway gateway = TestGateway.start("sip:127.0.0.1:" + deaf + ";transport=tcp")) {
            Replies.assertThatReply(send(gateway), 451, "4.4.1", "bob@op.example", "Cannot reach messaging network");
        }
    }

    @Test
    void aConnectionLostAfterTheRequestIs451_4_4_2() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
             Gateway gateway = TestGateway.start("sip:127.0.0.1:" + server.getLocalPort() + ";transport=tcp")) {
            CompletableFuture<Void> hangUp = CompletableFuture.runAsync(() -> acceptReadAndHangUp(server));

            Replies.assertThatReply(send(gateway), 451, "4.4.2", "bob@op.example", "Connection to messaging network lost");
            await().until(hangUp::isDone);
            assertThat(hangUp).isCompleted();
        }
    }

    private static void acceptReadAndHangUp(ServerSocket server) {
        try (Socket socket = server.accept()) {
            assertThat(socket.getInputStream().read()).isEqualTo('M');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SmtpClient.Reply send(Gateway gateway) throws Exception {
        try (SmtpClient client = SmtpClient.greeted(gateway.smtpPort())) {
            return client.mail("alice@corp.example", "bob@op.example", "Subject: Review", "", "The review moved.");
        }
    }

}
