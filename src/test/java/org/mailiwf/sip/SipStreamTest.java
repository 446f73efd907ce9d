package org.mailiwf.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Connections whose other end misbehaves. */
class SipStreamTest extends SipTestSupport {

    private final CountDownLatch gone = new CountDownLatch(1);
    private final List<Object> bodies = new CopyOnWriteArrayList<>();

    @Test
    void theResponseToALostConnectionGoesNowhereElse() throws Exception {
        CountDownLatch answered = new CountDownLatch(1);
        route("sip:MESSAGE", exchange -> {
            assertThat(gone.await(10, TimeUnit.SECONDS)).isTrue();
            answered.countDown();
        });
        try (ServerSocket victim = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            try (TcpPeer peer = TcpPeer.connect(port("tcp"))) {
                peer.send(request("one", "127.0.0.1:" + victim.getLocalPort(), "hello"));
            }
            gone.countDown();
            assertThat(answered.await(10, TimeUnit.SECONDS)).isTrue();
            victim.setSoTimeout(500);
            assertThatThrownBy(victim::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void pingsAreAnsweredAndStrayLineEndsAreNot() throws Exception {
        route("sip:MESSAGE", exchange -> bodies.add(exchange.getMessage().getBody(String.class)));
        try (TcpPeer peer = TcpPeer.connect(port("tcp"))) {
            peer.send("\r\r\r\r\n\n\r\n\r\n");
            assertThat(peer.receiveOctets(2)).isEqualTo("\r\n");
            peer.send(request("one", "127.0.0.1:9", "Gr\u00fc\u00dfe") + "\r\n" + request("two", "127.0.0.1:9", ""));
            assertThat(peer.receive()).startsWith("SIP/2.0 200 OK");
            assertThat(peer.receive()).startsWith("SIP/2.0 200 OK");
            assertThat(bodies).containsExactlyInAnyOrder("Gr\u00fc\u00dfe", "");
        }
    }

    @Test
    void aMessageInPiecesIsOneMessage() throws Exception {
        route("sip:MESSAGE", exchange -> bodies.add(exchange.getMessage().getBody(String.class)));
        try (TcpPeer peer = TcpPeer.connect(port("tcp"))) {
            for (char each : request("one", "127.0.0.1:9", "hello").toCharArray()) {
                peer.send(String.valueOf(each));
            }
            assertThat(peer.receive()).startsWith("SIP/2.0 200 OK");
            assertThat(bodies).containsExactly("hello");
        }
    }

    @Test
    void connectionsLeaveNoThreadsBehind() throws Exception {
        route("sip:MESSAGE", exchange -> { });
        for (int i = 0; i < 20; i++) {
            try (TcpPeer peer = TcpPeer.connect(port("tcp"))) {
                peer.send(i % 2 == 0 ? request("z" + i, "127.0.0.1:9", "") : "garbage");
            }
        }
        Awaitility.await().until(() -> threads("sip-tcp-").isEmpty());
        try (TcpPeer peer = TcpPeer.connect(port("tcp"))) {
            peer.send(request("last", "127.0.0.1:9", ""));
            peer.receive();
            assertThat(threads("sip-tcp-")).hasSize(1);
            context.stop();
            Awaitility.await().until(() -> threads("sip-tcp-").isEmpty());
        }
    }

    private static Set<String> threads(String prefix) {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).filter(name -> name.startsWith(prefix))
                .collect(Collectors.toSet());
    }

    private static String request(String branch, String sentBy, String body) {
        return "MESSAGE sip:a@iwf.op.example SIP/2.0\r\nVia: SIP/2.0/TCP " + sentBy + ";branch=z9hG4bK" + branch + "\r\n"
                + "From: <sip:bob@op.example>;tag=1\r\nTo: <sip:a@iwf.op.example>\r\nCall-ID: " + branch + "\r\nCSeq: 1 MESSAGE\r\n"
                + "Content-Type: text/plain\r\nContent-Length: " + body.getBytes(StandardCharsets.UTF_8).length
                + "\r\n\r\n" + body;
    }
}
