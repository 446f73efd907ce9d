package org.mailiwf.msrp;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.mailiwf.sip.SipComponent;
import org.mailiwf.sip.SipConstants;

/** Two Camel contexts, each with a sip and an msrp component on ports of the system's choice: one sends, the other receives. */
abstract class MsrpTestSupport {

    final Gateway sender = new Gateway();
    final Gateway receiver = new Gateway();

    /** One side. */
    static final class Gateway {

        final CamelContext context = new DefaultCamelContext();
        final SipComponent sip = new SipComponent();
        final MsrpComponent msrp = new MsrpComponent();
        private ProducerTemplate template;

        void start() throws Exception {
            sip.setListen("udp:127.0.0.1:0,tcp:127.0.0.1:0");
            msrp.setListen("tcp:127.0.0.1:0");
            context.addComponent("sip", sip);
            context.addComponent("msrp", msrp);
            context.start();
            template = context.createProducerTemplate();
        }

        void route(String from, Processor processor) throws Exception {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from(from).process(processor);
                }
            });
        }

        int sipPort() {
            return sip.listeningPoints().stream().filter(point -> point.transport().equals("tcp")).findFirst().orElseThrow().port();
        }
    }

    @BeforeEach
    void start() throws Exception {
        configure();
        sender.start();
        receiver.start();
    }

    /** Sets options before all starts. */
    void configure() {
        // as it is
    }

    @AfterEach
    void stop() {
        sender.context.stop();
        receiver.context.stop();
    }

    /** Sends a body to the receiver, with options of the endpoint. */
    CompletableFuture<Exchange> sendAsync(String options, Object body, Map<String, Object> headers) {
        // who names a next hop himself sends to no receiver here
        String nextHop = headers.containsKey(SipConstants.NEXT_HOP) ? "" : "sip:127.0.0.1:" + receiver.sipPort() + ";transport%3Dtcp";
        String uri = "msrp:message?nextHop=" + nextHop + options;
        return sender.template.asyncSend(uri, exchange -> {
            Map<String, Object> all = new HashMap<>(Map.of(SipConstants.REQUEST_URI, "sip:bob@op.example",
                    SipConstants.FROM, "\"Alice\" <sip:alice%40corp.example@iwf.op.example>", MsrpConstants.CONTENT_TYPE, "message/cpim"));
            all.putAll(headers);
            exchange.getMessage().setHeaders(all);
            exchange.getMessage().setBody(body);
        });
    }

    Message send(String options, Object body) throws Exception {
        return send(options, body, Map.of());
    }

    Message send(String options, Object body, Map<String, Object> headers) throws Exception {
        Exchange exchange = sendAsync(options, body, headers).get(20, TimeUnit.SECONDS);
        if (exchange.getException() != null) {
            throw exchange.getException();
        }
        return exchange.getMessage();
    }
}
