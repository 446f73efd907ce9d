package org.mailiwf.bench.load;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.mailiwf.msrp.MsrpComponent;
import org.mailiwf.msrp.MsrpConstants;
import org.mailiwf.sip.SipComponent;
import org.mailiwf.sip.SipConstants;

/**
 * Sessions set up by INVITE, used for one message over MSRP and ended by BYE, at a fixed rate. Both sides are in this JVM: its processor
 * time is that of caller and called.
 */
final class MsrpSessions {

    private static final int RATE = 200;
    private static final int SECONDS = 20;
    private static final int WARMUP = 2000;
    private static final byte[] MESSAGE = new byte[4096];

    private final List<Long> nanos = new ArrayList<>();
    private final AtomicInteger failed = new AtomicInteger();

    Result run() throws InterruptedException {
        try (CamelContext called = context(null); CamelContext caller = context(called)) {
            ProducerTemplate template = caller.createProducerTemplate();
            template.setThreadedAsyncMode(false);
            send(template, WARMUP, RATE);
            nanos.clear();
            failed.set(0);
            long cpuBefore = cpuNanos();
            long started = System.nanoTime();
            send(template, RATE * SECONDS, RATE);
            double seconds = (System.nanoTime() - started) / 1e9;
            double cpu = (cpuNanos() - cpuBefore) / 1e3 / (RATE * SECONDS);
            System.gc();
            Runtime runtime = Runtime.getRuntime();
            double heap = (runtime.totalMemory() - runtime.freeMemory()) / 1e6;
            nanos.sort(null);
            double rate = RATE * SECONDS / seconds;
            List<String> missed = new ArrayList<>();
            if (failed.get() > 0) {
                missed.add(failed.get() + " sessions failed");
            }
            if (rate < 0.95 * RATE) {
                missed.add(String.format(Locale.ROOT, "%.0f sessions/s, below %d", rate, RATE));
            }
            return new Result(String.format(Locale.ROOT, """
                ## %d sessions a second over UDP and MSRP, %d octets each

                | sessions/s | ms p50 | p99 | CPU us/session, both sides | heap MB after | failed |
                |---|---|---|---|---|---|
                | %.0f | %.1f | %.1f | %.0f | %.0f | %d |
                """, RATE, MESSAGE.length, rate, at(0.5), at(0.99), cpu, heap, failed.get()), missed);
        } catch (Exception e) {
            throw new IllegalStateException("The sessions could not be measured", e);
        }
    }

    private double at(double quantile) {
        return nanos.get((int) Math.min(nanos.size() - 1, quantile * nanos.size())) / 1e6;
    }

    private static long cpuNanos() {
        return ((com.sun.management.OperatingSystemMXBean) java.lang.management.ManagementFactory.getOperatingSystemMXBean())
            .getProcessCpuTime();
    }

    private void send(ProducerTemplate template, int sessions, int rate) throws InterruptedException {
        Pace pace = new Pace(rate);
        List<CompletableFuture<Exchange>> all = new ArrayList<>();
        for (int i = 0; i < sessions; i++) {
            pace.await();
            long started = System.nanoTime();
            Map<String, Object> headers = new HashMap<>(Map.of(SipConstants.REQUEST_URI, "sip:u" + i + "@op.example",
                SipConstants.FROM, "sip:alice@corp.example", MsrpConstants.CONTENT_TYPE, "message/cpim"));
            all.add(template.asyncSend("direct:call", exchange -> {
                exchange.getMessage().setHeaders(headers);
                exchange.getMessage().setBody(MESSAGE);
            }).whenComplete((exchange, error) -> done(exchange, System.nanoTime() - started)));
        }
        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).orTimeout(60, TimeUnit.SECONDS).exceptionally(late -> null).join();
    }

    private void done(Exchange exchange, long time) {
        Integer status = exchange == null ? null : exchange.getMessage().getHeader(MsrpConstants.STATUS_CODE, Integer.class);
        synchronized (nanos) {
            nanos.add(time);
        }
        if (status == null || status != 200) {
            failed.incrementAndGet();
        }
    }

    /**
     * A gateway.
     *
     * @param called that it calls; {@code null}: it is the one that is called
     */
    private static CamelContext context(CamelContext called) throws Exception {
        CamelContext context = new DefaultCamelContext();
        SipComponent sip = new SipComponent();
        sip.setListen("udp:127.0.0.1:0,tcp:127.0.0.1:0");
        MsrpComponent msrp = new MsrpComponent();
        msrp.setListen("tcp:127.0.0.1:0");
        context.addComponent("sip", sip);
        context.addComponent("msrp", msrp);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                if (called == null) {
                    from("msrp:message?maxIncoming=1000").setHeader("x", constant("taken"));
                } else {
                    int port = called.getComponent("sip", SipComponent.class).listeningPoints().get(0).port();
                    from("direct:call").to("msrp:message?tcpAbove=0&nextHop=sip:127.0.0.1:" + port);
                }
            }
        });
        context.start();
        return context;
    }
}
