package org.mailiwf.bench.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.mailiwf.bench.Latencies;
import org.mailiwf.bench.Ports;
import org.mailiwf.bench.Run;
import org.mailiwf.bench.Series;

/**
 * What a session waits for RCPT of a recipient that is known, without and with others that ask for ever new ones that nobody knows; and
 * what the gateway holds in its heap after a full collection.
 */
final class UnknownRecipients {

    private static final int KNOWN = 1000;
    private static final int SECONDS = 5;
    private static final double MAX_RATIO = 1.2;
    private static final double MAX_GROWTH = 1.1;
    /** Of the rate that was asked for. */
    private static final double MIN_REACHED = 0.95;

    private final LoadOptions options;
    private final Ports ports;
    private final List<String> missed = new ArrayList<>();
    private final Series without = new Series();
    private final Series with = new Series();
    private final Series asked = new Series();

    UnknownRecipients(LoadOptions options, Ports ports) {
        this.options = options;
        this.ports = ports;
    }

    Result run() throws IOException, InterruptedException {
        Path aliases = options.directory().resolve("known-recipients");
        Files.writeString(aliases, IntStream.range(0, KNOWN).mapToObj(i -> "known%d@%s = sip:known%d@%s%n".formatted(i, Run.DOMAIN, i, Run.DOMAIN))
            .collect(Collectors.joining()));
        try (FarSide farSide = FarSide.accepting(Duration.ZERO);
             LoadedGateway gateway = LoadedGateway.start("gateway-unknown", options, ports, farSide, Map.of(
                 "iwf.recipients.file", aliases.toString(), "iwf.recipients.default", ""))) {
            // warm, and every memory of answers full
            try (Strangers strangers = Strangers.start(gateway.smtpPort(), Run.DOMAIN, options.unknownRate())) {
                for (int i = 0; i < options.warmup() / (options.rate() * SECONDS) + 1; i++) {
                    measure(gateway, new Series());
                }
                strangers.refused();
            }
            double before = gateway.liveHeapMegabytes();
            for (int round = 0; round < options.rounds(); round++) {
                measure(gateway, without);
                try (Strangers strangers = Strangers.start(gateway.smtpPort(), Run.DOMAIN, options.unknownRate())) {
                    TimeUnit.SECONDS.sleep(1);
                    long first = strangers.refused();
                    long started = System.nanoTime();
                    measure(gateway, with);
                    asked.add((strangers.refused() - first) * 1e9 / (System.nanoTime() - started));
                }
            }
            return result(before, gateway.liveHeapMegabytes());
        }
    }

    /** At a fixed rate, in one session. */
    private void measure(LoadedGateway gateway, Series p50) throws IOException, InterruptedException {
        long[] nanos = new long[options.rate() * SECONDS];
        Pace pace = new Pace(options.rate());
        try (SmtpConnection connection = new SmtpConnection(gateway.smtpPort())) {
            connection.begin();
            for (int i = 0; i < nanos.length; i++) {
                connection.command("MAIL FROM:<" + Run.SENDER + ">", 250);
                pace.await();
                long start = System.nanoTime();
                connection.command("RCPT TO:<known" + i % KNOWN + "@" + Run.DOMAIN + ">", 250);
                nanos[i] = System.nanoTime() - start;
                connection.command("RSET", 250);
            }
        }
        p50.add(1000 * Latencies.ofNanos(nanos).p50());
    }

    private Result result(double before, double after) {
        Series ratio = with.with(without, (one, other) -> one / other);
        if (ratio.median() > MAX_RATIO) {
            missed.add(String.format(Locale.ROOT, "a known recipient takes %.2f of what it takes without unknown ones", ratio.median()));
        }
        if (after > MAX_GROWTH * before) {
            missed.add(String.format(Locale.ROOT, "the heap has grown from %.1f to %.1f MB", before, after));
        }
        if (asked.median() < MIN_REACHED * options.unknownRate()) {
            missed.add(String.format(Locale.ROOT, "%.0f unknown recipients a second, not %d", asked.median(), options.unknownRate()));
        }
        return new Result(String.format(Locale.ROOT, """
            ## Unknown recipients, each another one

            | unknown/s | RCPT of a known one, p50 us, without | with | ratio | live heap MB before | after |
            |---|---|---|---|---|---|
            | %s | %s | %s | %s | %.1f | %.1f |
            """, asked.show(0), without.show(0), with.show(0), ratio.show(2), before, after), missed);
    }
}
