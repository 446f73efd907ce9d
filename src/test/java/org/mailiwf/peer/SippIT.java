package org.mailiwf.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.junit.jupiter.api.Test;

/** That the scenarios do what the integration tests believe, seen from a bare socket. */
@RequiresPeer(program = "sipp", debianPackage = "sip-tester")
class SippIT {

    @Test
    void theUserPartChoosesTheAnswer() throws Exception {
        try (Sipp sipp = Sipp.start("answers", "udp"); DatagramSocket socket = new DatagramSocket(0, Loopback.ADDRESS)) {
            assertThat(exchange(socket, sipp, "bob", "1").startLine()).isEqualTo("SIP/2.0 200 OK");
            assertThat(exchange(socket, sipp, "accepted", "2").startLine()).isEqualTo("SIP/2.0 202 Accepted");
            assertThat(exchange(socket, sipp, "away", "3").header("Retry-After")).startsWith("120 ");
            assertThat(exchange(socket, sipp, "unknown", "4").startLine()).startsWith("SIP/2.0 404 ").contains("<b>");

            assertThat(sipp.received()).extracting(SipMessage::user).containsExactly("bob", "accepted", "away", "unknown");
            assertThat(sipp.receivedFor("away").get(0).body()).isEqualTo("Grüße\r\n");
        }
    }

    @Test
    void theThirdTransmissionIsAnswered() throws Exception {
        try (Sipp sipp = Sipp.start("third-transmission", "udp", "-nr"); DatagramSocket socket = new DatagramSocket(0, Loopback.ADDRESS)) {
            send(socket, sipp, "bob", "1");
            send(socket, sipp, "bob", "1");
            assertThat(exchange(socket, sipp, "bob", "1").startLine()).isEqualTo("SIP/2.0 200 OK");
            assertThat(sipp.received()).hasSize(3);
        }
    }

    private static SipMessage exchange(DatagramSocket socket, Sipp sipp, String user, String callId) throws Exception {
        send(socket, sipp, user, callId);
        socket.setSoTimeout(10_000);
        DatagramPacket response = new DatagramPacket(new byte[4096], 4096);
        socket.receive(response);
        return SipMessage.parse(Arrays.copyOf(response.getData(), response.getLength()));
    }

    private static void send(DatagramSocket socket, Sipp sipp, String user, String callId) throws Exception {
        byte[] request = """
                MESSAGE sip:%s@op.example SIP/2.0
                Via: SIP/2.0/UDP 127.0.0.1:%d;branch=z9hG4bK%s
                Max-Forwards: 70
                From: <sip:alice@corp.example>;tag=1
                To: <sip:%s@op.example>
                Call-ID: %s
                CSeq: 1 MESSAGE
                Content-Type: text/plain;charset=UTF-8
                Content-Length: 9

                Grüße
                """.formatted(user, socket.getLocalPort(), callId, user, callId).replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
        socket.send(new DatagramPacket(request, request.length, Loopback.ADDRESS, sipp.port()));
    }
}
