package org.mailiwf.bench.load;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.mailiwf.bench.Child;
import org.mailiwf.bench.ConnectionMode;
import org.mailiwf.bench.Latencies;
import org.mailiwf.bench.PacedClient;
import org.mailiwf.bench.Ports;
import org.mailiwf.bench.Run;
import org.mailiwf.bench.Series;
import org.mailiwf.bench.SmtpSource;

/**
 * Well-behaved clients, and one that is not: what they get done at full speed, and how long they wait at a fixed rate, with it and
 * without it, one right after the other.
 */
final class AbuseScenario {

    private static final int SENDING = 20;
    private static final int PACED_SECONDS = 3;
    /** It has used up what it is granted by then. */
    private static final int RAMP_SECONDS = 2;
    private static final double MIN_RATIO = 0.9;
    private static final String ABUSER = "127.0.0.66";
    private static final Duration START_LIMIT = Duration.ofSeconds(10);

    private final LoadOptions options;
    private final Ports ports;
    private final SmtpSource source;
    private final PacedClient pacedClient;
    private final List<String> missed = new ArrayList<>();
    private int runs;

    AbuseScenario(LoadOptions options, Ports ports) {
        this.options = options;
        this.ports = ports;
        this.source = new SmtpSource(SENDING, options.directory());
        this.pacedClient = new PacedClient(SENDING, options.rate());
    }

    /** What the others got. */
    private record Figures(Series rates, Series p50, Series p99) {

        static Figures none() {
            return new Figures(new Series(), new Series(), new Series());
        }
    }

    Result run() throws IOException, InterruptedException {
        StringBuilder table = new StringBuilder(String.format(Locale.ROOT, """
            ## One abusive client, %d times a second

            Of the others, without it and with it; milliseconds at %d mails/s.

            | what it does | mails/s without | with | ratio | p50 without | with | p99 without | with |
            |---|---|---|---|---|---|---|---|
            """, options.abuseRate(), options.rate()));
        try (FarSide farSide = FarSide.accepting(Duration.ZERO)) {
            for (Abuse abuse : options.abuses()) {
                // a gateway of its own for each, so that none inherits what another has used up
                try (LoadedGateway gateway = LoadedGateway.start("gateway-" + abuse.label(), options, ports, farSide, settings())) {
                    table.append(measure(abuse, gateway, farSide));
                }
            }
            if (!farSide.tally().doubled().isEmpty()) {
                missed.add("sent twice: " + farSide.tally().doubled());
            }
        }
        return new Result(table.toString(), missed);
    }

    /** The well-behaved clients are exempt as they are by default, and the abusive one is not. */
    private static Map<String, String> settings() {
        return Map.of("iwf.smtp.limit.exempt-networks", "127.0.0.1");
    }

    private String measure(Abuse abuse, LoadedGateway gateway, FarSide farSide) throws IOException, InterruptedException {
        Figures without = Figures.none();
        Figures with = Figures.none();
        measure(gateway, farSide, Figures.none(), options.warmup());
        for (int round = 0; round < options.rounds(); round++) {
            measure(gateway, farSide, without, options.messages());
            try (Child abuser = Child.start("abuser-" + abuse.label(), options.directory(), command(abuse, gateway.smtpPort()))) {
                abuser.await("RUNNING", START_LIMIT, () -> abuser.hasPrintedLine("RUNNING"));
                TimeUnit.SECONDS.sleep(RAMP_SECONDS);
                measure(gateway, farSide, with, options.messages());
            }
        }
        Series ratio = with.rates.with(without.rates, (one, other) -> one / other);
        if (ratio.median() < MIN_RATIO) {
            missed.add(String.format(Locale.ROOT, "%s: others get %.2f of what they get without", abuse.label(), ratio.median()));
        }
        return String.format(Locale.ROOT, "| %s | %s | %s | %s | %s | %s | %s | %s |%n", abuse.label(), without.rates.show(0),
            with.rates.show(0), ratio.show(2), without.p50.show(2), with.p50.show(2), without.p99.show(1), with.p99.show(1));
    }

    private List<String> command(Abuse abuse, int port) {
        return List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx128m",
            "-cp", System.getProperty("java.class.path"), AbusiveClient.class.getName(),
            abuse.label(), Integer.toString(options.abuseRate()), ABUSER, Integer.toString(port));
    }

    private void measure(LoadedGateway gateway, FarSide farSide, Figures figures, int mails) throws IOException, InterruptedException {
        Run flood = new Run(++runs);
        Duration elapsed = source.send(flood, mails, ConnectionMode.PERSISTENT, gateway.smtpPort());
        figures.rates.add(mails * 1e9 / elapsed.toNanos());
        checkArrived(farSide, flood, mails);
        Run paced = new Run(++runs);
        int pacedMails = options.rate() * PACED_SECONDS;
        Latencies latencies = Latencies.ofNanos(pacedClient.send(paced, pacedMails, gateway.smtpPort()));
        figures.p50.add(latencies.p50());
        figures.p99.add(latencies.p99());
        checkArrived(farSide, paced, pacedMails);
    }

    private void checkArrived(FarSide farSide, Run run, int mails) throws InterruptedException {
        long arrived = farSide.awaitRecipients(run, mails);
        if (arrived != mails) {
            missed.add(arrived + " MESSAGEs for " + mails + " mails");
        }
    }
}
