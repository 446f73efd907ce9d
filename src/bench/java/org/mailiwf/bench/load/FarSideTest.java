package org.mailiwf.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.mailiwf.bench.Run;

class FarSideTest {

    private static final String REQUEST = """
        MESSAGE sip:7run3@bench.example SIP/2.0
        Via: SIP/2.0/UDP 127.0.0.1:5060;branch=z9hG4bKone;rport
        Max-Forwards: 70
        From: <sip:a@gateway.example>;tag=1
        To: <sip:7run3@bench.example>
        Call-ID: c1
        CSeq: 1 MESSAGE
        Content-Length: 2

        hi""".replace("\n", "\r\n");

    @Test
    void answersAfterItsDelayWithTheFieldsThatAResponseRepeats() throws IOException, InterruptedException {
        Duration delay = Duration.ofMillis(50);
        try (FarSide farSide = new FarSide(delay, uri -> uri.equals("7run3@bench.example") ? 404 : 500); DatagramSocket client = client()) {
            long start = System.nanoTime();
            send(client, farSide, REQUEST);

            assertThat(receive(client)).isEqualTo("""
                SIP/2.0 404 Far
                Via: SIP/2.0/UDP 127.0.0.1:5060;branch=z9hG4bKone;rport
                From: <sip:a@gateway.example>;tag=1
                To: <sip:7run3@bench.example>;tag=far
                Call-ID: c1
                CSeq: 1 MESSAGE
                Content-Length: 0

                """.replace("\n", "\r\n"));
            assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(delay.toNanos());
            assertThat(farSide.awaitRecipients(new Run(3), 1)).isEqualTo(1);
        }
    }

    @Test
    void keepAlivesAreNoRequests() throws IOException {
        try (FarSide farSide = FarSide.accepting(Duration.ZERO); DatagramSocket client = client()) {
            send(client, farSide, "\r\n\r\n");
            send(client, farSide, REQUEST);

            assertThat(receive(client)).startsWith("SIP/2.0 200 ");
        }
    }

    private static DatagramSocket client() throws IOException {
        DatagramSocket client = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        client.setSoTimeout(5000);
        return client;
    }

    private static void send(DatagramSocket client, FarSide farSide, String text) throws IOException {
        byte[] octets = text.getBytes(StandardCharsets.ISO_8859_1);
        client.send(new DatagramPacket(octets, octets.length, InetAddress.getLoopbackAddress(), farSide.port()));
    }

    private static String receive(DatagramSocket client) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[2000], 2000);
        client.receive(packet);
        return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.ISO_8859_1);
    }
}
