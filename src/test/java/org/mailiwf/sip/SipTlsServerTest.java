package org.mailiwf.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What comes in by TLS, from peers of the JVM's own TLS. */
class SipTlsServerTest extends SipTlsTestSupport {

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
        component.setConnectTimeout(1500);
        route("sip:MESSAGE", exchange -> { });

        try (SSLSocket socket = (SSLSocket) connect(core.context(ours))) {
            socket.startHandshake();
            socket.setSoTimeout(2000);
            assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
            TcpPeer client = new TcpPeer(socket);
            client.send(request("TLS", "z9hG4bKi"));
            assertThat(client.receive()).startsWith("SIP/2.0 200 OK");
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

    private Socket connect(SSLContext context) throws IOException {
        return context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port("tls"));
    }

    private static String request(String transport, String branch) {
        return "MESSAGE sip:a@iwf.op.example SIP/2.0\r\nVia: SIP/2.0/" + transport + " 127.0.0.1:5061;branch=" + branch + "\r\n"
                + "From: <sip:bob@op.example>;tag=1\r\nTo: <sip:a@iwf.op.example>\r\nCall-ID: " + branch + "\r\nCSeq: 1 MESSAGE\r\n"
                + "Content-Length: 0\r\n\r\n";
    }
}
