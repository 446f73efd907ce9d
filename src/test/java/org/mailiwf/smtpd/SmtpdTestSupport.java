package org.mailiwf.smtpd;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.apache.camel.CamelContext;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;

/** Starts a server on a free port and connects clients to it. */
abstract class SmtpdTestSupport {

    static final String ROUTE = "mails";

    final CamelContext context = new DefaultCamelContext();
    private final List<SmtpDialogue> clients = new ArrayList<>();

    @AfterEach
    void stop() throws Exception {
        for (SmtpDialogue client : clients) {
            client.close();
        }
        context.stop();
    }

    /** Starts {@code smtpd:127.0.0.1:0?options}; {@code onMessage} gets the mails. */
    void serve(String options, Processor onMessage) throws Exception {
        serve(options, onMessage, exchange -> { }, exchange -> { });
    }

    /** As {@link #serve(String, Processor)}; with onMail=direct:mail and onRcpt=direct:rcpt the other two are asked. */
    void serve(String options, Processor onMessage, Processor onMail, Processor onRcpt) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:mail").process(onMail);
                from("direct:rcpt").process(onRcpt);
                from("smtpd:127.0.0.1:0?" + (options.isEmpty() ? "" : options + "&") + "hostname=iwf.op.example")
                        .routeId(ROUTE).process(onMessage);
            }
        });
        context.start();
    }

    int port() {
        return component().getBoundAddresses().get(0).getPort();
    }

    SmtpdComponent component() {
        return context.getComponent("smtpd", SmtpdComponent.class);
    }

    /** A client that has read the greeting. */
    SmtpDialogue connect() throws IOException {
        SmtpDialogue client = open();
        client.expect("220 iwf.op.example ESMTP ready");
        return client;
    }

    /** A client that has read nothing yet. */
    SmtpDialogue open() throws IOException {
        SmtpDialogue client = new SmtpDialogue(port());
        clients.add(client);
        return client;
    }

    /** A client that has said EHLO. */
    SmtpDialogue ehlo() throws IOException {
        SmtpDialogue client = connect();
        client.send("EHLO client.example").reply();
        return client;
    }

    /** A client whose MAIL and RCPT were accepted. */
    SmtpDialogue envelope() throws IOException {
        SmtpDialogue client = ehlo();
        client.send("MAIL FROM:<alice@corp.example>").expect("250 2.1.0 Sender ok");
        client.send("RCPT TO:<bob@op.example>").expect("250 2.1.5 Recipient ok");
        return client;
    }

    /** Sets the reply on the exchange. */
    static Processor reply(Object code, String status, String text) {
        return exchange -> {
            exchange.getMessage().setHeader(SmtpConstants.REPLY_CODE, code);
            exchange.getMessage().setHeader(SmtpConstants.ENHANCED_STATUS, status);
            exchange.getMessage().setHeader(SmtpConstants.REPLY_TEXT, text);
        };
    }
}
