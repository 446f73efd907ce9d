package org.mailiwf.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SipProducerTcpTest extends SipTestSupport {

    private final ServerSocket server = newServer();

    @AfterEach
    void closeServer() throws IOException {
        server.close();
    }

    @Test
    void sendsSeveralRequestsOverOneConnection() throws Exception {
        CompletableFuture<Exchange> first = send(endpoint(), "one", MESSAGE);
        try (TcpPeer peer = new TcpPeer(server.accept())) {
            String request = peer.receive();
            assertThat(request).contains("Via: SIP/2.0/TCP 127.0.0.1:" + port("tcp") + ";branch=").endsWith("\r\n\r\none");
            peer.send(UdpPeer.response(request, "200 OK"));
            assertThat(result(first).getHeader(SipConstants.STATUS_CODE)).isEqualTo(200);

            CompletableFuture<Exchange> second = send(endpoint(), "two", MESSAGE);
            String secondRequest = peer.receive();
            assertThat(secondRequest).endsWith("\r\n\r\ntwo");
            peer.send(UdpPeer.response(secondRequest, "404 Not Found"));
            assertThat(result(second).getHeader(SipConstants.STATUS_CODE)).isEqualTo(404);
        }
    }

    @Test
    void aRefusedConnectionIsATransportFailure() throws Exception {
        String uri = endpoint();
        server.close();

        Message result = result(send(uri, "hello", MESSAGE));

        assertThat(result.getHeader(SipConstants.STATUS_CODE)).isEqualTo(503);
        assertThat(result.getHeader(SipConstants.FAILURE)).isEqualTo(SipFailure.TRANSPORT);
    }

    /** A server that accepts no more connections lets further attempts wait. */
    @Test
    void waitingForAConnectionEndsWithTheConnectTimeoutForAllThatWait() throws Exception {
        component.setConnectTimeout(300);
        List<Socket> filling = new ArrayList<>();
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            fill(full, filling);
            String uri = "sip:MESSAGE?nextHop=RAW(sip:127.0.0.1:" + full.getLocalPort() + ";transport=tcp)&oneAtATime=false";
            List<CompletableFuture<Exchange>> sent = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                sent.add(send(uri, "hello", MESSAGE));
            }
            for (CompletableFuture<Exchange> each : sent) {
                Exchange exchange = each.get(2, TimeUnit.SECONDS);
                assertThat(exchange.getMessage().getHeader(SipConstants.FAILURE)).isEqualTo(SipFailure.TRANSPORT);
            }
        } finally {
            for (Socket socket : filling) {
                socket.close();
            }
        }
    }

    private static void fill(ServerSocket server, List<Socket> sockets) throws IOException {
        try {
            for (int i = 0; i < 20; i++) {
                Socket socket = new Socket();
                sockets.add(socket);
                socket.connect(server.getLocalSocketAddress(), 100);
            }
        } catch (SocketTimeoutException e) {
            // it is full
        }
    }

    @Test
    void aConnectionThatIsLostBeforeTheResponseIsBroken() throws Exception {
        CompletableFuture<Exchange> sent = send(endpoint(), "hello", MESSAGE);
        try (TcpPeer peer = new TcpPeer(server.accept())) {
            peer.receive();
        }

        Message result = result(sent);

        assertThat(result.getHeader(SipConstants.STATUS_CODE)).isEqualTo(503);
        assertThat(result.getHeader(SipConstants.FAILURE)).isEqualTo(SipFailure.BROKEN);
    }

    @Test
    void afterALostConnectionTheNextRequestTakesANewOne() throws Exception {
        CompletableFuture<Exchange> first = send(endpoint(), "one", MESSAGE);
        try (TcpPeer peer = new TcpPeer(server.accept())) {
            peer.receive();
        }
        result(first);

        CompletableFuture<Exchange> second = send(endpoint(), "two", MESSAGE);
        try (TcpPeer peer = new TcpPeer(server.accept())) {
            peer.send(UdpPeer.response(peer.receive(), "200 OK"));
            assertThat(result(second).getHeader(SipConstants.STATUS_CODE)).isEqualTo(200);
        }
    }

    @Test
    void hundredsOfRequestsInFlightEachGetTheirOwnAnswer() throws Exception {
        int requests = 400;
        Map<Integer, CompletableFuture<Exchange>> sent = new HashMap<>();
        Thread sender = new Thread(() -> {
            for (int i = 0; i < requests; i++) {
                Map<String, Object> headers = new HashMap<>(MESSAGE);
                headers.put(SipConstants.REQUEST_URI, "sip:user" + i + "@op.example");
                headers.put("CamelSipHeader-Subject", 400 + i % 200);
                sent.put(i, send(endpoint(), "m", headers));
            }
        });
        sender.start();
        try (TcpPeer peer = new TcpPeer(server.accept())) {
            List<String> received = new ArrayList<>();
            for (int i = 0; i < requests; i++) {
                received.add(peer.receive());
            }
            sender.join();
            Collections.shuffle(received);
            for (String request : received) {
                peer.send(UdpPeer.response(request, UdpPeer.field(request, "Subject") + " x"));
            }
            for (Map.Entry<Integer, CompletableFuture<Exchange>> each : sent.entrySet()) {
                assertThat(result(each.getValue()).getHeader(SipConstants.STATUS_CODE)).isEqualTo(400 + each.getKey() % 200);
            }
        }
    }

    @Override
    void configure(SipComponent sip) {
        sip.setT1(500);
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
