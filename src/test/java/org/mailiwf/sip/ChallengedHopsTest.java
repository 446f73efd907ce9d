package org.mailiwf.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Challenges on the way through several next hops and redirections. */
class ChallengedHopsTest extends SipTestSupport {

    private static final String CHALLENGE = "Proxy-Authenticate: Digest realm=\"op.example\", nonce=\"one\", qop=\"auth\"";

    private final UdpPeer first = newPeer();
    private final UdpPeer second = newPeer();

    @AfterEach
    void closePeers() {
        first.close();
        second.close();
    }

    @Override
    void configure(SipComponent sip) {
        sip.setUsername("gateway");
        sip.setPassword("hunter2");
        // one transmission of each request
        sip.setT1(2000);
    }

    @Test
    void everyNextHopMayChallengeAndGetsNothingThatAnotherAskedFor() throws Exception {
        CompletableFuture<Exchange> sent = send(endpoint(), "hello", MESSAGE);
        answer(first, "407 Proxy Authentication Required", CHALLENGE);
        assertThat(UdpPeer.field(answer(first, "503 Service Unavailable"), "Proxy-Authorization")).contains("nonce=\"one\"");
        String elsewhere = answer(second, "407 Proxy Authentication Required", CHALLENGE.replace("one", "two"));
        String answered = answer(second, "200 OK");

        assertThat(result(sent).getHeaders()).containsEntry(SipConstants.STATUS_CODE, 200).doesNotContainKey(SipConstants.FAILURE);
        assertThat(elsewhere).contains("\r\nCSeq: 2 MESSAGE\r\n").doesNotContain("Authorization");
        assertThat(answered).contains("\r\nCSeq: 3 MESSAGE\r\n").endsWith("\r\n\r\nhello");
        assertThat(UdpPeer.field(answered, "Proxy-Authorization")).contains("nonce=\"two\"", "nc=00000001");
    }

    @Test
    void aUserAgentThatHasChallengedTheRequestTakesItByTheNextHopForNoLoop() throws Exception {
        CompletableFuture<Exchange> sent = send(endpoint(), "hello", MESSAGE);
        String challenged = answer(first, "401 Unauthorized", CHALLENGE.replace("Proxy", "WWW"));
        answer(first, "503 Service Unavailable");

        // a user agent that is strict about RFC 3261 section 8.2.2.2 answers 482 to the CSeq that it knows from the other hop
        String byTheNext = second.receive();
        boolean merged = UdpPeer.field(byTheNext, "CSeq").equals(UdpPeer.field(challenged, "CSeq"));
        second.reply(UdpPeer.response(byTheNext, merged ? "482 Loop Detected" : "200 OK"));

        assertThat(result(sent).getHeader(SipConstants.STATUS_CODE)).isEqualTo(200);
    }

    @Test
    void aUserAgentThatHasTheAnsweredRequestFromASilentHopCanTellByItsCSeq() throws Exception {
        component.setT1(20);
        CompletableFuture<Exchange> sent = send(endpoint(), "hello", MESSAGE);
        answer(first, "401 Unauthorized", CHALLENGE.replace("Proxy", "WWW"));
        String taken = first.receive();

        String byTheNext = second.receive();
        assertThat(UdpPeer.field(byTheNext, "CSeq")).isEqualTo(UdpPeer.field(taken, "CSeq")).isEqualTo("2 MESSAGE");
        second.reply(UdpPeer.response(byTheNext, "482 Loop Detected"));

        assertThat(result(sent).getHeaders()).containsEntry(SipConstants.STATUS_CODE, 408)
                .containsEntry(SipConstants.FAILURE, SipFailure.TIMEOUT);
    }

    @Test
    void aLoopThatIsOnlySeenAfterA503IsThe503() throws Exception {
        CompletableFuture<Exchange> sent = send(endpoint(), "hello", MESSAGE);
        answer(first, "503 Service Unavailable");
        answer(second, "482 Loop Detected");

        assertThat(result(sent).getHeader(SipConstants.STATUS_CODE)).isEqualTo(503);
    }

    @Test
    void aHopThatOnlyChallengesHasNotFailed() throws Exception {
        component.setUsername("");
        CompletableFuture<Exchange> sent = send(endpoint(), "hello", MESSAGE);
        answer(first, "407 Proxy Authentication Required", CHALLENGE);

        assertThat(result(sent).getHeader(SipConstants.STATUS_CODE)).isEqualTo(407);
        assertThat(second.isQuiet(50)).isTrue();
    }

    @Test
    void aRedirectedRequestHasACSeqThatNoAnswerToAChallengeHadAndCarriesCredentialsForItsOwnUri() throws Exception {
        CompletableFuture<Exchange> sent = send(endpoint() + "&redirectDomains=op.example", "hello", MESSAGE);
        answer(first, "407 Proxy Authentication Required", CHALLENGE);
        answer(first, "302 Moved Temporarily", "Contact: <sip:carol@op.example>");
        String redirected = answer(first, "200 OK");

        assertThat(result(sent).getHeader(SipConstants.STATUS_CODE)).isEqualTo(200);
        assertThat(redirected).startsWith("MESSAGE sip:carol@op.example SIP/2.0\r\n").contains("\r\nCSeq: 3 MESSAGE\r\n");
        assertThat(UdpPeer.field(redirected, "Proxy-Authorization")).contains("uri=\"sip:carol@op.example\"", "nc=00000002");
    }

    @Test
    void theAnswerToAChallengeStandsInThePlaceOfAFieldOfTheRoute() throws Exception {
        Map<String, Object> headers = new HashMap<>(MESSAGE);
        headers.put("CamelSipHeader-proxy-authorization", "Digest username=\"route\"");
        headers.put("CamelSipHeader-Subject", "Hello");
        send(endpoint(), "hello", headers);
        assertThat(answer(first, "407 Proxy Authentication Required", CHALLENGE)).contains("username=\"route\"");

        assertThat(answer(first, "200 OK")).contains("username=\"gateway\"", "\r\nSubject: Hello\r\n").doesNotContain("username=\"route\"");
    }

    private String endpoint() {
        return "sip:MESSAGE?nextHop=RAW(" + first.uri() + "," + second.uri() + ")";
    }
}
