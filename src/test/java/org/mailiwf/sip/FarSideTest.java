package org.mailiwf.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;

import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Next hops that flood, trickle, reset and answer garbage: the request ends, and so does the next one. */
class FarSideTest extends SipTestSupport {

    private ServerSocket server;

    @Override
    void configure(SipComponent sip) {
        sip.setT1(500);
    }

    @BeforeEach
    void listen() throws Exception {
        server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        server.setSoTimeout(10_000);
    }

    @AfterEach
    void close() throws Exception {
        server.close();
    }

    @Test
    void aFloodOfResponsesOfOthersHidesOursNotOverTcp() throws Exception {
        CompletableFuture<Exchange> sent = send(tcp(), "hello", MESSAGE);
        try (TcpPeer peer = new TcpPeer(server.accept())) {
            String request = peer.receive();
            peer.send(UdpPeer.response(request.replace("branch=z9hG4bK", "branch=z9hG4bKx"), "200 OK").repeat(5000));
            peer.send(UdpPeer.response(request, "202 Accepted"));
            assertThat(result(sent).getHeader(SipConstants.STATUS_CODE)).isEqualTo(202);
        }
    }

    @Test
    void aFloodOfDatagramsHidesOursNot() throws Exception {
        try (UdpPeer peer = new UdpPeer()) {
            CompletableFuture<Exchange> sent = send("sip:MESSAGE?nextHop=RAW(" + peer.uri() + ")", "hello", MESSAGE);
            String request = peer.receive();
            for (int i = 0; i < 2000; i++) {
                peer.reply(i % 2 == 0 ? "SIP/2.0 " + "\u0000(".repeat(100) : UdpPeer.response(request.replace("branch=z9hG4bK", "branch="), "200 OK"));
            }
            peer.reply(UdpPeer.response(request, "202 Accepted"));
            assertThat(result(sent).getHeader(SipConstants.STATUS_CODE)).isEqualTo(202);
        }
    }

    @Test
    void aResponseThatTricklesIsAResponse() throws Exception {
        CompletableFuture<Exchange> sent = send(tcp(), "hello", MESSAGE);
        try (TcpPeer peer = new TcpPeer(server.accept())) {
            for (char each : UdpPeer.response(peer.receive(), "202 Accepted").toCharArray()) {
                peer.send(String.valueOf(each));
            }
            assertThat(result(sent).getHeader(SipConstants.STATUS_CODE)).isEqualTo(202);
        }
    }

    @Test
    void garbageInThePlaceOfAResponseIsALostConnection() throws Exception {
        for (String garbage : new String[] {"\u0001\u0002\u0003\r\n\r\n", "SIP/2.0 OK\r\nVia: (\r\n\r\n", "HTTP/1.1 200 OK\r\n\r\n", "x".repeat(100_000)}) {
            CompletableFuture<Exchange> sent = send(tcp(), "hello", MESSAGE);
            try (TcpPeer peer = new TcpPeer(server.accept())) {
                peer.receive();
                peer.send(garbage);
                assertThat(result(sent).getHeader(SipConstants.FAILURE)).as(garbage.substring(0, 4)).isEqualTo(SipFailure.BROKEN);
            }
        }
    }

    @Test
    void aResetIsALostConnectionAndTheNextRequestMakesANewOne() throws Exception {
        CompletableFuture<Exchange> sent = send(tcp(), "hello", MESSAGE);
        Socket socket = server.accept();
        new TcpPeer(socket).receive();
        socket.setSoLinger(true, 0);
        socket.close();
        assertThat(result(sent).getHeader(SipConstants.FAILURE)).isEqualTo(SipFailure.BROKEN);

        CompletableFuture<Exchange> next = send(tcp(), "again", MESSAGE);
        try (TcpPeer peer = new TcpPeer(server.accept())) {
            peer.send(UdpPeer.response(peer.receive(), "200 OK"));
            assertThat(result(next).getHeader(SipConstants.STATUS_CODE)).isEqualTo(200);
        }
    }

    private String tcp() {
        return "sip:MESSAGE?nextHop=RAW(sip:127.0.0.1:" + server.getLocalPort() + ";transport=tcp)";
    }
}
