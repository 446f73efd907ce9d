package org.mailiwf.bench.jmh;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;
import org.mailiwf.mapping.StatusMap;
import org.mailiwf.smtpd.SmtpConstants;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What RCPT costs in the route {@code recipient-lookup}: a known recipient, an unknown one, and the way into a route that does nothing. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
public class RecipientBenchmark {

    /** Unknown recipients a second, each another one, beside what is measured. */
    @Param({"0", "10000"})
    private int unknownPerSecond;

    private final AtomicLong names = new AtomicLong();
    private Main camel;
    private ProducerTemplate template;
    private Endpoint lookup;
    private Endpoint floor;
    private Thread stranger;
    private volatile boolean over;

    @Setup
    public void start() throws IOException {
        Path aliases = Files.writeString(Files.createTempFile("aliases", ""), "bob@op.example = sip:bob@op.example\n");
        Properties settings = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of("routes", "application.properties"))) {
            settings.load(reader);
        }
        settings.keySet().removeIf(key -> key.toString().startsWith("camel.component."));
        settings.setProperty("iwf.recipients.file", aliases.toString());
        settings.setProperty("iwf.recipients.default", "");
        camel = new Main();
        camel.setDefaultPropertyPlaceholderLocation("false");
        camel.setOverrideProperties(settings);
        camel.bind("statusMap", new StatusMap());
        camel.configure().withRoutesIncludePattern("file:" + Path.of("routes", "recipient-lookup.camel.yaml").toAbsolutePath());
        camel.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:floor").setBody(constant("sip:bob@op.example"));
            }
        });
        camel.start();
        template = camel.getCamelContext().createProducerTemplate(2);
        lookup = camel.getCamelContext().getEndpoint("direct:recipient-lookup");
        floor = camel.getCamelContext().getEndpoint("direct:floor");
        stranger = new Thread(this::ask, "stranger");
        stranger.setDaemon(true);
        if (unknownPerSecond > 0) {
            stranger.start();
        }
    }

    private void ask() {
        long next = System.nanoTime();
        while (!over) {
            for (int i = 0; i < unknownPerSecond / 1000; i++) {
                rcpt(lookup, "nobody" + names.incrementAndGet() + "@op.example");
            }
            next += 1_000_000;
            LockSupport.parkNanos(next - System.nanoTime());
        }
    }

    @TearDown
    public void stop() {
        over = true;
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        System.out.printf("%n%d unknown recipients, heap %d MB%n", names.get(), (runtime.totalMemory() - runtime.freeMemory()) >> 20);
        camel.stop();
    }

    private Exchange rcpt(Endpoint endpoint, String address) {
        Exchange exchange = endpoint.createExchange();
        exchange.getMessage().setBody(address);
        exchange.getMessage().setHeader(SmtpConstants.RECIPIENT_COUNT, 0);
        return template.send(endpoint, exchange);
    }

    @Benchmark
    public Object known() {
        return rcpt(lookup, "bob@op.example").getMessage().getBody();
    }

    @Benchmark
    public Object nothing() {
        return rcpt(floor, "bob@op.example").getMessage().getBody();
    }

    @Benchmark
    public Object unknown() {
        return rcpt(lookup, "stranger" + names.incrementAndGet() + "@op.example").getMessage().getHeader(SmtpConstants.REPLY_CODE);
    }
}
