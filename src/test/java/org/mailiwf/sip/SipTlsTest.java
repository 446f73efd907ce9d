package org.mailiwf.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What goes out by TLS, to peers of the JVM's own TLS. */
class SipTlsTest extends SipTlsTestSupport {

    private SSLServerSocket server;

    @BeforeEach
    void openServer() throws Exception {
        listen(core);
    }

    @AfterEach
    void closeServer() throws IOException {
        server.close();
    }

    @Test
    void aRequestGoesOverTlsAndTheResponseComesBackOnTheConnection() throws Exception {
        CompletableFuture<Exchange> sent = send(tls(), "hällo", MESSAGE);

        try (SSLSocket socket = (SSLSocket) server.accept(); TcpPeer peer = new TcpPeer(socket)) {
            String request = peer.receive();
            assertThat(request).startsWith("MESSAGE sip:bob@op.example SIP/2.0\r\nVia: SIP/2.0/TLS 127.0.0.1:" + port("tls") + ";")
                    .endsWith("hällo");
            assertThat(socket.getSession().getProtocol()).isEqualTo("TLSv1.3");
            peer.send(UdpPeer.response(request, "202 Accepted"));
            assertThat(result(sent).getHeader(SipConstants.STATUS_CODE)).isEqualTo(202);

            CompletableFuture<Exchange> next = send(tls(), "again", MESSAGE);
            peer.send(UdpPeer.response(peer.receive(), "200 OK"));
            assertThat(result(next).getHeader(SipConstants.STATUS_CODE)).isEqualTo(200);
        }
    }

    @Test
    void tls12IsTakenWhereTheFarSideKnowsNoOther() throws Exception {
        server.setEnabledProtocols(new String[] {"TLSv1.2"});
        send(tls(), "hello", MESSAGE);

        try (SSLSocket socket = (SSLSocket) server.accept(); TcpPeer peer = new TcpPeer(socket)) {
            assertThat(peer.receive()).endsWith("hello");
            assertThat(socket.getSession().getProtocol()).isEqualTo("TLSv1.2");
        }
    }

    @Test
    void aCertificateThatIsNotTrustedEndsInATlsFailure() throws Exception {
        component.setTlsTrustStore(stranger.certificatePem());

        assertNotSent(send(tls(), "hello", MESSAGE));
    }

    @Test
    void aTrustedCertificateOfAnotherHostEndsInATlsFailure() throws Exception {
        server.close();
        listen(stranger);
        component.setTlsTrustStore(stranger.certificatePem());

        assertNotSent(send(tls(), "hello", MESSAGE));
    }

    @Test
    void aFarSideThatDoesNotSpeakTlsIsATlsFailure() throws Exception {
        try (ServerSocket plain = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Exchange> sent = send("sip:MESSAGE?nextHop=RAW(sip:127.0.0.1:" + plain.getLocalPort() + ";transport=tls)",
                    "hello", MESSAGE);
            try (Socket socket = plain.accept()) {
                socket.getOutputStream().write("SIP/2.0 200 OK\r\n\r\n".getBytes());
                assertThat(result(sent).getHeader(SipConstants.FAILURE)).isEqualTo(SipFailure.TLS);
            }
        }
    }

    @Test
    void aNextHopThatNobodyListensOnIsATransportFailure() throws Exception {
        server.close();

        assertThat(result(send(tls(), "hello", MESSAGE)).getHeader(SipConstants.FAILURE)).isEqualTo(SipFailure.TRANSPORT);
    }

    @Test
    void aConnectionLostAfterTheRequestIsBroken() throws Exception {
        CompletableFuture<Exchange> sent = send(tls(), "hello", MESSAGE);

        try (TcpPeer peer = new TcpPeer(server.accept())) {
            peer.receive();
        }

        assertThat(result(sent).getHeader(SipConstants.FAILURE)).isEqualTo(SipFailure.BROKEN);
    }

    @Test
    void anIdleConnectionIsPingedWithinTls() throws Exception {
        component.setKeepAlive(100);
        send(tls(), "hello", MESSAGE);

        try (TcpPeer peer = new TcpPeer(server.accept())) {
            peer.send(UdpPeer.response(peer.receive(), "200 OK"));
            assertThat(peer.receiveOctets(8)).isEqualTo("\r\n\r\n\r\n\r\n");
        }
    }

    @Test
    void aSipsRequestUriIsNeverSentInTheClear() throws Exception {
        Map<String, Object> headers = new HashMap<>(MESSAGE);
        headers.put(SipConstants.REQUEST_URI, "sips:bob@op.example");
        try (UdpPeer peer = new UdpPeer()) {
            assertNotSent(send("sip:MESSAGE?nextHop=RAW(" + peer.uri() + ";transport=udp)", "hello", headers));
            assertThat(peer.isQuiet(100)).isTrue();
        }
    }

