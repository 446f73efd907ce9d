package org.mailiwf.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Several next hops: who is asked when one fails (RFC 3263 section 4.3), and who rests. */
class NextHopTest extends SipTestSupport {

    private final UdpPeer first = newPeer();
    private final UdpPeer second = newPeer();

    @AfterEach
    void closePeers() {
        first.close();
        second.close();
    }

    /** Nothing is retransmitted while a test looks, except where it is about silence. */
    @Override
    void configure(SipComponent sip) {
        sip.setT1(2000);
    }

    @Test
    void after503TheNextHopGetsTheSameRequestWithAnotherBranch() throws Exception {
        CompletableFuture<Exchange> sent = send(endpoint(), "hello", MESSAGE);
        String refused = first.receive();
        first.reply(UdpPeer.response(refused, "503 Service Unavailable"));
        String taken = answer(second, "200 OK");

        assertThat(result(sent).getHeaders()).containsEntry(SipConstants.STATUS_CODE, 200).doesNotContainKey(SipConstants.FAILURE);
        assertThat(taken.replaceFirst("branch=\\w+", "")).isEqualTo(refused.replaceFirst("branch=\\w+", ""));
        assertThat(UdpPeer.field(taken, "Via")).isNotEqualTo(UdpPeer.field(refused, "Via"));
    }

    @Test
    void afterSilenceTheNextHopIsAsked() throws Exception {
        component.setT1(20);
        CompletableFuture<Exchange> sent = send(endpoint(), "hello", MESSAGE);
        first.receive();
        answer(second, "202 Accepted");

        assertThat(result(sent).getHeader(SipConstants.STATUS_CODE)).isEqualTo(202);
    }

    @Test
    void afterARefusedConnectionTheNextHopIsAsked() throws Exception {
        try (Socket boundOnly = new Socket()) {
            boundOnly.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            String refusing = "sip:127.0.0.1:" + boundOnly.getLocalPort() + ";transport=tcp";
            CompletableFuture<Exchange> sent = send(endpoint(refusing, second.uri()), "hello", MESSAGE);
            answer(second, "200 OK");

            assertThat(result(sent).getHeader(SipConstants.STATUS_CODE)).isEqualTo(200);
        }
    }

