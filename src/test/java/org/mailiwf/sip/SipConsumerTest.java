package org.mailiwf.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SipConsumerTest extends SipTestSupport {

    private final List<Message> received = new CopyOnWriteArrayList<>();
    private UdpPeer peer;

    @BeforeEach
    void openPeer() throws IOException {
        peer = new UdpPeer();
    }

    @AfterEach
    void closePeer() {
        peer.close();
    }

    @Test
    void aRequestIsAnExchangeAndTheAnswerIs200WithAToTag() throws Exception {
        route("sip:MESSAGE", this::keep);

        String request = request("MESSAGE", "z9hG4bK1", "Subject: Grüße", "CamelSipStatusCode: 404", "X-Two: a", "X-Two: b");
        peer.send(request, port("udp"));

        String response = peer.receive();
        assertThat(response).startsWith("SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP 127.0.0.1:" + peer.port() + ";branch=z9hG4bK1")
                .contains("\r\nFrom: <sip:bob@op.example>;tag=44d1\r\n", "\r\nCall-ID: z9hG4bK1@peer\r\n", "\r\nCSeq: 9 MESSAGE\r\n")
                .endsWith("Content-Length: 0\r\n\r\n").doesNotContain("Contact");
        assertThat(UdpPeer.field(response, "To")).matches("<sip:alice%40corp.example@iwf.op.example>;tag=[0-9a-f]{24}");
        Message message = received.get(0);
        assertThat(message.getHeaders()).containsEntry(SipConstants.METHOD, "MESSAGE")
                .containsEntry(SipConstants.REQUEST_URI, "sip:alice%40corp.example@iwf.op.example")
                .containsEntry(SipConstants.FROM, "<sip:bob@op.example>")
                .containsEntry(SipConstants.TO, "<sip:alice%40corp.example@iwf.op.example>")
                .containsEntry(SipConstants.CALL_ID, "z9hG4bK1@peer").containsEntry(SipConstants.CSEQ, 9L)
                .containsEntry(SipConstants.MAX_FORWARDS, 66).containsEntry(SipConstants.TRANSPORT, "udp")
                .containsEntry(SipConstants.REMOTE_ADDRESS, "127.0.0.1:" + peer.port())
                .containsEntry("Subject", "Grüße").containsEntry("X-Two", "a, b").doesNotContainKey(SipConstants.STATUS_CODE);
        assertThat(message.getBody()).isEqualTo("hällo".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void theRouteSetsTheResponse() throws Exception {
        route("sip:MESSAGE", exchange -> {
            exchange.getMessage().setHeader(SipConstants.STATUS_CODE, 480);
            exchange.getMessage().setHeader(SipConstants.RETRY_AFTER, 60);
            exchange.getMessage().setHeader("CamelSipHeader-Warning", "399 iwf \"later\r\nX: y\"");
        });

        peer.send(request("MESSAGE", "z9hG4bK2"), port("udp"));

        assertThat(peer.receive()).startsWith("SIP/2.0 480 Temporarily Unavailable\r\n")
                .contains("\r\nRetry-After: 60\r\n", "\r\nWarning: 399 iwf \"later  X: y\"\r\n");
    }

    @Test
    void aFailedRouteAnswers500() throws Exception {
        route("sip:MESSAGE", exchange -> {
            throw new IllegalStateException("secret");
        });

        peer.send(request("MESSAGE", "z9hG4bK3"), port("udp"));

        assertThat(peer.receive()).startsWith("SIP/2.0 500 Server Internal Error\r\n").doesNotContain("secret");
    }

    @Test
    void aResponseThatCannotBeSentIs500() throws Exception {
        route("sip:MESSAGE", exchange -> exchange.getMessage().setHeader(SipConstants.STATUS_CODE, 99));

        peer.send(request("MESSAGE", "z9hG4bK4"), port("udp"));

        assertThat(peer.receive()).startsWith("SIP/2.0 500 ");
    }

    @Test
    void aRetransmissionIsAnsweredTheSameAndNotRoutedAgain() throws Exception {
        route("sip:MESSAGE", this::keep);

        String request = request("MESSAGE", "z9hG4bK5");
        peer.send(request, port("udp"));
        String response = peer.receive();
        peer.send(request, port("udp"));

        assertThat(peer.receive()).isEqualTo(response);
        assertThat(received).hasSize(1);
    }

    @Test
    void aRetransmissionWhileTheRouteRunsIsAbsorbed() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        route("sip:MESSAGE", exchange -> {
            keep(exchange);
            release.await(5, TimeUnit.SECONDS);
        });

        String request = request("MESSAGE", "z9hG4bK6");
        peer.send(request, port("udp"));
        await().until(() -> received.size() == 1);
        peer.send(request, port("udp"));
        assertThat(peer.isQuiet(100)).isTrue();
        release.countDown();

        assertThat(peer.receive()).startsWith("SIP/2.0 200 OK");
        assertThat(peer.isQuiet(100)).isTrue();
        assertThat(received).hasSize(1);
    }

    @Test
    void afterTimerJTheSameRequestIsANewOne() throws Exception {
        component.setT1(5);
        route("sip:MESSAGE", this::keep);
        String request = request("MESSAGE", "z9hG4bK7");

        await().atMost(10, TimeUnit.SECONDS).until(() -> {
            peer.send(request, port("udp"));
            peer.receive();
            return received.size() > 1;
        });
    }

    @Test
    void optionsIsAnsweredWithAllowAndAccept() throws Exception {
        route("sip:MESSAGE", this::keep);

        peer.send(request("OPTIONS", "z9hG4bK8"), port("udp"));

        assertThat(peer.receive()).startsWith("SIP/2.0 200 OK").contains("\r\nAllow: MESSAGE, OPTIONS\r\n", "\r\nAccept: */*\r\n");
    }

    @Test
    void anotherMethodIsNotAllowed() throws Exception {
        route("sip:MESSAGE", this::keep);

        peer.send(request("PUBLISH", "z9hG4bK9"), port("udp"));

        assertThat(peer.receive()).startsWith("SIP/2.0 405 Method Not Allowed").contains("\r\nAllow: MESSAGE, OPTIONS\r\n");
    }

    @Test
    void aStoppedConsumerIsUnavailableAndNotForbidden() throws Exception {
        route("sip:MESSAGE", this::keep);
        context.getRouteController().stopRoute(context.getRoutes().get(0).getRouteId());

        peer.send(request("MESSAGE", "z9hG4bKs"), port("udp"));

        assertThat(peer.receive()).startsWith("SIP/2.0 503 Service Unavailable").contains("\r\nRetry-After: 5\r\n");
    }

    @Test
    void moreRequestsInProgressThanAllowedAreRefusedForNow() throws Exception {
        component.setMaxTransactions(1);
        CountDownLatch release = new CountDownLatch(1);
        route("sip:MESSAGE", exchange -> release.await(5, TimeUnit.SECONDS));

        peer.send(request("MESSAGE", "z9hG4bKt"), port("udp"));
        peer.send(request("MESSAGE", "z9hG4bKu"), port("udp"));
        String refused = peer.receive();
        release.countDown();

        assertThat(refused).startsWith("SIP/2.0 503 Service Unavailable").contains("\r\nRetry-After: 5\r\n");
        assertThat(peer.receive()).startsWith("SIP/2.0 200 OK");
    }

    @Test
    void aSecondConsumerOfTheSameMethodAndPointIsRefused() throws Exception {
        route("sip:MESSAGE", this::keep);

        assertThatThrownBy(() -> route("sip:MESSAGE?timeout=1", this::keep))
                .hasStackTraceContaining("There is already a consumer of MESSAGE on udp:127.0.0.1:");
    }

    @Test
    void ackIsDroppedAndCancelHasNothingToCancel() throws Exception {
        route("sip:MESSAGE", this::keep);

        peer.send(request("ACK", "z9hG4bKa"), port("udp"));
        peer.send(request("CANCEL", "z9hG4bKb"), port("udp"));

        assertThat(peer.receive()).startsWith("SIP/2.0 481 ").contains("CSeq: 9 CANCEL");
        assertThat(peer.isQuiet(100)).isTrue();
    }

    @Test
    void theResponseGoesToThePortOfTheViaUnlessRportAsksForTheSourcePort() throws Exception {
        route("sip:MESSAGE", this::keep);
        try (UdpPeer other = new UdpPeer()) {
            String sentByOther = request("MESSAGE", "z9hG4bKc").replace("127.0.0.1:" + peer.port(), "127.0.0.1:" + other.port());
            peer.send(sentByOther, port("udp"));
            assertThat(other.receive()).startsWith("SIP/2.0 200");

            peer.send(sentByOther.replace("z9hG4bKc", "z9hG4bKd;rport"), port("udp"));
            assertThat(peer.receive()).contains("rport=" + peer.port());
        }
    }

    @Test
    void aConsumerWithItsOwnListeningPointTakesOnlyWhatComesThere() throws Exception {
        route("sip:MESSAGE?listen=udp:127.0.0.1:0", this::keep);
        int own = component.listeningPoints().stream().filter(point -> point.transport().equals("udp")).skip(1).findFirst().orElseThrow()
                .port();

        peer.send(request("MESSAGE", "z9hG4bKe"), port("udp"));
        assertThat(peer.receive()).startsWith("SIP/2.0 405");
        peer.send(request("MESSAGE", "z9hG4bKf"), own);
        assertThat(peer.receive()).startsWith("SIP/2.0 200");
    }

    @Test
    void aRequestToTheComponentsOwnOtherPointGoesOverTheWire() throws Exception {
        route("sip:MESSAGE?listen=udp:127.0.0.1:0", this::keep);
        SipListeningPoint handset = component.listeningPoints().get(2);

        CompletableFuture<Exchange> sent = send("sip:MESSAGE?nextHop=RAW(sip:127.0.0.1:" + handset.port() + ")", "hello", MESSAGE);

        assertThat(sent.get(5, TimeUnit.SECONDS).getMessage().getHeader(SipConstants.STATUS_CODE)).isEqualTo(200);
        assertThat(received.get(0).getBody(String.class)).isEqualTo("hello");
    }

    @Test
    void overTcpTheResponseComesBackOnTheConnection() throws Exception {
        route("sip:MESSAGE", this::keep);

        try (TcpPeer tcp = TcpPeer.connect(port("tcp"))) {
            String request = request("MESSAGE", "z9hG4bKg").replace("SIP/2.0/UDP", "SIP/2.0/TCP");
            tcp.send("\r\n\r\n" + request + request.replace("z9hG4bKg", "z9hG4bKh"));
            assertThat(List.of(tcp.receive(), tcp.receive())).allMatch(response -> response.contains("SIP/2.0 200 OK\r\n"));
        }
        assertThat(received).hasSize(2).allMatch(message -> message.getHeader(SipConstants.TRANSPORT).equals("tcp"))
                .allMatch(message -> message.getBody(String.class).equals("hällo"));
    }

    private void keep(Exchange exchange) {
        received.add(exchange.getMessage().copy());
    }

    private String request(String method, String branch, String... lines) {
        StringBuilder request = new StringBuilder(method + " sip:alice%40corp.example@iwf.op.example SIP/2.0\r\n"
                + "Via: SIP/2.0/UDP 127.0.0.1:" + peer.port() + ";branch=" + branch + "\r\n"
                + "Max-Forwards: 66\r\n"
                + "From: <sip:bob@op.example>;tag=44d1\r\n"
                + "To: <sip:alice%40corp.example@iwf.op.example>\r\n"
                + "Call-ID: " + branch + "@peer\r\n"
                + "CSeq: 9 " + method + "\r\n");
        for (String line : lines) {
            request.append(line).append("\r\n");
        }
        return request + "Content-Type: text/plain;charset=UTF-8\r\nContent-Length: 6\r\n\r\nhällo";
    }
}
