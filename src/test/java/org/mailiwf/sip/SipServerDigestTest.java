package org.mailiwf.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests of those who are not trusted, from a client written by hand, which computes the digests by itself. */
class SipServerDigestTest extends SipTestSupport {

    private static final String REALM = "iwf.op.example";

    @TempDir
    static Path directory;

    private final List<Object> users = new CopyOnWriteArrayList<>();
    private int sent;

    @Override
    void configure(SipComponent sip) {
        sip.setTrustedPeers("192.0.2.1");
        sip.setAuthUsers(write(DigestSecret.of("alice", REALM, "wonder")).toString());
        sip.setAuthRealm(REALM);
    }

    @BeforeEach
    void aRoute() throws Exception {
        route("sip:MESSAGE", exchange -> users.add(exchange.getMessage().getHeader(SipConstants.AUTH_USER)));
    }

    @Test
    void aRequestWithoutCredentialsIsChallengedForBothAlgorithmsTheStrongerFirst() throws Exception {
        try (UdpPeer peer = new UdpPeer()) {
            String refusal = exchange(peer, "");
            assertThat(refusal).startsWith("SIP/2.0 401 Unauthorized\r\n").contains(";tag=");
            assertThat(refusal.lines().filter(line -> line.startsWith("WWW-Authenticate: "))
                    .map(line -> line.replaceAll("nonce=\"[\\w-]{27}\"", "nonce=N"))).containsExactly(
                            "WWW-Authenticate: Digest realm=\"iwf.op.example\", nonce=N, algorithm=SHA-256, qop=\"auth\"",
                            "WWW-Authenticate: Digest realm=\"iwf.op.example\", nonce=N, algorithm=MD5, qop=\"auth\"");
            assertThat(users).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SHA-256", "MD5"})
    void theRightAnswerIsTakenAndTheRouteKnowsTheUser(String algorithm) throws Exception {
        try (UdpPeer peer = new UdpPeer()) {
            String nonce = nonce(exchange(peer, ""));
            assertThat(exchange(peer, authorization(algorithm, "alice", "wonder", nonce, 1))).startsWith("SIP/2.0 200 OK");
            assertThat(exchange(peer, authorization(algorithm, "alice", "wonder", nonce, 2))).startsWith("SIP/2.0 200 OK");
            assertThat(users).containsExactly("alice", "alice");
        }
    }

    @Test
    void onlyTheAlgorithmsThatAreAskedForCount() throws Exception {
        DigestServer server = new DigestServer(new SipUserFile(write(DigestSecret.of("alice", REALM, "wonder")), REALM,
                Duration.ofSeconds(2)), "SHA-256");
        InetAddress source = InetAddress.getLoopbackAddress();
        List<SipField> challenges = server.judge("MESSAGE", List.of(), source).refusal().fields();
        String nonce = nonce(challenges.get(0).value());

        assertThat(challenges).hasSize(1);
        assertThat(server.judge("MESSAGE", List.of(field(authorization("MD5", "alice", "wonder", nonce, 1))), source).user()).isNull();
        assertThat(server.judge("MESSAGE", List.of(field(authorization("SHA-256", "alice", "wonder", nonce, 1))), source).user())
                .isEqualTo("alice");
    }

    private static SipField field(String line) {
        return new SipField("Authorization", line.substring(line.indexOf(' ')).strip());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "SHA-1", "MD5,MD5", "MD5;SHA-256"})
    void anotherListOfAlgorithmsIsRefused(String algorithms) {
        assertThatThrownBy(() -> DigestServer.algorithms(algorithms)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aWrongPasswordAndAnUnknownUserGetTheSameAnswer() throws Exception {
        try (UdpPeer peer = new UdpPeer()) {
            String nonce = nonce(exchange(peer, ""));
            String wrongPassword = exchange(peer, authorization("SHA-256", "alice", "wrong!", nonce, 1));
            String unknownUser = exchange(peer, authorization("SHA-256", "malic", "wonder", nonce, 1));

            assertThat(wrongPassword).startsWith("SIP/2.0 401 ").doesNotContain("stale");
            assertThat(withoutIds(unknownUser)).isEqualTo(withoutIds(wrongPassword));
            assertThat(users).isEmpty();
        }
    }

    @Test
    void aCountThatWasThereBeforeIsStaleAndTheNewNonceHelps() throws Exception {
        try (UdpPeer peer = new UdpPeer()) {
            String nonce = nonce(exchange(peer, ""));
            String answer = authorization("SHA-256", "alice", "wonder", nonce, 1);
            exchange(peer, answer);
            String replayed = exchange(peer, answer);

            assertThat(replayed).startsWith("SIP/2.0 401 ").contains("stale=true");
            assertThat(exchange(peer, authorization("SHA-256", "alice", "wonder", nonce(replayed), 1))).startsWith("SIP/2.0 200 OK");
            assertThat(users).hasSize(2);
        }
    }

    @Test
    void aRetransmissionIsNoReplay() throws Exception {
        try (UdpPeer peer = new UdpPeer()) {
            String request = request(peer, authorization("SHA-256", "alice", "wonder", nonce(exchange(peer, "")), 1));
            peer.send(request, port("udp"));
            assertThat(peer.receive()).startsWith("SIP/2.0 200 OK");
            peer.send(request, port("udp"));
            assertThat(peer.receive()).startsWith("SIP/2.0 200 OK");
            assertThat(users).hasSize(1);
        }
    }

    @Test
    void aNonceThatIsNotOursIsStaleForWhoKnowsThePasswordAlone() throws Exception {
        try (UdpPeer peer = new UdpPeer()) {
            assertThat(exchange(peer, authorization("MD5", "alice", "wonder", "AAAA", 1))).startsWith("SIP/2.0 401 ").contains("stale=true");
            assertThat(exchange(peer, authorization("MD5", "alice", "wrong", "AAAA", 1))).startsWith("SIP/2.0 401 ").doesNotContain("stale");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"qop=auth-int", "qop=", "nc=0000000g", "nc=1", "algorithm=SHA-512-256", "realm=\"elsewhere\"", "Basic"})
    void credentialsThatWeNeverAskForAreNone(String changed) throws Exception {
        try (UdpPeer peer = new UdpPeer()) {
            String right = authorization("SHA-256", "alice", "wonder", nonce(exchange(peer, "")), 1);
            String name = changed.substring(0, Math.max(0, changed.indexOf('=')));
            String other = name.isEmpty() ? right.replace("Digest", changed)
                    : right.replaceFirst(" " + name + "=[^,\r]+", " " + changed);
            assertThat(exchange(peer, other)).startsWith("SIP/2.0 401 ").doesNotContain("stale");
            assertThat(users).isEmpty();
        }
    }

    @Test
    void credentialsForAnotherMethodAreWrong() throws Exception {
        try (UdpPeer peer = new UdpPeer()) {
            String answer = authorization("MD5", "alice", "wonder", nonce(exchange(peer, "")), 1);
            String options = request(peer, answer).replace("MESSAGE", "OPTIONS");
            peer.send(options, port("udp"));
            assertThat(peer.receive()).startsWith("SIP/2.0 401 ");
        }
    }

    @Test
    void cancelIsNotChallenged() throws Exception {
        try (UdpPeer peer = new UdpPeer()) {
            peer.send(request(peer, "").replace("MESSAGE", "CANCEL"), port("udp"));
            assertThat(peer.receive()).startsWith("SIP/2.0 403 ");
        }
    }

    @Test
    void aChallengeIsNeverMoreThanThreeTimesItsRequest() throws Exception {
        try (UdpPeer peer = new UdpPeer()) {
            String small = "MESSAGE a: SIP/2.0\r\nv:SIP/2.0/UDP a;branch=z9hG4bKs;rport\r\nf:<a:b>;tag=1\r\nt:<a:b>\r\ni:1\r\nCSeq:1 MESSAGE\r\n\r\n";
            peer.send(small, port("udp"));
            String request = request(peer, "");
            String answer = exchange(peer, "");
            assertThat(answer).doesNotContain("z9hG4bKs");
            assertThat(answer.length()).isLessThan(3 * request.length());
        }
    }

    @Test
    void usersAreReadAgainWhenTheirFileChanges() throws Exception {
        try (UdpPeer peer = new UdpPeer()) {
            assertThat(exchange(peer, authorization("MD5", "bob", "builder", nonce(exchange(peer, "")), 1))).startsWith("SIP/2.0 401 ");
            Path file = write(DigestSecret.of("bob", REALM, "builder"));
            Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(5)));
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> exchange(peer,
                    authorization("MD5", "bob", "builder", nonce(exchange(peer, "")), 1)).startsWith("SIP/2.0 200 OK"));
            assertThat(exchange(peer, authorization("MD5", "alice", "wonder", nonce(exchange(peer, "")), 1))).startsWith("SIP/2.0 401 ");
        }
    }

