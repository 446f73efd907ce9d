package org.mailiwf.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.mailiwf.Gateway;
import org.mailiwf.peer.RequiresPeer;
import org.mailiwf.peer.SipMessage;
import org.mailiwf.peer.Sipp;
import org.mailiwf.peer.SmtpClient;

/** 302: followed to the served domains, and nowhere else. */
@RequiresPeer(program = "sipp", debianPackage = "sip-tester")
class RedirectIT {

    @Test
    void a302ToAServedDomainIsFollowedAndTheAnswerThereIsTheReply() throws Exception {
        try (Sipp sipp = Sipp.start("redirects", "udp"); Gateway gateway = TestGateway.start(sipp.uri())) {
            Replies.assertThatReply(send(gateway, "bob"), 250, "2.6.0", "bob@op.example", "Message delivered to messaging client", 200);

            List<SipMessage> received = sipp.received();
            assertThat(received).extracting(SipMessage::startLine)
                    .containsExactly("MESSAGE sip:bob@op.example SIP/2.0", "MESSAGE sip:carol@op.example SIP/2.0");
            assertThat(received.get(1).header("Call-ID")).isEqualTo(received.get(0).header("Call-ID"));
            assertThat(received.get(1).header("CSeq")).isEqualTo("2 MESSAGE");
        }
    }

    @Test
    void a302ToAnotherDomainIs450_4_2_1() throws Exception {
        try (Sipp sipp = Sipp.start("redirects", "udp"); Gateway gateway = TestGateway.start(sipp.uri())) {
            Replies.assertThatReply(send(gateway, "mallory"), 450, "4.2.1", "mallory@op.example",
                    "Recipient temporarily unavailable at this address", 302);
            assertThat(sipp.received()).hasSize(1);
        }
    }

    @Test
    void whereRedirectionsAreTurnedOffNoneIsFollowed() throws Exception {
        try (Sipp sipp = Sipp.start("redirects", "udp");
             Gateway gateway = TestGateway.start(sipp.uri(), "iwf.sip.redirect-domains", "")) {
            assertThat(send(gateway, "bob").code()).isEqualTo(450);
            assertThat(sipp.received()).hasSize(1);
        }
    }

    private static SmtpClient.Reply send(Gateway gateway, String user) throws Exception {
        try (SmtpClient client = SmtpClient.greeted(gateway.smtpPort())) {
            return client.mail("alice@corp.example", user + "@op.example", "Subject: Review", "", "The review moved.");
        }
    }
}
