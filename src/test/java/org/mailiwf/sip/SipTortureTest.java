package org.mailiwf.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Messages built from the descriptions of RFC 4475, as MESSAGE requests where the RFC has another method, against the consumer over UDP.
 * After each message an ordinary one is answered.
 *
 * <p>The name of a file begins with what becomes of it: {@code valid}: processed, whatever the answer is; a status; {@code lenient}: the RFC
 * leaves it to the element; {@code silent}: no answer.
 */
class SipTortureTest extends SipTestSupport {

    private static final Path MESSAGES = Path.of("src/test/resources/sip/torture");

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

    static Stream<Path> messages() throws IOException {
        try (Stream<Path> files = Files.list(MESSAGES)) {
            return files.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("messages")
    void isAnsweredAsTheRfcSaysAndEndsNothing(Path file) throws Exception {
        String[] name = file.getFileName().toString().replace(".txt", "").split("-");
        peer.send(wire(name[1], Files.readString(file)), port("udp"));

        switch (name[0]) {
            case "valid" -> assertThat(peer.receive()).matches("(?s)SIP/2.0 (200|405) .*");
            case "lenient" -> assertThat(peer.receive()).matches("(?s)SIP/2.0 (200|400|416) .*");
            case "silent" -> assertThat(peer.isQuiet(50)).isTrue();
            default -> assertThat(peer.receive()).startsWith("SIP/2.0 " + name[0] + " ");
        }
        assertThat(peer.isQuiet(20)).isTrue();
        peer.send("MESSAGE sip:a@b.example SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:9;rport;branch=z9hG4bKordinary\r\n"
                + "From: <sip:x@y.example>;tag=1\r\nTo: <sip:a@b.example>\r\nCall-ID: c\r\nCSeq: 1 MESSAGE\r\nContent-Length: 0\r\n\r\n",
                port("udp"));
        assertThat(peer.receive()).startsWith("SIP/2.0 200 OK\r\n").contains("z9hG4bKordinary");
    }

    /** With CR LF, and in the place of a line {@code @VIA} one that asks for the answer. */
    private static String wire(String name, String text) {
        String head = text.replace("@VIA", "Via: SIP/2.0/UDP 127.0.0.1:9;rport;branch=z9hG4bK" + name);
        return (head.contains("\n\n") ? head : head + "\n").replace("\n", "\r\n");
    }
}
