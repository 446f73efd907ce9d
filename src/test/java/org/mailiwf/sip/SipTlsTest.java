package org.mailiwf.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** TLS in both directions, with peers of the JVM's own TLS. */
class SipTlsTest extends SipTestSupport {

    @TempDir
    static Path directory;
    private static TestKey ours;
    private static TestKey core;
    private static TestKey stranger;

    private SSLServerSocket server;

    @BeforeAll
    static void makeKeys() throws Exception {
        ours = TestKey.create(directory, "ip:127.0.0.1");
        core = TestKey.create(directory, "ip:127.0.0.1");
        stranger = TestKey.create(directory, "dns:elsewhere.example");
    }

    @Override
    void configure(SipComponent sip) {
        sip.setListen("udp:127.0.0.1:0,tcp:127.0.0.1:0,tls:127.0.0.1:0");
        sip.setTlsKeyStore(ours.pkcs12());
        sip.setTlsKeyStorePassword(TestKey.PASSWORD);
        sip.setT1(500);
    }

    @BeforeEach
    void openServer() throws Exception {
        component.setTlsTrustStore(core.certificatePem());
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
    void requestsThatComeOverTlsAreRoutedAndAnsweredOnTheConnection() throws Exception {
        route("sip:MESSAGE", exchange -> exchange.getMessage().setHeader("CamelSipHeader-X-Transport",
                exchange.getMessage().getHeader(SipConstants.TRANSPORT)));

        try (TcpPeer client = new TcpPeer(connect(core.context(ours)))) {
            client.send(request("TLS", "z9hG4bK1") + request("TLS", "z9hG4bK2"));
            assertThat(client.receive()).startsWith("SIP/2.0 200 OK").contains("X-Transport: tls");
            assertThat(client.receive()).startsWith("SIP/2.0 200 OK");
        }
    }

    @Test
    void aClientThatSaysNothingKeepsNobodyOut() throws Exception {
        route("sip:MESSAGE", exchange -> { });

        try (Socket silent = new Socket(InetAddress.getLoopbackAddress(), port("tls"));
             TcpPeer client = new TcpPeer(connect(core.context(ours)))) {
            client.send(request("TLS", "z9hG4bK3"));
            assertThat(client.receive()).startsWith("SIP/2.0 200 OK");
            assertThat(silent.isConnected()).isTrue();
        }
    }

    @Test
    void aHandshakeThatDoesNotEndIsEnded() throws Exception {
        component.setConnectTimeout(200);
        route("sip:MESSAGE", exchange -> { });

        try (TcpPeer silent = TcpPeer.connect(port("tls"))) {
            assertThat(silent.isClosed()).isTrue();
        }
    }

    @Test
    void aConnectionThatIsIdleAfterItsHandshakeStaysOpen() throws Exception {
        component.setConnectTimeout(200);
        route("sip:MESSAGE", exchange -> { });

        try (SSLSocket socket = (SSLSocket) connect(core.context(ours))) {
            socket.startHandshake();
            socket.setSoTimeout(600);
            assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
            TcpPeer client = new TcpPeer(socket);
            client.send(request("TLS", "z9hG4bKi"));
            assertThat(client.receive()).startsWith("SIP/2.0 200 OK");
        }
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

    @Test
    void aRequestInTheClearOnATlsPortClosesTheConnection() throws Exception {
        route("sip:MESSAGE", exchange -> { });

        try (TcpPeer client = TcpPeer.connect(port("tls"))) {
            client.send(request("TLS", "z9hG4bK4"));
            assertThatThrownBy(client::receive).isInstanceOf(IOException.class);
        }
        try (TcpPeer client = new TcpPeer(connect(core.context(ours)))) {
            client.send(request("TLS", "z9hG4bK5"));
            assertThat(client.receive()).startsWith("SIP/2.0 200 OK");
        }
    }

    @Test
    void aRequestOverTlsThatAsksForAnAnswerOverAnotherTransportIsDropped() throws Exception {
        route("sip:MESSAGE", exchange -> { });

        try (TcpPeer client = new TcpPeer(connect(core.context(ours)))) {
            client.send(request("UDP", "z9hG4bK6") + request("TLS", "z9hG4bK7"));
            assertThat(client.receive()).contains("z9hG4bK7");
        }
    }

    @Test
    void aSipsConsumerTakesOnlyWhatComesOverTls() throws Exception {
        route("sips:MESSAGE", exchange -> { });

        try (TcpPeer client = TcpPeer.connect(port("tcp")); TcpPeer secure = new TcpPeer(connect(core.context(ours)))) {
            client.send(request("TCP", "z9hG4bK8"));
            secure.send(request("TLS", "z9hG4bK9"));
            assertThat(client.receive()).startsWith("SIP/2.0 405 ");
            assertThat(secure.receive()).startsWith("SIP/2.0 200 ");
        }
    }

    @Test
    void whereClientsMustShowACertificateOthersAreRefused() throws Exception {
        component.setTlsClientAuth(SipTls.ClientAuth.NEED);
        route("sip:MESSAGE", exchange -> { });

        try (TcpPeer client = new TcpPeer(connect(core.context(ours)))) {
            client.send(request("TLS", "z9hG4bKa"));
            assertThat(client.receive()).startsWith("SIP/2.0 200 OK");
        }
        try (TcpPeer client = new TcpPeer(connect(stranger.context(ours)))) {
            assertThatThrownBy(() -> {
                client.send(request("TLS", "z9hG4bKb"));
                client.receive();
            }).isInstanceOf(IOException.class);
        }
    }

    @Test
    void keyAndCertificateMayBePem() throws Exception {
        component.setTlsKeyStore(ours.pem());
        component.setTlsKeyStorePassword(null);
        route("sip:MESSAGE", exchange -> { });

        try (TcpPeer client = new TcpPeer(connect(core.context(ours)))) {
            client.send(request("TLS", "z9hG4bKc"));
            assertThat(client.receive()).startsWith("SIP/2.0 200 OK");
        }
    }

    @Test
    void keyAndTrustAreReadAgainWhenTheirFilesChange() throws Exception {
        Path keyFile = Files.copy(Path.of(ours.pem()), directory.resolve("changing.pem"));
        Path trustFile = Files.copy(Path.of(stranger.certificatePem()), directory.resolve("changing.crt"));
        component.setTlsKeyStore(keyFile.toString());
        component.setTlsKeyStorePassword(null);
        component.setTlsTrustStore(trustFile.toString());
        component.setTlsClientAuth(SipTls.ClientAuth.NEED);
        route("sip:MESSAGE", exchange -> { });
        assertThat(answersTo(core, ours)).isFalse();

        replace(keyFile, stranger.pem());
        replace(trustFile, core.certificatePem());

        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> answersTo(core, stranger));
        assertThat(answersTo(core, ours)).isFalse();
        assertThat(answersTo(stranger, stranger)).isFalse();
    }

    private static void replace(Path file, String by) throws IOException {
        Files.copy(Path.of(by), file, StandardCopyOption.REPLACE_EXISTING);
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(5)));
    }

    /** Whether a client with that key gets an answer from a server with that one. */
    private boolean answersTo(TestKey client, TestKey us) throws Exception {
        try (TcpPeer peer = new TcpPeer(connect(client.context(us)))) {
            peer.send(request("TLS", "z9hG4bK" + System.nanoTime()));
            return peer.receive().startsWith("SIP/2.0 200 OK");
        } catch (IOException e) {
            return false;
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

    private Socket connect(SSLContext context) throws IOException {
        return context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port("tls"));
    }

    private static String request(String transport, String branch) {
        return "MESSAGE sip:a@iwf.op.example SIP/2.0\r\nVia: SIP/2.0/" + transport + " 127.0.0.1:5061;branch=" + branch + "\r\n"
                + "From: <sip:bob@op.example>;tag=1\r\nTo: <sip:a@iwf.op.example>\r\nCall-ID: " + branch + "\r\nCSeq: 1 MESSAGE\r\n"
                + "Content-Length: 0\r\n\r\n";
    }

    private static Message result(CompletableFuture<Exchange> sent) throws Exception {
        Exchange exchange = sent.get(10, TimeUnit.SECONDS);
        assertThat(exchange.getException()).isNull();
        return exchange.getMessage();
    }
}