    @Test
    void aSipsRequestUriPassesByNextHopsWithoutTls() throws Exception {
        Map<String, Object> headers = new HashMap<>(MESSAGE);
        headers.put(SipConstants.REQUEST_URI, "sips:bob@op.example");
        try (UdpPeer udp = new UdpPeer()) {
            send("sip:MESSAGE?nextHop=RAW(" + udp.uri() + ";transport=udp,sip:127.0.0.1:" + server.getLocalPort() + ")", "hello", headers);
            try (TcpPeer peer = new TcpPeer(server.accept())) {
                assertThat(peer.receive()).startsWith("MESSAGE sips:bob@op.example SIP/2.0\r\nVia: SIP/2.0/TLS ");
            }
            assertThat(udp.isQuiet(50)).isTrue();
        }
    }

    @Test
    void aNextHopThatCannotProveWhoItIsIsFollowedByTheNext() throws Exception {
        component.setTlsTrustStore(stranger.certificatePem());
        try (SSLServerSocket unproved = server; UdpPeer second = new UdpPeer()) {
            CompletableFuture<Integer> read = CompletableFuture.supplyAsync(() -> {
                try (Socket socket = unproved.accept()) {
                    return socket.getInputStream().read();
                } catch (IOException e) {
                    return -1;
                }
            });
            CompletableFuture<Exchange> sent = send("sip:MESSAGE?nextHop=RAW(sip:127.0.0.1:" + server.getLocalPort() + ";transport=tls,"
                    + second.uri() + ")", "hello", MESSAGE);
            second.reply(UdpPeer.response(second.receive(), "200 OK"));

            assertThat(result(sent).getHeader(SipConstants.STATUS_CODE)).isEqualTo(200);
            assertThat(read.get(10, TimeUnit.SECONDS)).isEqualTo(-1);
        }
    }

    @Test
    void aSipsEndpointTakesTlsWhereTheNextHopNamesNoTransport() throws Exception {
        send("sips:MESSAGE?nextHop=RAW(sip:127.0.0.1:" + server.getLocalPort() + ")", "hello", MESSAGE);

        try (TcpPeer peer = new TcpPeer(server.accept())) {
            assertThat(peer.receive()).contains("Via: SIP/2.0/TLS ");
        }
    }

    @Test
    void aSipsEndpointRefusesAnotherTransport() throws Exception {
        assertNotSent(send("sips:MESSAGE?nextHop=RAW(sip:127.0.0.1;transport=tcp)", "hello", MESSAGE));
    }

    @Test
    void anOpenConnectionIsNotUsedForAHostThatItsCertificateDoesNotName() throws Exception {
        CompletableFuture<Exchange> sent = send(tls(), "hello", MESSAGE);
        try (TcpPeer peer = new TcpPeer(server.accept())) {
            peer.send(UdpPeer.response(peer.receive(), "200 OK"));
            result(sent);

            assertThat(result(send(tls().replace("127.0.0.1", "localhost"), "hello", MESSAGE)).getHeader(SipConstants.FAILURE))
                    .isEqualTo(SipFailure.TLS);
            send(tls(), "again", MESSAGE);
            assertThat(peer.receive()).endsWith("again");
        }
    }

    private void listen(TestKey key) throws Exception {
        server = (SSLServerSocket) key.context(ours).getServerSocketFactory().createServerSocket(0, 5, InetAddress.getLoopbackAddress());
        server.setSoTimeout(10_000);
    }

    /** The far side agrees on keys meanwhile, and must not get a message. */
    private void assertNotSent(CompletableFuture<Exchange> sent) throws Exception {
        CompletableFuture<Integer> read = CompletableFuture.supplyAsync(() -> {
            try (Socket socket = server.accept()) {
                return socket.getInputStream().read();
            } catch (IOException e) {
                return -1;
            }
        });
        Message result = result(sent);
        assertThat(result.getHeader(SipConstants.FAILURE)).isEqualTo(SipFailure.TLS);
        assertThat(result.getHeader(SipConstants.STATUS_CODE)).isEqualTo(503);
        server.close();
        assertThat(read.get(10, TimeUnit.SECONDS)).isEqualTo(-1);
    }

    private String tls() {
        return "sip:MESSAGE?nextHop=RAW(sip:127.0.0.1:" + server.getLocalPort() + ";transport=tls)";
    }
}
