package org.mailiwf.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Challenges on the wire: 401 and 407, seen from the far side. */
class SipDigestTest extends SipTestSupport {

    private static final String CHALLENGE = "WWW-Authenticate: Digest realm=\"op.example\", nonce=\"one\", qop=\"auth\", algorithm=MD5";

    private UdpPeer peer;

    @Override
    void configure(SipComponent sip) {
        sip.setUsername("gateway");
        sip.setPassword("hunter2");
        // one transmission of each request
        sip.setT1(1000);
    }

    @BeforeEach
    void openPeer() throws Exception {
        peer = new UdpPeer();
    }

    @AfterEach
    void closePeer() {
        peer.close();
    }

    @Test
    void a401IsAnsweredInANewTransactionOfTheSameCall() throws Exception {
        CompletableFuture<Exchange> sent = send("hello", MESSAGE);

        String first = peer.receive();
        peer.reply(UdpPeer.response(first, "401 Unauthorized", CHALLENGE));
        String second = peer.receive();
        peer.reply(UdpPeer.response(second, "202 Accepted"));

        assertThat(result(sent).getHeader(SipConstants.STATUS_CODE)).isEqualTo(202);
        assertThat(UdpPeer.field(first, "Authorization")).isNull();
        assertThat(second).startsWith("MESSAGE sip:bob@op.example SIP/2.0\r\nVia: ").endsWith("\r\n\r\nhello");
        assertThat(UdpPeer.field(second, "Via")).isNotEqualTo(UdpPeer.field(first, "Via"));
        assertThat(UdpPeer.field(second, "CSeq")).isEqualTo("2 MESSAGE");
        for (String same : new String[] {"Call-ID", "From", "To", "Content-Type"}) {
            assertThat(UdpPeer.field(second, same)).isEqualTo(UdpPeer.field(first, same));
        }
        assertRight(second, "Authorization", DigestAlgorithm.MD5, "one", "00000001");
    }

    @Test
    void a407IsAnsweredTowardsTheProxy() throws Exception {
        send("hello", MESSAGE);

        peer.reply(UdpPeer.response(peer.receive(), "407 Proxy Authentication Required", proxy(CHALLENGE)));
        String second = peer.receive();

        assertThat(UdpPeer.field(second, "Authorization")).isNull();
        assertRight(second, "Proxy-Authorization", DigestAlgorithm.MD5, "one", "00000001");
    }

    @Test
    void theStrongestAlgorithmOfARealmIsTaken() throws Exception {
        send("hello", MESSAGE);

        peer.reply(UdpPeer.response(peer.receive(), "401 Unauthorized", CHALLENGE.replace("MD5", "SHA3"), CHALLENGE,
                CHALLENGE.replace("MD5", "SHA-256"), CHALLENGE));

        assertRight(peer.receive(), "Authorization", DigestAlgorithm.SHA_256, "one", "00000001");
    }

    @Test
    void theNextRequestToTheSamePlaceNeedsNoChallengeAndCountsOn() throws Exception {
        answeredWithOneChallenge();

        send("again", MESSAGE);
        String next = peer.receive();

        assertThat(UdpPeer.field(next, "CSeq")).isEqualTo("1 MESSAGE");
        assertRight(next, "Authorization", DigestAlgorithm.MD5, "one", "00000002");
    }

    @Test
    void anotherHostBehindTheSameHopDoesNotSeeCredentialsOfTheFirst() throws Exception {
        answeredWithOneChallenge();

        Map<String, Object> elsewhere = new HashMap<>(MESSAGE);
        elsewhere.put(SipConstants.REQUEST_URI, "sip:bob@elsewhere.example");
        send("again", elsewhere);

        assertThat(peer.receive()).doesNotContain("Authorization");
    }

    @Test
    void aNewNonceInPlaceOfTheKnownOneIsAnsweredAlsoWithoutStale() throws Exception {
        answeredWithOneChallenge();

        CompletableFuture<Exchange> sent = send("again", MESSAGE);
        peer.reply(UdpPeer.response(peer.receive(), "401 Unauthorized", CHALLENGE.replace("one", "two")));
        String again = peer.receive();
        peer.reply(UdpPeer.response(again, "200 OK"));

        assertRight(again, "Authorization", DigestAlgorithm.MD5, "two", "00000001");
        assertThat(again.split("Authorization:")).hasSize(2);
        assertThat(result(sent).getHeader(SipConstants.STATUS_CODE)).isEqualTo(200);
    }

    @Test
    void aStaleNonceIsAnsweredOnceMoreAndNotAThirdTime() throws Exception {
        CompletableFuture<Exchange> sent = send("hello", MESSAGE);

        peer.reply(UdpPeer.response(peer.receive(), "407 Proxy Authentication Required", proxy(CHALLENGE)));
        peer.reply(UdpPeer.response(peer.receive(), "407 Proxy Authentication Required",
                proxy(CHALLENGE.replace("one", "two") + ", stale=true")));
        String third = peer.receive();
        peer.reply(UdpPeer.response(third, "407 Proxy Authentication Required", proxy(CHALLENGE.replace("one", "three") + ", stale=true")));

        assertRight(third, "Proxy-Authorization", DigestAlgorithm.MD5, "two", "00000001");
        assertThat(UdpPeer.field(third, "CSeq")).isEqualTo("3 MESSAGE");
        assertThat(result(sent).getHeader(SipConstants.STATUS_CODE)).isEqualTo(407);
    }

