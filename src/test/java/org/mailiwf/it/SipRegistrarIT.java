package org.mailiwf.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.mailiwf.Gateway;
import org.mailiwf.peer.Kamailio;
import org.mailiwf.peer.RequiresPeer;
import org.mailiwf.peer.SmtpClient;
import org.mailiwf.peer.UdpUserAgent;

/** Kamailio as the registrar of a PBX: a mail reaches the phone that has registered, and nobody else. */
@RequiresPeer(program = "kamailio", debianPackage = "kamailio")
class SipRegistrarIT {

    @Test
    void theMailReachesThePhoneWhereItHasRegistered() throws Exception {
        try (UdpUserAgent phone = UdpUserAgent.start(request -> new UdpUserAgent.Answer("200 OK"));
             Kamailio registrar = Kamailio.start("registrar", Map.of());
             Gateway gateway = TestGateway.start(registrar.udpUri(), "iwf.sip.tcp-above", "0", "iwf.profile", "simple");
             SmtpClient client = SmtpClient.greeted(gateway.smtpPort())) {
            Replies.assertThatReply(mail(client, "bob@op.example"), 550, "5.1.1", "bob@op.example", "No such messaging user", 404);

            assertThat(register(registrar, "bob", phone.port())).startsWith("SIP/2.0 200 OK");
            Replies.assertThatReply(mail(client, "bob@op.example"), 250, "2.6.0", "bob@op.example", "Message delivered to messaging client",
                    200);

            assertThat(phone.received()).singleElement().satisfies(request -> {
                assertThat(request.startLine()).isEqualTo("MESSAGE sip:bob@127.0.0.1:" + phone.port() + " SIP/2.0");
                assertThat(request.body()).contains("The review moved.");
            });
        }
    }

    private static SmtpClient.Reply mail(SmtpClient client, String to) throws Exception {
        return client.mail("alice@corp.example", to, "Subject: Review", "", "The review moved.");
    }

    private static String register(Kamailio registrar, String user, int port) throws IOException {
        byte[] request = """
                REGISTER sip:op.example SIP/2.0
                Via: SIP/2.0/UDP 127.0.0.1:%2$d;rport;branch=z9hG4bKr
                Max-Forwards: 70
                From: <sip:%1$s@op.example>;tag=1
                To: <sip:%1$s@op.example>
                Call-ID: register
                CSeq: 1 REGISTER
                Contact: <sip:%1$s@127.0.0.1:%2$d>
                Expires: 600
                Content-Length: 0

                """.formatted(user, port).replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            socket.send(new DatagramPacket(request, request.length, InetAddress.getLoopbackAddress(), registrar.udpPort()));
            socket.setSoTimeout(10_000);
            DatagramPacket response = new DatagramPacket(new byte[4096], 4096);
            socket.receive(response);
            return new String(response.getData(), 0, response.getLength(), StandardCharsets.UTF_8);
        }
    }
}
