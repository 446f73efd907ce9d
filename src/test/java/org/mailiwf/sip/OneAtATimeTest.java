package org.mailiwf.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** RFC 3428 section 8: no MESSAGE to a URI while another to it is under way. */
class OneAtATimeTest extends SipTestSupport {

    private final UdpPeer peer = newPeer();

    @AfterEach
    void closePeer() {
        peer.close();
    }

    @Override
    void configure(SipComponent sip) {
        sip.setT1(2000);
    }

    @Test
    void theNextMessageToAUriIsSentAfterTheFinalResponseToTheOneBefore() throws Exception {
        CompletableFuture<Exchange> first = sendTo("sip:bob@op.example", "one", "");
        String request = peer.receive();
        CompletableFuture<Exchange> second = sendTo("sip:bob@OP.example;user=phone", "two", "");
        assertThat(peer.isQuiet(100)).isTrue();
        peer.reply(UdpPeer.response(request, "100 Trying"));
        assertThat(peer.isQuiet(50)).isTrue();

        peer.reply(UdpPeer.response(request, "404 Not Found"));
        String next = peer.receive();
        assertThat(next).endsWith("\r\n\r\ntwo");
        peer.reply(UdpPeer.response(next, "200 OK"));

        assertThat(result(first).getHeader(SipConstants.STATUS_CODE)).isEqualTo(404);
        assertThat(result(second).getHeader(SipConstants.STATUS_CODE)).isEqualTo(200);
        await().until(component.uriQueues()::isIdle);
    }

    @Test
    void messagesToOneUriKeepTheirOrder() throws Exception {
        List<CompletableFuture<Exchange>> sent = new ArrayList<>();
        sent.add(sendTo("sip:bob@op.example", "0", ""));
        String request = peer.receive();
        for (int i = 1; i < 20; i++) {
            Exchange exchange = context.getEndpoint("direct:x").createExchange();
            exchange.getMessage().setHeaders(new HashMap<>(MESSAGE));
            exchange.getMessage().setBody(Integer.toString(i));
            // on this thread, so that the order of coming is known
            CompletableFuture<Exchange> done = new CompletableFuture<>();
            sent.add(done);
            producer().process(exchange, sync -> done.complete(exchange));
        }
        for (int i = 0; i < 20; i++) {
            assertThat(request).endsWith("\r\n\r\n" + i);
            peer.reply(UdpPeer.response(request, "200 OK"));
            request = i < 19 ? peer.receive() : null;
        }
        for (CompletableFuture<Exchange> each : sent) {
            assertThat(result(each).getHeader(SipConstants.STATUS_CODE)).isEqualTo(200);
        }
    }

    @Test
    void messagesToOtherUrisDoNotWait() throws Exception {
        sendTo("sip:bob@op.example", "one", "");
        peer.receive();
        sendTo("sip:carol@op.example", "two", "");
        assertThat(peer.receive()).startsWith("MESSAGE sip:carol@op.example");
        sendTo("sip:Bob@op.example", "three", "");
        assertThat(peer.receive()).startsWith("MESSAGE sip:Bob@op.example");
    }

    @Test
    void whoseTurnDoesNotComeInHalfOfItsTimeEndsUnsentAsPending() throws Exception {
        sendTo("sip:bob@op.example", "one", "");
        String request = peer.receive();
        Message late = result(sendTo("sip:bob@op.example", "two", "&timeout=200"));
        peer.reply(UdpPeer.response(request, "200 OK"));

        assertThat(late.getHeaders()).containsEntry(SipConstants.FAILURE, SipFailure.PENDING).containsEntry(SipConstants.STATUS_CODE, 491);
        assertThat(peer.isQuiet(50)).isTrue();
        await().until(component.uriQueues()::isIdle);
    }

    @Test
    void atMostAHundredWaitForOneUri() throws Exception {
        sendTo("sip:bob@op.example", "one", "");
        peer.receive();
        List<CompletableFuture<Exchange>> sent = new ArrayList<>();
        for (int i = 0; i < 101; i++) {
            sent.add(sendTo("sip:bob@op.example", "more", ""));
        }

        await().until(() -> sent.stream().filter(CompletableFuture::isDone).count() == 1);
        CompletableFuture<Exchange> refused = sent.stream().filter(CompletableFuture::isDone).findFirst().orElseThrow();
        assertThat(result(refused).getHeader(SipConstants.FAILURE)).isEqualTo(SipFailure.PENDING);
    }

    @Test
    void withoutTheOptionAndForOtherMethodsNothingWaits() throws Exception {
        for (int i = 0; i < 2; i++) {
            sendTo("sip:bob@op.example", "one", "&oneAtATime=false");
            assertThat(peer.receive()).startsWith("MESSAGE");
            Map<String, Object> headers = new HashMap<>(MESSAGE);
            headers.put(SipConstants.METHOD, "OPTIONS");
            send(endpoint(""), "one", headers);
            assertThat(peer.receive()).startsWith("OPTIONS");
        }
    }

    private SipProducer producer() throws Exception {
        SipProducer producer = (SipProducer) context.getEndpoint(endpoint("")).createProducer();
        producer.start();
        return producer;
    }

    private CompletableFuture<Exchange> sendTo(String uri, String body, String options) {
        Map<String, Object> headers = new HashMap<>(MESSAGE);
        headers.put(SipConstants.REQUEST_URI, uri);
        return send(endpoint(options), body, headers);
    }

    private String endpoint(String options) {
        return "sip:MESSAGE?nextHop=RAW(" + peer.uri() + ")" + options;
    }
}
