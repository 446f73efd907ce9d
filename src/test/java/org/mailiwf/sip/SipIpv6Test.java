package org.mailiwf.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.apache.camel.Exchange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests out and in over IPv6, beside IPv4 and alone. */
class SipIpv6Test extends SipTestSupport {

    private static final String BOTH = "udp:127.0.0.1:0,tcp:127.0.0.1:0,udp:[::1]:0,tcp:[::1]:0";
    private static final String ALONE = "udp:[::1]:0,tcp:[::1]:0";
    private static final String ALL = "udp:[::]:0,tcp:[::]:0";

    private int lastPort(String transport) {
        return component.listeningPoints().stream().filter(point -> point.transport().equals(transport)).reduce((a, b) -> b).orElseThrow().port();
    }

    @ParameterizedTest
    @ValueSource(strings = {BOTH, ALONE, ALL})
    void aRequestGoesByUdpFromAnAddressOfItsFamily(String listen) throws Exception {
        component.setListen(listen);
        try (UdpPeer peer = new UdpPeer("::1")) {
            CompletableFuture<Exchange> sent = send("sip:MESSAGE?nextHop=" + peer.uri(), "hello", MESSAGE);

            String request = peer.receive();
            assertThat(UdpPeer.field(request, "Via")).matches("SIP/2.0/UDP \\[[0:]*:1]:" + lastPort("udp") + ";branch=.*");
            peer.reply(UdpPeer.response(request, "200 OK"));

            assertThat(sent.get(10, TimeUnit.SECONDS).getMessage().getHeader(SipConstants.STATUS_CODE)).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {BOTH, ALONE, ALL})
    void aRequestGoesByTcpFromAnAddressOfItsFamily(String listen) throws Exception {
        component.setListen(listen);
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getByName("::1"))) {
            server.setSoTimeout(5000);
            CompletableFuture<Exchange> sent = send("sip:MESSAGE?nextHop=RAW(sip:[::1]:" + server.getLocalPort() + ";transport=tcp)", "hello",
                    MESSAGE);

            try (TcpPeer peer = new TcpPeer(server.accept())) {
                String request = peer.receiveAfterPings();
                assertThat(UdpPeer.field(request, "Via")).matches("SIP/2.0/TCP \\[[0:]*:1]:" + lastPort("tcp") + ";branch=.*");
                peer.send(UdpPeer.response(request, "200 OK"));

                assertThat(sent.get(10, TimeUnit.SECONDS).getMessage().getHeader(SipConstants.STATUS_CODE)).isEqualTo(200);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {BOTH, ALONE, ALL})
    void aRequestComesInAndItsResponseGoesBack(String listen) throws Exception {
        component.setListen(listen);
        route("sip:MESSAGE", exchange -> { });
        String head = "MESSAGE sip:a@b.example SIP/2.0\r\nVia: SIP/2.0/%s [::1]:%d;rport;branch=z9hG4bK6\r\nFrom: <sip:x@y.example>;tag=1\r\n"
                + "To: <sip:a@b.example>\r\nCall-ID: c\r\nCSeq: 1 MESSAGE\r\nContent-Length: 0\r\n\r\n";
        try (UdpPeer peer = new UdpPeer("::1"); TcpPeer stream = new TcpPeer(new Socket("::1", lastPort("tcp")))) {
            peer.send(head.formatted("UDP", peer.port()), lastPort("udp"));
            assertThat(peer.receive()).startsWith("SIP/2.0 200 OK\r\n").contains("rport=" + peer.port());

            stream.send(head.formatted("TCP", 9));
            assertThat(stream.receive()).startsWith("SIP/2.0 200 OK\r\n");
        }
    }
}
