package org.mailiwf.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SipProducerUdpTest extends SipTestSupport {

    private final UdpPeer peer = newPeer();

    @AfterEach
    void closePeer() {
        peer.close();
    }

    @Test
    void sendsAMessageAndPutsTheResponseOnTheExchange() throws Exception {
        CompletableFuture<Exchange> sent = send(endpoint(""), "hello", MESSAGE);

        String request = peer.receive();
        assertThat(request)
                .startsWith("MESSAGE sip:bob@op.example SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:" + port("udp") + ";branch=z9hG4bK")
                .contains("\r\nTo: <sip:bob@op.example>\r\n", "\r\nFrom: <sip:alice@corp.example>;tag=", "\r\nCSeq: 1 MESSAGE\r\n")
                .doesNotContain("Contact:", "User-Agent:")
                .endsWith("Content-Length: 5\r\n\r\nhello");
        peer.reply(UdpPeer.response(request, "480 Gone fishing", "Retry-After: 120 (lunch)", "Contact: <sip:b@x>;q=0.1, <sip:a@x>",
                "Warning: 399 op \"later\""));

        Message result = result(sent);
        assertThat(result.getHeader(SipConstants.STATUS_CODE)).isEqualTo(480);
        assertThat(result.getHeader(SipConstants.REASON_PHRASE)).isEqualTo("Gone fishing");
        assertThat(result.getHeader(SipConstants.RETRY_AFTER)).isEqualTo(120);
        assertThat(result.getHeader(SipConstants.CONTACT)).isEqualTo(List.of("sip:a@x", "sip:b@x"));
        assertThat(result.getHeader(SipConstants.WARNING)).isEqualTo("399 op \"later\"");
        assertThat(result.getHeader(SipConstants.CALL_ID)).isEqualTo(UdpPeer.field(request, "Call-ID"));
        assertThat(result.getHeader(SipConstants.FAILURE)).isNull();
        assertThat(result.getBody()).isEqualTo("hello");
    }

    @Test
    void retransmitsTheSameOctetsUntilTheResponseComes() throws Exception {
        CompletableFuture<Exchange> sent = send(endpoint(""), "hello", MESSAGE);

        String request = peer.receive();
        assertThat(peer.receive()).isEqualTo(request);
        peer.reply(UdpPeer.response(request, "200 OK"));

        assertThat(result(sent).getHeader(SipConstants.STATUS_CODE)).isEqualTo(200);
    }

    @Test
    void silenceUntilTimerFIsATimeoutAnd408() throws Exception {
        component.setT1(10);
        CompletableFuture<Exchange> sent = send(endpoint(""), "hello", MESSAGE);

        Message result = result(sent);

        assertThat(result.getHeader(SipConstants.STATUS_CODE)).isEqualTo(408);
        assertThat(result.getHeader(SipConstants.FAILURE)).isEqualTo(SipFailure.TIMEOUT);
    }

    @Test
    void theTimeoutOfTheEndpointIsAnUpperBound() throws Exception {
        CompletableFuture<Exchange> sent = send(endpoint("&timeout=200"), "hello", MESSAGE);

        assertThat(result(sent).getHeader(SipConstants.FAILURE)).isEqualTo(SipFailure.TIMEOUT);
    }

    @Test
    void aProvisionalResponseIsNotTheOutcome() throws Exception {
        CompletableFuture<Exchange> sent = send(endpoint(""), "hello", MESSAGE);

        String request = peer.receive();
        peer.reply(UdpPeer.response(request, "100 Trying"));
        peer.reply(UdpPeer.response(request, "202 Accepted"));

        assertThat(result(sent).getHeader(SipConstants.STATUS_CODE)).isEqualTo(202);
    }

    @Test
    void responsesOfOthersAndDuplicatesAreDropped() throws Exception {
        CompletableFuture<Exchange> sent = send(endpoint(""), "hello", MESSAGE);

        String request = peer.receive();
        peer.reply(UdpPeer.response(request, "404 Not Found").replaceFirst("branch=[^\r]*", "branch=z9hG4bKforged"));
        peer.reply(UdpPeer.response(request, "404 Not Found").replace("CSeq: 1 MESSAGE", "CSeq: 1 OPTIONS"));
        peer.reply(UdpPeer.response(request, "200 OK"));
        Message outcome = result(sent);
        peer.reply(UdpPeer.response(request, "500 Late"));
        CompletableFuture<Exchange> next = send(endpoint(""), "hello", MESSAGE);
        peer.reply(UdpPeer.response(peer.receive(), "202 Accepted"));

        assertThat(result(next).getHeader(SipConstants.STATUS_CODE)).isEqualTo(202);
        assertThat(outcome.getHeader(SipConstants.STATUS_CODE)).isEqualTo(200);
    }

    @Test
    void theNextRequestOfAnExchangeHasANewCallIdAndNothingOfTheFirstOutcome() throws Exception {
        CompletableFuture<Exchange> first = send(endpoint(""), "hello", MESSAGE);
        String firstRequest = peer.receive();
        peer.reply(UdpPeer.response(firstRequest, "415 Unsupported Media Type", "Retry-After: 5", "Warning: 304 x \"y\"",
                "Contact: <sip:a@x>"));
        Exchange exchange = first.get(5, TimeUnit.SECONDS);

        CompletableFuture<Exchange> second = template.asyncSend(endpoint(""), exchange);
        String secondRequest = peer.receive();
        while (secondRequest.equals(firstRequest)) {
            secondRequest = peer.receive();
        }
        peer.reply(UdpPeer.response(secondRequest, "200 OK"));

        assertThat(UdpPeer.field(secondRequest, "Call-ID")).isNotEqualTo(UdpPeer.field(firstRequest, "Call-ID"));
        assertThat(result(second).getHeaders()).containsEntry(SipConstants.STATUS_CODE, 200)
                .doesNotContainKeys(SipConstants.RETRY_AFTER, SipConstants.WARNING, SipConstants.CONTACT);
    }

    @Test
    void aRequestOverTheLimitIsNotSent() throws Exception {
        Message result = result(send(endpoint(""), "x".repeat(2000), with(SipConstants.MAX_REQUEST_SIZE, 1300)));

        assertThat(result.getHeader(SipConstants.STATUS_CODE)).isEqualTo(513);
        assertThat(result.getHeader(SipConstants.FAILURE)).isEqualTo(SipFailure.TOO_LARGE);
        assertThat(peer.isQuiet(100)).isTrue();
    }

    @Test
    void theNextHopOfTheExchangeOverridesThatOfTheEndpoint() throws Exception {
        send("sip:MESSAGE?nextHop=RAW(sip:127.0.0.1:1)", "hello", with(SipConstants.NEXT_HOP, peer.uri() + ";transport=udp;lr"));

        assertThat(peer.receive()).contains("\r\nRoute: <" + peer.uri() + ";transport=udp;lr>\r\n");
    }

    @Test
    void withoutANextHopTheRequestUriSaysWhere() throws Exception {
        send("sip:MESSAGE", "hello", with(SipConstants.REQUEST_URI, "sip:bob@127.0.0.1:" + peer.port()));

        assertThat(peer.receive()).startsWith("MESSAGE sip:bob@127.0.0.1:" + peer.port() + " SIP/2.0\r\n");
    }

    @Test
    void anotherMethodAndMaxForwardsComeFromTheExchange() throws Exception {
        Map<String, Object> headers = with(SipConstants.METHOD, "OPTIONS");
        headers.put(SipConstants.MAX_FORWARDS, 7);
        send(endpoint(""), null, headers);

        assertThat(peer.receive()).startsWith("OPTIONS sip:bob").contains("\r\nMax-Forwards: 7\r\n", "\r\nCSeq: 1 OPTIONS\r\n")
                .doesNotContain("Content-Type").endsWith("Content-Length: 0\r\n\r\n");
    }

    @Test
    void anUnreadableUriIsAnException() throws Exception {
        Exchange exchange = send(endpoint(""), "hello", with(SipConstants.REQUEST_URI, "bob")).get(5, TimeUnit.SECONDS);

        assertThat(exchange.getException()).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("bob");
    }

    @Test
    void aTransportWithoutListeningPointIsATransportFailure() throws Exception {
        Message result = result(send("sip:MESSAGE?nextHop=RAW(sip:127.0.0.1;transport=tls)", "hello", MESSAGE));

        assertThat(result.getHeader(SipConstants.STATUS_CODE)).isEqualTo(503);
        assertThat(result.getHeader(SipConstants.FAILURE)).isEqualTo(SipFailure.TRANSPORT);
    }

    private String endpoint(String options) {
        return "sip:MESSAGE?nextHop=RAW(" + peer.uri() + ")" + options;
    }

    private static Map<String, Object> with(String header, Object value) {
        Map<String, Object> headers = new HashMap<>(MESSAGE);
        headers.put(header, value);
        return headers;
    }
}
