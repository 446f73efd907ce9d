package org.mailiwf.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** The figures as Markdown. */
final class Report {

    private static final String NONE = "-";

    private final Options options;
    private final Map<Options.Transport, Figures> figures;

    Report(Options options, Map<Options.Transport, Figures> figures) {
        this.options = options;
        this.figures = figures;
    }

    String markdown() throws IOException {
        return machine() + throughput() + latency() + resources();
    }

    private String machine() throws IOException {
        return String.format(Locale.ROOT, """
            %d cores, %d MB memory, %s, Java %s. Load generators and far side run on the same cores.
            %d mails a round of %d octets each, %d sessions, every mail to another recipient; median of %d round(s), in brackets smallest and largest.

            """, Runtime.getRuntime().availableProcessors(), memoryMegabytes(), System.getProperty("os.name"),
            System.getProperty("java.version"),
            options.messages(), SmtpSource.MAIL_OCTETS, options.sessions(), options.rounds());
    }

    private static long memoryMegabytes() throws IOException {
        try (var lines = Files.lines(Path.of("/proc/meminfo"))) {
            return lines.filter(line -> line.startsWith("MemTotal:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024).findFirst().orElseThrow();
        }
    }

    private String throughput() {
        StringBuilder table = new StringBuilder("""
            | next hop | connections | system | mails/s | ratio to floor 2 | ratio to floor 1 | CPU us/mail |
            |---|---|---|---|---|---|---|
            """);
        figures.forEach((transport, measured) -> {
            for (ConnectionMode mode : ConnectionMode.values()) {
                measured.throughput(mode).forEach((system, row) -> table.append(String.format(Locale.ROOT, "| %s | %s | %s | %s | %s | %s | %s |%n",
                    transport, mode.label(), system.label(), row.mailsPerSecond().show(0),
                    ratio(measured, mode, system, SystemName.RAW), ratio(measured, mode, system, SystemName.SINK), row.cpuMicros().show(0))));
            }
        });
        table.append('\n');
        if (options.lookUps()) {
            figures.forEach((transport, measured) -> {
                for (ConnectionMode mode : ConnectionMode.values()) {
                    table.append(String.format(Locale.ROOT, "%s, %s: with look-ups %s of the mails/s, %s of the CPU.%n%n", transport, mode.label(),
                        measured.lookUps(mode, Figures.Throughput::mailsPerSecond).show(3), measured.lookUps(mode, Figures.Throughput::cpuMicros).show(3)));
                }
            });
        }
        return table.toString();
    }

    private static String ratio(Figures measured, ConnectionMode mode, SystemName system, SystemName floor) {
        return system == SystemName.GATEWAY ? measured.ratio(mode, floor).show(2) : NONE;
    }

    private String latency() {
        StringBuilder table = new StringBuilder(String.format(Locale.ROOT, """
            At %d mails/s over persistent connections, milliseconds from the final dot to the reply; "added" is what the gateway takes more than floor 2:

            | next hop | system | p50 | p99 | max | added p50 | added p99 |
            |---|---|---|---|---|---|---|
            """, options.rate()));
        figures.forEach((transport, measured) -> measured.latency().forEach((system, row) -> {
            boolean compared = system == SystemName.GATEWAY;
            Figures.Latency floor = measured.latency(SystemName.RAW);
            table.append(String.format(Locale.ROOT, "| %s | %s | %s | %s | %s | %s | %s |%n", transport, system.label(),
                row.p50().show(2), row.p99().show(2), row.max().show(1),
                compared ? row.p50().with(floor.p50(), (own, other) -> own - other).show(2) : NONE,
                compared ? row.p99().with(floor.p99(), (own, other) -> own - other).show(2) : NONE));
        }));
        return table.append('\n').toString();
    }

    private String resources() {
        StringBuilder table = new StringBuilder("""
            | next hop | system | peak RSS MB after the first round | at the end | retransmissions |
            |---|---|---|---|---|
            """);
        figures.forEach((transport, measured) -> measured.peakMegabytes().forEach((system, megabytes) ->
            table.append(String.format(Locale.ROOT, "| %s | %s | %.0f | %.0f | %s |%n", transport, system.label(),
                measured.firstRoundMegabytes().get(system), megabytes,
                measured.retransmissions().containsKey(system) ? measured.retransmissions().get(system) : NONE))));
        return table.toString();
    }
}