    @Test
    void refusedCredentialsAreNotTriedAgainNorSentWithTheNextRequest() throws Exception {
        CompletableFuture<Exchange> sent = send("hello", MESSAGE);

        peer.reply(UdpPeer.response(peer.receive(), "401 Unauthorized", CHALLENGE));
        peer.reply(UdpPeer.response(peer.receive(), "401 Unauthorized", CHALLENGE.replace("one", "two")));

        Message result = result(sent);
        assertThat(result.getHeader(SipConstants.STATUS_CODE)).isEqualTo(401);
        assertThat(result.getHeader(SipConstants.FOREIGN_REALM)).isNull();
        send("again", MESSAGE);
        assertThat(peer.receive()).doesNotContain("Authorization");
    }

    @Test
    void aFarSideThatNamesAnotherRealmEachTimeIsAnsweredFourTimes() throws Exception {
        CompletableFuture<Exchange> sent = send("hello", MESSAGE);
        for (int i = 1; i <= 5; i++) {
            peer.reply(UdpPeer.response(peer.receive(), "401 Unauthorized", CHALLENGE.replace("op.example", i + ".example")));
        }

        assertThat(result(sent).getHeader(SipConstants.STATUS_CODE)).isEqualTo(401);
        assertThat(peer.isQuiet(100)).isTrue();
    }

    @Test
    void aForeignRealmIsNotAnsweredAndNamed() throws Exception {
        component.setRealm("ours.example");
        CompletableFuture<Exchange> sent = send("hello", MESSAGE);

        peer.reply(UdpPeer.response(peer.receive(), "401 Unauthorized", CHALLENGE));

        Message result = result(sent);
        assertThat(result.getHeader(SipConstants.STATUS_CODE)).isEqualTo(401);
        assertThat(result.getHeader(SipConstants.FOREIGN_REALM)).isEqualTo("op.example");
    }

    @Test
    void proxyAndUserAgentMayBothAskOneAfterTheOther() throws Exception {
        CompletableFuture<Exchange> sent = send("hello", MESSAGE);

        peer.reply(UdpPeer.response(peer.receive(), "407 Proxy Authentication Required", proxy(CHALLENGE)));
        peer.reply(UdpPeer.response(peer.receive(), "401 Unauthorized", CHALLENGE.replace("one", "far")));
        String third = peer.receive();
        peer.reply(UdpPeer.response(third, "200 OK"));

        assertRight(third, "Proxy-Authorization", DigestAlgorithm.MD5, "one", "00000002");
        assertRight(third, "Authorization", DigestAlgorithm.MD5, "far", "00000001");
        assertThat(result(sent).getHeader(SipConstants.STATUS_CODE)).isEqualTo(200);
    }

    @Test
    void withoutAUserNameAChallengeIsTheOutcome() throws Exception {
        component.setUsername("");
        CompletableFuture<Exchange> sent = send("hello", MESSAGE);

        peer.reply(UdpPeer.response(peer.receive(), "401 Unauthorized", CHALLENGE));

        assertThat(result(sent).getHeader(SipConstants.STATUS_CODE)).isEqualTo(401);
    }

    @Test
    void aRequestThatAChallengeWouldMakeTooLongForUdpGoesOverTcpAtOnce() throws Exception {
        try (ServerSocket tcp = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            send("sip:MESSAGE?nextHop=RAW(sip:127.0.0.1:" + tcp.getLocalPort() + ")", "x".repeat(700), MESSAGE);
            try (TcpPeer connection = new TcpPeer(tcp.accept())) {
                assertThat(connection.receive()).contains("SIP/2.0/TCP").hasSizeLessThan(1300);
            }
        }
    }

    private void answeredWithOneChallenge() throws Exception {
        CompletableFuture<Exchange> sent = send("hello", MESSAGE);
        peer.reply(UdpPeer.response(peer.receive(), "401 Unauthorized", CHALLENGE));
        peer.reply(UdpPeer.response(peer.receive(), "200 OK"));
        assertThat(result(sent).getHeader(SipConstants.STATUS_CODE)).isEqualTo(200);
    }

    /** Calculates the response as the far side would. */
    private static void assertRight(String request, String name, DigestAlgorithm algorithm, String nonce, String count) {
        String value = UdpPeer.field(request, name);
        assertThat(value).startsWith("Digest username=\"gateway\", realm=\"op.example\", nonce=\"" + nonce + "\", uri=\"sip:bob@op.example\"")
                .contains("nc=" + count).doesNotContain("hunter2");
        Matcher cnonce = Pattern.compile("cnonce=\"([0-9a-f]+)\"").matcher(value);
        assertThat(cnonce.find()).isTrue();
        assertThat(value).contains("response=\"" + algorithm.hash(algorithm.hash("gateway:op.example:hunter2") + ":" + nonce + ":" + count
                + ":" + cnonce.group(1) + ":auth:" + algorithm.hash("MESSAGE:sip:bob@op.example")) + "\"");
    }

    private static String proxy(String challenge) {
        return challenge.replace("WWW-Authenticate", "Proxy-Authenticate");
    }

    private CompletableFuture<Exchange> send(String body, Map<String, Object> headers) {
        return send("sip:MESSAGE?nextHop=RAW(" + peer.uri() + ")", body, headers);
    }
}
