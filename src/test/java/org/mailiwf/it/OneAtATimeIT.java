package org.mailiwf.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.mailiwf.Gateway;
import org.mailiwf.peer.SipMessage;
import org.mailiwf.peer.SmtpClient;

/** RFC 3428 section 8, with a phone that watches for a while whether another MESSAGE comes before it answers. */
class OneAtATimeIT {

    private static final int MAILS = 20;
    private static final int WATCH_MILLIS = 50;

    @Test
    void twentyMailsAtATimeToOneRecipientNeverMeetAtThePhone() throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(MAILS);
        try (DatagramSocket phone = new DatagramSocket(0, InetAddress.getLoopbackAddress());
             Gateway gateway = TestGateway.start("sip:127.0.0.1:" + phone.getLocalPort())) {
            CompletableFuture<List<Integer>> open = CompletableFuture.supplyAsync(() -> serve(phone));
            List<Future<Integer>> replies = new ArrayList<>();
            for (int mail = 0; mail < MAILS; mail++) {
                String text = "mail " + mail;
                replies.add(clients.submit(() -> send(gateway, text)));
            }
            for (Future<Integer> reply : replies) {
                assertThat(reply.get(1, TimeUnit.MINUTES)).isEqualTo(250);
            }

            assertThat(open.get(10, TimeUnit.SECONDS)).hasSize(MAILS).containsOnly(1);
        } finally {
            clients.shutdownNow();
        }
    }

    private static int send(Gateway gateway, String text) throws IOException {
        try (SmtpClient client = SmtpClient.greeted(gateway.smtpPort())) {
            return client.mail("alice@corp.example", "bob@op.example", "Subject: Review", "", text).code();
        }
    }

    /** Answers all requests that are open once no other has come for a while, until it has seen them all. */
    private static List<Integer> serve(DatagramSocket phone) {
        List<Integer> numbersOfOpen = new ArrayList<>();
        Map<String, DatagramPacket> open = new LinkedHashMap<>();
        int answered = 0;
        try {
            while (answered < MAILS) {
                phone.setSoTimeout(open.isEmpty() ? 60_000 : WATCH_MILLIS);
                DatagramPacket packet = new DatagramPacket(new byte[65_536], 65_536);
                try {
                    phone.receive(packet);
                    SipMessage request = SipMessage.parse(Arrays.copyOf(packet.getData(), packet.getLength()));
                    open.put(request.header("Via"), packet);
                } catch (SocketTimeoutException e) {
                    numbersOfOpen.add(open.size());
                    answered += open.size();
                    for (DatagramPacket each : open.values()) {
                        answer(phone, each);
                    }
                    open.clear();
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException("the phone's socket failed", e);
        }
        return numbersOfOpen;
    }

    private static void answer(DatagramSocket phone, DatagramPacket packet) throws IOException {
        SipMessage request = SipMessage.parse(Arrays.copyOf(packet.getData(), packet.getLength()));
        StringBuilder response = new StringBuilder("SIP/2.0 200 OK\r\n");
        for (String name : List.of("Via", "From", "Call-ID", "CSeq")) {
            response.append(name).append(": ").append(request.header(name)).append("\r\n");
        }
        response.append("To: ").append(request.header("To")).append(";tag=phone\r\nContent-Length: 0\r\n\r\n");
        byte[] octets = response.toString().getBytes(StandardCharsets.UTF_8);
        phone.send(new DatagramPacket(octets, octets.length, packet.getSocketAddress()));
    }
}