    @Test
    void aNonceServesOverTcpToo() throws Exception {
        try (TcpPeer peer = TcpPeer.connect(port("tcp")); UdpPeer via = new UdpPeer()) {
            peer.send(request(via, "").replace("/UDP", "/TCP"));
            String nonce = nonce(peer.receive());
            peer.send(request(via, authorization("SHA-256", "alice", "wonder", nonce, 1)).replace("/UDP", "/TCP"));
            assertThat(peer.receive()).startsWith("SIP/2.0 200 OK");
        }
    }

    private static Path write(DigestSecret secret) {
        try {
            return Files.writeString(directory.resolve("users"), "# who may send\n\n" + secret.line() + "\n");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private String exchange(UdpPeer peer, String authorization) throws IOException {
        peer.send(request(peer, authorization), port("udp"));
        return peer.receive();
    }

    private String request(UdpPeer peer, String authorization) {
        String id = "z9hG4bK" + System.nanoTime() + "-" + ++sent;
        return "MESSAGE sip:a@iwf.op.example SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:" + peer.port() + ";rport;branch=" + id + "\r\n"
                + "From: <sip:bob@op.example>;tag=1\r\nTo: <sip:a@iwf.op.example>\r\nCall-ID: " + id + "\r\nCSeq: 1 MESSAGE\r\n"
                + authorization + "Content-Type: text/plain\r\nContent-Length: 5\r\n\r\nhello";
    }

    private static String authorization(String algorithm, String user, String password, String nonce, int count) throws Exception {
        String uri = "sip:a@iwf.op.example";
        String nc = "%08x".formatted(count);
        String ha1 = hash(algorithm, user + ":" + REALM + ":" + password);
        String response = hash(algorithm, ha1 + ":" + nonce + ":" + nc + ":0a4f113b:auth:" + hash(algorithm, "MESSAGE:" + uri));
        return "Authorization: Digest username=\"" + user + "\", realm=\"" + REALM + "\", nonce=\"" + nonce + "\", uri=\"" + uri
                + "\", response=\"" + response + "\", algorithm=" + algorithm + ", cnonce=\"0a4f113b\", qop=auth, nc=" + nc + "\r\n";
    }

    private static String hash(String algorithm, String text) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String nonce(String challenge) {
        Matcher matcher = Pattern.compile("nonce=\"([^\"]+)\"").matcher(challenge);
        assertThat(matcher.find()).as(challenge).isTrue();
        return matcher.group(1);
    }

    private static List<String> withoutIds(String message) {
        return Arrays.stream(message.split("\r\n")).map(line -> line.replaceAll("nonce=\"[^\"]+\"|z9hG4bK[\\d-]+|tag=\\w+", "")).toList();
    }
}
