package org.mailiwf.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.mailiwf.Gateway;
import org.mailiwf.peer.RequiresPeer;
import org.mailiwf.peer.SipMessage;
import org.mailiwf.peer.Sipp;
import org.mailiwf.peer.SmtpClient;

/** Far sides that ask who we are: a mail each, seen from both ends. */
class SipDigestIT {

    private static final String[] CREDENTIALS = {"iwf.sip.username", "gateway", "iwf.sip.password", "hunter2"};

    @Test
    @RequiresPeer(program = "sipp", debianPackage = "sip-tester")
    void a401IsAnsweredSoThatTheMailIsDelivered() throws Exception {
        try (Sipp sipp = Sipp.start("challenges", "udp"); Gateway gateway = TestGateway.start(sipp.uri(), CREDENTIALS)) {
            Replies.assertThatReply(send(gateway), 250, "2.6.0", "bob@op.example", "Message delivered to messaging client", 200);

            List<SipMessage> received = sipp.received();
            assertThat(received).hasSize(2);
            assertThat(received.get(0).names()).doesNotContain("Authorization");
            assertThat(received.get(1).header("Authorization")).startsWith("Digest username=\"gateway\", realm=\"op.example\"");
            assertThat(received.get(1).header("CSeq")).isEqualTo("2 MESSAGE");
            assertThat(received.get(1).header("Call-ID")).isEqualTo(received.get(0).header("Call-ID"));
        }
    }

    @Test
    @RequiresPeer(program = "sipp", debianPackage = "sip-tester")
    void a407ThatSaysStaleIsAnsweredOnceMore() throws Exception {
        try (Sipp sipp = Sipp.start("stale-nonce", "udp"); Gateway gateway = TestGateway.start(sipp.uri(), CREDENTIALS)) {
            Replies.assertThatReply(send(gateway), 250, "2.6.0", "bob@op.example", "Message delivered to messaging client", 200);

            assertThat(sipp.received()).extracting(request -> request.all("Proxy-Authorization").stream().findFirst().orElse(null)).satisfiesExactly(
                    first -> assertThat(first).isNull(),
                    second -> assertThat(second).contains("nonce=\"first"),
                    third -> assertThat(third).contains("nonce=\"second", "nc=00000001"));
        }
    }

    @Test
    @RequiresPeer(program = "sipp", debianPackage = "sip-tester")
    void aChallengeWithoutCredentialsIsOurFaultAndTheMailWaits() throws Exception {
        try (Sipp sipp = Sipp.start("challenges", "udp"); Gateway gateway = TestGateway.start(sipp.uri())) {
            Replies.assertThatReply(send(gateway), 451, "4.3.5", "bob@op.example", "Gateway authentication problem, try later", 401);
        }
    }

    @Test
    @RequiresPeer(program = "sipp", debianPackage = "sip-tester")
    void aForeignRealmIs550_5_7_1() throws Exception {
        try (Sipp sipp = Sipp.start("challenges", "udp");
             Gateway gateway = TestGateway.start(sipp.uri(), "iwf.sip.username", "gateway", "iwf.sip.password", "hunter2",
                     "iwf.sip.realm", "ours.example")) {
            Replies.assertThatReply(send(gateway), 550, "5.7.1", "bob@op.example", "Recipient domain does not accept mail from this gateway",
                    401);
            assertThat(sipp.received()).hasSize(1);
        }
    }

    private static SmtpClient.Reply send(Gateway gateway) throws Exception {
        try (SmtpClient client = SmtpClient.greeted(gateway.smtpPort())) {
            return client.mail("alice@corp.example", "bob@op.example", "Subject: Review", "", "The review moved.");
        }
    }
}
