package org.mailiwf.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailiwf.peer.Kamailio;
import org.mailiwf.peer.RequiresPeer;
import org.mailiwf.peer.SipMessage;
import org.mailiwf.peer.Sipp;
import org.mailiwf.sip.DigestSecret;
import org.mailiwf.sip.SipComponent;
import org.mailiwf.sip.SipConstants;

/** Peers that are not trusted and answer our challenges, each with its own idea of digest authentication. */
class SipUsersIT {

    @TempDir
    static Path directory;

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final SipComponent component = new SipComponent();
    private final List<Object> users = new CopyOnWriteArrayList<>();

    @BeforeEach
    void startServer() throws Exception {
        component.setListen("udp:127.0.0.1:0,tcp:127.0.0.1:0");
        component.setTrustedPeers("192.0.2.1");
        component.setAuthUsers(Files.writeString(directory.resolve("users"),
                DigestSecret.of("alice", "iwf.op.example", "wonder").line()).toString());
        component.setAuthRealm("iwf.op.example");
        // they read the first challenge alone, and know only MD5
        component.setAuthAlgorithms("MD5,SHA-256");
        context.addComponent("sip", component);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("sip:MESSAGE").process(exchange -> users.add(exchange.getMessage().getHeader(SipConstants.AUTH_USER)));
            }
        });
        context.start();
    }

    @AfterEach
    void stopServer() {
        context.stop();
    }

    @Test
    @RequiresPeer(program = "sipp", debianPackage = "sip-tester")
    void sippAnswersTheChallenge() throws Exception {
        assertThat(sipp("wonder", "udp")).isZero();
        assertThat(sipp("wonder", "tcp")).isZero();
        assertThat(users).containsExactly("alice", "alice", "alice", "alice", "alice", "alice");
    }

    @Test
    @RequiresPeer(program = "sipp", debianPackage = "sip-tester")
    void sippWithAWrongPasswordIsRefused() throws Exception {
        assertThat(sipp("builder", "udp")).isEqualTo(1);
        assertThat(users).isEmpty();
    }

    @Test
    @RequiresPeer(program = "kamailio", debianPackage = "kamailio")
    void kamailioAnswersTheChallengeForItsUser() throws Exception {
        assertThat(throughKamailio("wonder")).isEqualTo("SIP/2.0 200 OK");
        assertThat(users).containsExactly("alice");
    }

    @Test
    @RequiresPeer(program = "kamailio", debianPackage = "kamailio")
    void kamailioWithAWrongPasswordIsRefused() throws Exception {
        assertThat(throughKamailio("builder")).isEqualTo("SIP/2.0 401 Unauthorized");
        assertThat(users).isEmpty();
    }

    /** The exit code of SIPp after three calls. */
    private int sipp(String password, String transport) throws Exception {
        return Sipp.call("uac-digest", transport, port(transport), "-au", "alice", "-ap", password, "-m", "3", "-timeout", "20");
    }

    private String throughKamailio(String password) throws IOException {
        try (Kamailio kamailio = Kamailio.start("uac-proxy", Map.of("UAS", Integer.toString(port("udp")), "PASSWORD", password));
             DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            byte[] request = """
                    MESSAGE sip:room4@iwf.op.example SIP/2.0
                    Via: SIP/2.0/UDP 127.0.0.1:%d;branch=z9hG4bK1
                    Max-Forwards: 70
                    From: <sip:alice@corp.example>;tag=1
                    To: <sip:room4@iwf.op.example>
                    Call-ID: 1
                    CSeq: 1 MESSAGE
                    Content-Type: text/plain
                    Content-Length: 5

                    hello""".formatted(socket.getLocalPort()).replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
            socket.send(new DatagramPacket(request, request.length, InetAddress.getLoopbackAddress(), kamailio.udpPort()));
            socket.setSoTimeout(10_000);
            DatagramPacket response = new DatagramPacket(new byte[4096], 4096);
            do {
                socket.receive(response);
            } while (new String(response.getData(), 0, 11, StandardCharsets.UTF_8).startsWith("SIP/2.0 1"));
            return SipMessage.parse(Arrays.copyOf(response.getData(), response.getLength())).startLine();
        }
    }

    private int port(String transport) {
        return component.listeningPoints().stream().filter(point -> point.transport().equals(transport)).findFirst().orElseThrow().port();
    }
}
