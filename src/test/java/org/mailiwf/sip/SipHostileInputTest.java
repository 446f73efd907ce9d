package org.mailiwf.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever comes, the next request is answered. */
class SipHostileInputTest extends SipTestSupport {

    private static final String REQUEST = "MESSAGE sip:a@b.example SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:9;rport;branch=z9hG4bKbranch\r\n"
            + "From: <sip:x@y.example>;tag=1\r\nTo: <sip:a@b.example>\r\nCall-ID: c\r\nCSeq: 1 MESSAGE\r\n";

    private final List<Object> headers = new CopyOnWriteArrayList<>();

    @BeforeEach
    void aRoute() throws Exception {
        route("sip:MESSAGE", exchange -> headers.addAll(exchange.getMessage().getHeaders().values()));
    }

    @Test
    void noDatagramEndsTheReceivingThreads() throws Exception {
        try (UdpPeer peer = new UdpPeer()) {
            for (String unit : List.of("(", "<", "\"", "\\", ";a", ",", "%41", "[", "a.", " ", "sip:a@", "tel:+1;isub=", ";=", "\u0000")) {
                String many = unit.repeat(30_000 / unit.length());
                peer.send(many, port("udp"));
                peer.send("MESSAGE " + many + " SIP/2.0\r\n\r\n", port("udp"));
                for (String name : List.of("Via", "From", "To", "Contact", "Subject", "Accept", "Call-ID", "CSeq",
                        "Content-Length", "Warning")) {
                    peer.send(REQUEST + name + ": " + many + "\r\n\r\n", port("udp"));
                }
            }
            assertAnswered(peer);
        }
    }

    @Test
    void noControlReachesTheRoute() throws Exception {
        try (UdpPeer peer = new UdpPeer()) {
            for (String control : List.of("\0", "\u0001", "\u001b[2J", "\u007f", "\u0085", "\u2028", "\u2029", "\t")) {
                String request = REQUEST.replace("branch=z9hG4bKbranch", "branch=z9hG4bK" + (int) control.charAt(0));
                peer.send(request.replace("sip:a@b.example SIP", "sip:a" + control + "@b.example SIP") + "\r\n", port("udp"));
                peer.send(request.replace("9hG4bK", "9hG4bKx").replace("sip:a@b.example SIP", "tel:1;a=" + control + " SIP") + "\r\n", port("udp"));
                peer.send(request.replace("9hG4bK", "9hG4bKy").replace("Call-ID: c", "Call-ID: c" + control) + "\r\n", port("udp"));
                peer.send(request.replace("9hG4bK", "9hG4bKz") + "Subject: a" + control + "b\r\n\r\n", port("udp"));
            }
            assertAnswered(peer);
        }
        assertThat(headers).isNotEmpty().noneMatch(value -> value instanceof String text
                && text.codePoints().anyMatch(c -> Character.isISOControl(c) || c == 0x2028 || c == 0x2029));
    }

    @Test
    void noControlOfAViaComesBackInTheResponse() throws Exception {
        try (UdpPeer peer = new UdpPeer()) {
            peer.send(REQUEST.replace(";branch=z9hG4bKbranch", ";branch=z9hG4bKbranch (\0)") + "\r\n", port("udp"));
            assertThat(peer.receive()).startsWith("SIP/2.0 200 ").contains("(").doesNotContain("\0");
        }
    }

    @Test
    void theStatusLineForAMalformedRequestIsOneLineAndTellsNothing() throws Exception {
        try (UdpPeer peer = new UdpPeer()) {
            peer.send(REQUEST.replace("127.0.0.1:9;", "127.0.0.1:9 (x);") + "\r\n", port("udp"));
            assertThat(peer.receive()).startsWith("SIP/2.0 400 Bad Request (Malformed message)\r\n");
        }
    }

    @Test
    void aDatagramThatIsShorterThanItsContentLengthIsRefused() throws Exception {
        try (UdpPeer peer = new UdpPeer()) {
            peer.send(REQUEST + "Content-Length: 100\r\n\r\nshort", port("udp"));
            assertThat(peer.receive()).startsWith("SIP/2.0 400 ");
            assertAnswered(peer);
        }
    }

    @Test
    void aMalformedMessageOverTcpClosesTheConnectionSoThatItsBodyIsNoRequest() throws Exception {
        String stream = REQUEST.replace("CSeq: 1 MESSAGE", "CSeq: x").replace("/UDP", "/TCP");
        try (TcpPeer peer = TcpPeer.connect(port("tcp"))) {
            peer.send(stream + "Content-Length: 999\r\n\r\n" + REQUEST.replace("/UDP", "/TCP") + "Content-Length: 0\r\n\r\n");
            assertThat(peer.isClosed()).isTrue();
        }
    }

    @Test
    void aMessageOverTheLimitClosesTheConnection() throws Exception {
        try (TcpPeer peer = TcpPeer.connect(port("tcp"))) {
            peer.send(REQUEST.replace("/UDP", "/TCP") + "Content-Length: 10000000\r\n\r\n");
            assertThat(peer.isClosed()).isTrue();
        }
    }

    private void assertAnswered(UdpPeer peer) throws Exception {
        peer.send(REQUEST.replace("z9hG4bKbranch", "z9hG4bKlast") + "Content-Length: 0\r\n\r\n", port("udp"));
        String response = peer.receive();
        while (!response.contains("z9hG4bKlast")) {
            response = peer.receive();
        }
        assertThat(response).startsWith("SIP/2.0 200 OK");
    }
}
