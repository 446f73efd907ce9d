package org.mailiwf.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

import org.junit.jupiter.api.Test;
import org.mailiwf.Gateway;
import org.mailiwf.peer.RequiresPeer;
import org.mailiwf.peer.Sipp;
import org.mailiwf.peer.SmtpClient;

/** Two servers in iwf.sip.next-hop, of which the first fails: the mail is delivered by the second. */
@RequiresPeer(program = "sipp", debianPackage = "sip-tester")
class NextHopIT {

    @Test
    void afterA503TheSecondServerGetsTheMailAndTheNextOneAtOnce() throws Exception {
        try (Sipp first = Sipp.start("unavailable", "udp"); Sipp second = Sipp.start("answers", "udp");
             Gateway gateway = TestGateway.start(first.uri() + "," + second.uri())) {
            assertThat(send(gateway, "bob")).isEqualTo(250);
            assertThat(send(gateway, "unknown")).isEqualTo(550);

            assertThat(first.received()).hasSize(1);
            assertThat(second.received()).hasSize(2);
            assertThat(second.received().get(0).header("Call-ID")).isEqualTo(first.received().get(0).header("Call-ID"));
        }
    }

    @Test
    void afterSilenceTheSecondServerGetsTheMail() throws Exception {
        try (Sipp first = Sipp.start("silent", "udp", "-nr"); Sipp second = Sipp.start("answers", "udp");
             Gateway gateway = TestGateway.start(first.uri() + ", " + second.uri(), "iwf.sip.t1", "20")) {
            assertThat(send(gateway, "bob")).isEqualTo(250);

            assertThat(first.received()).isNotEmpty();
            // with so short a T1 the answer may come after a retransmission
            assertThat(second.received()).isNotEmpty().containsOnly(second.received().get(0));
        }
    }

    @Test
    void afterARefusedConnectionTheSecondServerGetsTheMail() throws Exception {
        try (Socket boundOnly = new Socket(); Sipp second = Sipp.start("answers", "tcp")) {
            // taken, so that nobody else gets the port, but not listening
            boundOnly.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            String refusing = "sip:127.0.0.1:" + boundOnly.getLocalPort() + ";transport=tcp";
            try (Gateway gateway = TestGateway.start(refusing + "," + second.uri())) {
                assertThat(send(gateway, "bob")).isEqualTo(250);
                assertThat(second.received()).hasSize(1);
            }
        }
    }

    @Test
    void whenBothSay503ThatIsTheAnswer() throws Exception {
        try (Sipp first = Sipp.start("unavailable", "udp"); Sipp second = Sipp.start("unavailable", "udp");
             Gateway gateway = TestGateway.start(first.uri() + "," + second.uri());
             SmtpClient client = SmtpClient.greeted(gateway.smtpPort())) {
            SmtpClient.Reply reply = client.mail("alice@corp.example", "bob@op.example", "Subject: x", "", "y");

            Replies.assertThatReply(reply, 451, "4.3.2", "bob@op.example", "Messaging network not accepting messages, try later", 503);
        }
    }

    private static int send(Gateway gateway, String user) throws IOException {
        try (SmtpClient client = SmtpClient.greeted(gateway.smtpPort())) {
            return client.mail("alice@corp.example", user + "@op.example", "Subject: Review", "", "The review moved.").code();
        }
    }
}
