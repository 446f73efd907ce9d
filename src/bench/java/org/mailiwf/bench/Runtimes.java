package org.mailiwf.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The same gateway as a program of its own, on Quarkus and in Karaf: how long each takes to READY, what Karaf needs for it, and how many
 * mails a second each takes, side by side.
 *
 * <p>Prints a table and writes it to {@code runtimes.md} of its directory. Exit status 1: a mail was lost, doubled or refused, or one of
 * the bars that stand here is missed. See docs/benchmark.md.
 */
public final class Runtimes {

    /** Of the standalone program's mails a second, unless {@code bench.floor} says another. */
    private static final String FLOOR = "0.85";
    private static final double MAX_ABOVE_BARE_KARAF = 200;
    /** The collector that the launcher takes, and the heap of every system. */
    private static final List<String> JVM = GatewayCommand.JVM;

    private final int messages = BenchProperties.number("bench.messages", 10_000);
    private final int warmup = BenchProperties.number("bench.warmup", 120_000);
    private final int rounds = BenchProperties.number("bench.rounds", 5);
    private final double floor = Double.parseDouble(BenchProperties.text("bench.floor", FLOOR));
    private final Path directory = Path.of(BenchProperties.text("bench.directory", "target/bench"));
    private final SmtpSource source = new SmtpSource(BenchProperties.number("bench.sessions", 20), directory);
    private final List<HostedGateway> gateways = new ArrayList<>();
    private final Map<HostedGateway, List<Run>> sent = new LinkedHashMap<>();
    private final Map<HostedGateway, Figures.Throughput> figures = new LinkedHashMap<>();
    private int runs;

    public static void main(String[] args) throws IOException, InterruptedException {
        System.exit(new Runtimes().run() ? 0 : 1);
    }

    private boolean run() throws IOException, InterruptedException {
        Files.createDirectories(directory);
        Ports ports = new Ports();
        try {
            gateways.add(HostedGateway.standalone(JVM, ports, directory));
            gateways.add(HostedGateway.quarkus(JVM, ports, directory));
            gateways.add(HostedGateway.karaf(JVM, ports, directory));
            for (HostedGateway gateway : gateways) {
                sent.put(gateway, new ArrayList<>());
                figures.put(gateway, new Figures.Throughput(new Series(), new Series()));
            }
            warmUp();
            for (int round = 0; round < rounds; round++) {
                for (HostedGateway gateway : gateways) {
                    measure(gateway);
                }
            }
            for (HostedGateway gateway : gateways) {
                for (Run run : sent.get(gateway)) {
                    gateway.uas().check(run, messages);
                }
            }
            return report();
        } finally {
            gateways.forEach(HostedGateway::close);
        }
    }

    private void warmUp() throws IOException, InterruptedException {
        for (int done = 0; done < warmup; done += messages) {
            for (HostedGateway gateway : gateways) {
                send(gateway);
            }
        }
    }

    private Duration send(HostedGateway gateway) throws IOException, InterruptedException {
        Run run = new Run(++runs);
        sent.get(gateway).add(run);
        return source.send(run, messages, ConnectionMode.PERSISTENT, gateway.smtpPort());
    }

    private void measure(HostedGateway gateway) throws IOException, InterruptedException {
        Duration before = gateway.cpu();
        Duration elapsed = send(gateway);
        Duration cpu = gateway.cpu().minus(before);
        figures.get(gateway).mailsPerSecond().add(messages * 1e9 / elapsed.toNanos());
        figures.get(gateway).cpuMicros().add(cpu.toNanos() / 1e3 / messages);
    }

    private boolean report() throws IOException {
        StringBuilder table = new StringBuilder(String.format(Locale.ROOT, """
            Java %s, %d mails a round after %d, median of %d round(s), in brackets smallest and largest.

            | runtime | READY after s | bar | mails/s | ratio to standalone | bar | CPU us/mail | peak RSS MB |
            |---|---|---|---|---|---|---|---|
            """, System.getProperty("java.version"), messages, warmup, rounds));
        Series standalone = figures.get(gateways.get(0)).mailsPerSecond();
        boolean reached = true;
        for (HostedGateway gateway : gateways) {
            Figures.Throughput own = figures.get(gateway);
            Series ratio = own.mailsPerSecond().with(standalone, (here, there) -> here / there);
            table.append(String.format(Locale.ROOT, "| %s | %.1f | %.1f | %s | %s | %.2f | %s | %.0f |%n", gateway.name(), gateway.start().toMillis() / 1e3,
                gateway.startBar().toMillis() / 1e3, own.mailsPerSecond().show(0), ratio.show(2), floor, own.cpuMicros().show(0), gateway.peakMegabytes()));
            reached &= gateway.start().compareTo(gateway.startBar()) < 0 && ratio.median() >= floor;
        }
        HostedGateway karaf = gateways.get(gateways.size() - 1);
        table.append(String.format(Locale.ROOT, "%nKaraf: %d MB bare, %d MB more with the gateway (bar %.0f).%n",
            karaf.bareMegabytes(), karaf.readyMegabytes() - karaf.bareMegabytes(), MAX_ABOVE_BARE_KARAF));
        reached &= karaf.readyMegabytes() - karaf.bareMegabytes() < MAX_ABOVE_BARE_KARAF;
        Path file = directory.resolve("runtimes.md");
        Files.writeString(file, table);
        System.out.println(table + (reached ? "\nEvery bar is reached." : "\nA bar is missed."));
        return reached;
    }
}