    @Test
    void aUdpPortThatNobodyListensAtIsATransportFailureLongBeforeTimerF() throws Exception {
        component.setT1(500);
        String deaf = first.uri();
        first.close();
        long start = System.nanoTime();
        Message result = result(send(endpoint(deaf), "hello", MESSAGE));

        assertThat(result.getHeader(SipConstants.FAILURE)).isEqualTo(SipFailure.TRANSPORT);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void aHopThatHasAnsweredProvisionallyIsNotSilent() throws Exception {
        component.setT1(20);
        CompletableFuture<Exchange> sent = send(endpoint(), "hello", MESSAGE);
        first.reply(UdpPeer.response(first.receive(), "100 Trying"));

        assertThat(result(sent).getHeader(SipConstants.FAILURE)).isEqualTo(SipFailure.TIMEOUT);
        assertThat(second.isQuiet(50)).isTrue();
    }

    @Test
    void afterALostConnectionNobodyIsAskedBecauseTheRequestMayHaveBeenTaken() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            String uri = "sip:127.0.0.1:" + server.getLocalPort() + ";transport=tcp";
            CompletableFuture<Exchange> sent = send(endpoint(uri, second.uri()), "hello", MESSAGE);
            try (TcpPeer peer = new TcpPeer(server.accept())) {
                peer.receive();
            }

            assertThat(result(sent).getHeader(SipConstants.FAILURE)).isEqualTo(SipFailure.BROKEN);
            assertThat(second.isQuiet(50)).isTrue();
        }
    }

    @Test
    void otherFinalResponsesAreTheOutcome() throws Exception {
        CompletableFuture<Exchange> sent = send(endpoint(), "hello", MESSAGE);
        answer(first, "500 Server Internal Error");

        assertThat(result(sent).getHeader(SipConstants.STATUS_CODE)).isEqualTo(500);
        assertThat(second.isQuiet(50)).isTrue();
    }

    @Test
    void aHopThatFailedRestsAndTheNextRequestGoesToTheOtherAtOnce() throws Exception {
        failFirst("503 Service Unavailable");

        CompletableFuture<Exchange> next = send(endpoint(), "again", MESSAGE);
        answer(second, "200 OK");

        assertThat(result(next).getHeader(SipConstants.STATUS_CODE)).isEqualTo(200);
        assertThat(first.isQuiet(50)).isTrue();
    }

    @Test
    void afterItsRestAHopIsTriedAgain() throws Exception {
        component.setHopRest(1);
        failFirst("503 Service Unavailable");

        CompletableFuture<Exchange> next = send(endpoint(), "again", MESSAGE);
        answer(first, "200 OK");

        assertThat(result(next).getHeader(SipConstants.STATUS_CODE)).isEqualTo(200);
        assertThat(second.isQuiet(50)).isTrue();
    }

    @Test
    void retryAfterOfThe503SaysHowLongTheRestIs() throws Exception {
        component.setHopRest(1);
        failFirst("503 Service Unavailable", "Retry-After: 60");

        CompletableFuture<Exchange> next = send(endpoint(), "again", MESSAGE);
        answer(second, "200 OK");

        assertThat(result(next).getHeader(SipConstants.STATUS_CODE)).isEqualTo(200);
    }

    @Test
    void whenAllRestTheOneWhoseRestEndsFirstIsTriedBeforeTheRequestFails() throws Exception {
        CompletableFuture<Exchange> sent = send(endpoint(), "hello", MESSAGE);
        answer(first, "503 Service Unavailable", "Retry-After: 100");
        answer(second, "503 Service Unavailable", "Retry-After: 10");
        result(sent);

        CompletableFuture<Exchange> next = send(endpoint(), "again", MESSAGE);
        answer(second, "200 OK");

        assertThat(result(next).getHeader(SipConstants.STATUS_CODE)).isEqualTo(200);
        assertThat(first.isQuiet(50)).isTrue();
    }

    @Test
    void the503OfTheOnlyHopIsTheOutcomeAndTheHopIsStillAsked() throws Exception {
        for (int i = 0; i < 2; i++) {
            CompletableFuture<Exchange> sent = send(endpoint(first.uri()), "hello", MESSAGE);
            answer(first, "503 Service Unavailable", "Retry-After: 60");

            assertThat(result(sent).getHeaders()).containsEntry(SipConstants.STATUS_CODE, 503)
                    .containsEntry(SipConstants.RETRY_AFTER, 60).doesNotContainKey(SipConstants.FAILURE);
        }
    }

    @Test
    void theTimeOfTheEndpointHoldsForAllAttemptsAndEachHopGetsItsPart() throws Exception {
        long start = System.nanoTime();
        CompletableFuture<Exchange> sent = send(endpoint() + "&timeout=600", "hello", MESSAGE);
        first.receive();
        second.receive();

        assertThat(result(sent).getHeader(SipConstants.FAILURE)).isEqualTo(SipFailure.TIMEOUT);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofMillis(550), Duration.ofMillis(2500));
    }

    @Test
    void aMergedRequestAfterATimeoutTellsThatTheFirstWasTakenSoTheOutcomeIsTheTimeout() throws Exception {
        component.setT1(20);
        CompletableFuture<Exchange> sent = send(endpoint(), "hello", MESSAGE);
        answer(second, "482 Loop Detected");

        assertThat(result(sent).getHeader(SipConstants.FAILURE)).isEqualTo(SipFailure.TIMEOUT);
    }

    @Test
    void theExchangeMayNameSeveralHops() throws Exception {
        Map<String, Object> headers = new HashMap<>(MESSAGE);
        headers.put(SipConstants.NEXT_HOP, first.uri() + " , " + second.uri());
        CompletableFuture<Exchange> sent = send("sip:MESSAGE", "hello", headers);
        answer(first, "503 Service Unavailable");
        answer(second, "200 OK");

        assertThat(result(sent).getHeader(SipConstants.STATUS_CODE)).isEqualTo(200);
    }

    @Test
    void ofAListEveryPartMustBeAUri() {
        assertThatThrownBy(() -> NextHop.parseList("sip:127.0.0.1,,", false)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> NextHop.parseList("sip:127.0.0.1,tel:+49", false)).isInstanceOf(IllegalArgumentException.class);
        assertThat(NextHop.parseList(" ", false)).isEmpty();
    }

    private void failFirst(String statusLine, String... lines) throws Exception {
        CompletableFuture<Exchange> sent = send(endpoint(), "hello", MESSAGE);
        answer(first, statusLine, lines);
        answer(second, "200 OK");
        result(sent);
    }

    private String endpoint() {
        return endpoint(first.uri(), second.uri());
    }

    private static String endpoint(String... hops) {
        return "sip:MESSAGE?nextHop=RAW(" + String.join(",", hops) + ")";
    }
}
