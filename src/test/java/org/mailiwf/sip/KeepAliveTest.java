package org.mailiwf.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Idle and dead TCP connections to a next hop (RFC 5626 section 4.4.1). */
class KeepAliveTest extends SipTestSupport {

    private final ServerSocket server = newServer();

    @AfterEach
    void closeServer() throws IOException {
        server.close();
    }

    @Override
    void configure(SipComponent sip) {
        sip.setKeepAlive(100);
    }

    @Test
    void anIdleConnectionIsPingedAndStillServesRequests() throws Exception {
        try (TcpPeer peer = connect()) {
            assertThat(peer.receiveOctets(8)).isEqualTo("\r\n\r\n\r\n\r\n");
            peer.send("\r\n");

            CompletableFuture<Exchange> sent = send(endpoint(), "two", MESSAGE);
            String request = peer.receiveAfterPings();
            peer.send(UdpPeer.response(request, "202 Accepted"));
            assertThat(status(sent)).isEqualTo(202);
        }
    }

    @Test
    void aPeerThatNeverAnswersPingsKeepsItsConnection() throws Exception {
        try (TcpPeer peer = connect()) {
            assertThat(peer.receiveOctets(20)).isEqualTo("\r\n\r\n".repeat(5));
        }
    }

    @Test
    void aConnectionOnWhichThePongsStopIsClosed() throws Exception {
        try (TcpPeer peer = connect()) {
            peer.receiveOctets(4);
            peer.send("\r\n");

            assertThat(peer.isClosedAfterPings()).isTrue();
        }
    }

    @Test
    void aConnectionThatGaveNoAnswerToARequestIsNotUsedAgain() throws Exception {
        component.setKeepAlive(0);
        component.setT1(20);
        try (TcpPeer peer = connect()) {
            CompletableFuture<Exchange> lost = send(endpoint(), "two", MESSAGE);
            assertThat(status(lost)).isEqualTo(408);

            CompletableFuture<Exchange> next = send(endpoint(), "three", MESSAGE);
            try (TcpPeer again = new TcpPeer(server.accept())) {
                again.send(UdpPeer.response(again.receive(), "200 OK"));
                assertThat(status(next)).isEqualTo(200);
            }
        }
    }

    /** A connection over which a request has been answered. */
    private TcpPeer connect() throws Exception {
        CompletableFuture<Exchange> sent = send(endpoint(), "one", MESSAGE);
        TcpPeer peer = new TcpPeer(server.accept());
        peer.send(UdpPeer.response(peer.receive(), "200 OK"));
        assertThat(status(sent)).isEqualTo(200);
        return peer;
    }

    private static int status(CompletableFuture<Exchange> sent) throws Exception {
        return sent.get(10, TimeUnit.SECONDS).getMessage().getHeader(SipConstants.STATUS_CODE, Integer.class);
    }

    private String endpoint() {
        return "sip:MESSAGE?nextHop=RAW(sip:127.0.0.1:" + server.getLocalPort() + ";transport=tcp)";
    }

    private static ServerSocket newServer() {
        try {
            return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
