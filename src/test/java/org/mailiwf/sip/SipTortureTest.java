package org.mailiwf.sip;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mailiwf.sip.TortureMessages.Torture;

/** RFC 4475 against the consumer over UDP. After each message an ordinary one is answered. */
class SipTortureTest extends SipTestSupport {

    private UdpPeer peer;

    @BeforeEach
    void start() throws Exception {
        route("sip:MESSAGE", exchange -> { });
        peer = new UdpPeer();
    }

    @AfterEach
    void close() {
        peer.close();
    }

    @ParameterizedTest
    @MethodSource("org.mailiwf.sip.TortureMessages#all")
    void isAnsweredAsTheRfcSaysAndEndsNothing(Torture torture) throws Exception {
        peer.send(torture.wire(), port("udp"));

        switch (torture.verdict()) {
            case "valid" -> assertThat(peer.receive()).matches("(?s)SIP/2.0 (200|405) .*");
            case "lenient" -> assertThat(peer.receive()).matches("(?s)SIP/2.0 (200|400|416) .*");
            case "silent" -> assertThat(peer.isQuiet(50)).isTrue();
            default -> assertThat(peer.receive()).startsWith("SIP/2.0 " + torture.verdict() + " ");
        }
        assertThat(peer.isQuiet(20)).isTrue();
        peer.send("MESSAGE sip:a@b.example SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:9;rport;branch=z9hG4bKordinary\r\n"
                + "From: <sip:x@y.example>;tag=1\r\nTo: <sip:a@b.example>\r\nCall-ID: c\r\nCSeq: 1 MESSAGE\r\nContent-Length: 0\r\n\r\n",
                port("udp"));
        assertThat(peer.receive()).startsWith("SIP/2.0 200 OK\r\n").contains("z9hG4bKordinary");
    }
}
