package org.mailiwf.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A Camel context with a sip component on ports of the system's choice, and short timers. */
abstract class SipTestSupport {

    static final Map<String, Object> MESSAGE = Map.of(SipConstants.REQUEST_URI, "sip:bob@op.example",
            SipConstants.FROM, "sip:alice@corp.example");

    final CamelContext context = new DefaultCamelContext();
    final SipComponent component = new SipComponent();
    ProducerTemplate template;

    @BeforeEach
    void startContext() throws Exception {
        component.setListen("udp:127.0.0.1:0,tcp:127.0.0.1:0");
        component.setT1(50);
        component.setT2(200);
        configure(component);
        context.addComponent("sip", component);
        context.start();
        template = context.createProducerTemplate();
    }

    @AfterEach
    void stopContext() {
        context.stop();
    }

    void configure(SipComponent sip) {
        // as it is
    }

    void route(String from, org.apache.camel.Processor processor) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(from).process(processor);
            }
        });
    }

    /** Sends a body with headers in the background. */
    CompletableFuture<Exchange> send(String uri, Object body, Map<String, Object> headers) {
        return template.asyncSend(uri, exchange -> {
            exchange.getMessage().setHeaders(new java.util.HashMap<>(headers));
            exchange.getMessage().setBody(body);
        });
    }

    int port(String transport) {
        return component.listeningPoints().stream().filter(point -> point.transport().equals(transport)).findFirst().orElseThrow().port();
    }

    /** What has become of an exchange that was {@link #send sent}. */
    static Message result(CompletableFuture<Exchange> sent) throws Exception {
        Exchange exchange = sent.get(20, TimeUnit.SECONDS);
        assertThat(exchange.getException()).isNull();
        return exchange.getMessage();
    }

    /** For the fields of a test. */
    static UdpPeer newPeer() {
        try {
            return new UdpPeer();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Answers the next request. */
    static String answer(UdpPeer peer, String statusLine, String... lines) throws IOException {
        String request = peer.receive();
        peer.reply(UdpPeer.response(request, statusLine, lines));
        return request;
    }
}
