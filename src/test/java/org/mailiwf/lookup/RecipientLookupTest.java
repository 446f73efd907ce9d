package org.mailiwf.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mailiwf.lookup.RecipientAnswer.Outcome;

class RecipientLookupTest {

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final RecipientLookup lookup = new RecipientLookup();
    private final AtomicInteger asked = new AtomicInteger();
    private final CountDownLatch answer = new CountDownLatch(1);

    @BeforeEach
    void sources() throws Exception {
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:sources").errorHandler(noErrorHandler()).process(RecipientLookupTest.this::source);
            }
        });
        camel.start();
        lookup.setCamelContext(camel);
        lookup.setSources("direct:sources");
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    private void source(Exchange exchange) throws InterruptedException {
        asked.incrementAndGet();
        String address = exchange.getMessage().getBody(String.class);
        exchange.getMessage().setBody("something else");
        if (address.startsWith("slow")) {
            answer.await();
        }
        if (address.startsWith("broken")) {
            throw new IllegalStateException("down");
        }
        boolean known = !address.startsWith("nobody");
        exchange.setProperty("recipientAnswer",
                new RecipientAnswer(known ? Outcome.FOUND : Outcome.UNKNOWN, known ? List.of("sip:" + address) : List.of(), known ? "file" : null));
    }

    private Exchange ask(String address) {
        Exchange exchange = new DefaultExchange(camel);
        exchange.getMessage().setBody(address);
        try {
            lookup.process(exchange);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return exchange;
    }

    @Test
    void whatWasFoundIsRememberedAndTheBodyIsStillTheAddress() {
        assertThat(ask("bob@op.example").getMessage().getBody()).isEqualTo("bob@op.example");
        Exchange again = ask("bob@OP.example");

        assertThat(again.getProperty("recipientOutcome")).isEqualTo("FOUND");
        assertThat(again.getProperty("sipUris")).isEqualTo(List.of("sip:bob@op.example"));
        assertThat(again.getProperty("recipientSource")).isEqualTo("file");
        assertThat(asked).hasValue(1);
    }

    @Test
    void whatIsNotThereIsRememberedForItsOwnTime() {
        lookup.setUnknownTime("0");
        ask("nobody@op.example");
        assertThat(ask("nobody@op.example").getProperty("recipientOutcome")).isEqualTo("UNKNOWN");
        assertThat(asked).hasValue(2);

        lookup.setUnknownTime("1m");
        ask("nobody@op.example");
        ask("nobody@op.example");
        assertThat(asked).hasValue(3);
    }

    @Test
    void aSourceThatFailsIsTroubleAndNoFailureOfTheExchange() {
        Exchange exchange = ask("broken@op.example");

        assertThat(exchange.getProperty("recipientOutcome")).isEqualTo("TROUBLE");
        assertThat(exchange.getException()).isNull();
    }

    @Test
    void manyWhoAskForOneAddressAskOnceAndHoldUpNobodyElse() throws Exception {
        ExecutorService sessions = Executors.newFixedThreadPool(20);
        try {
            List<Future<Exchange>> waiting = new ArrayList<>();
            IntStream.range(0, 20).forEach(i -> waiting.add(sessions.submit(() -> ask("slow@op.example"))));
            await().until(() -> asked.get() == 1);

            assertThat(ask("bob@op.example").getProperty("recipientOutcome")).isEqualTo("FOUND");
            answer.countDown();

            for (Future<Exchange> each : waiting) {
                assertThat(each.get().getProperty("recipientOutcome")).isEqualTo("FOUND");
            }
            assertThat(asked).hasValue(2);
        } finally {
            sessions.shutdownNow();
        }
    }

    @Test
    void anyNumberOfUnknownAddressesTakesNoMoreRoomAndLeavesTheKnownAlone() {
        ask("bob@op.example");
        IntStream.range(0, 50_000).forEach(i -> ask("nobody" + i + "@op.example"));
        int before = asked.get();

        ask("bob@op.example");

        assertThat(asked).hasValue(before);
        assertThat(lookup.size()).isLessThanOrEqualTo(10_001);
    }
}
