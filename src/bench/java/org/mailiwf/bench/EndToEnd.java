package org.mailiwf.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/**
 * The end-to-end benchmark: smtp-source, the gateway, SIPp; and beside the gateway, in the same run, the floors.
 *
 * <p>Prints its tables and writes them to {@code end-to-end.md} of its directory. Exit status 1: a mail was lost, doubled or refused, or
 * a ratio to floor 2 is below {@code bench.floor}, or the gateway's resident set is not under 512 MB or grew by more than a tenth from the
 * end of the first round to the end. See docs/benchmark.md.
 */
public final class EndToEnd {

    private static final double MAX_MEGABYTES = 512;
    private static final double MAX_GROWTH = 1.1;

    private EndToEnd() {
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        Options options = Options.ofSystemProperties();
        Map<Options.Transport, Figures> figures = new EnumMap<>(Options.Transport.class);
        Files.createDirectories(options.directory());
        Ports ports = new Ports();
        for (Options.Transport transport : options.transports()) {
            try (Measurement measurement = new Measurement(options, transport, ports)) {
                figures.put(transport, measurement.measure());
            }
        }
        String report = new Report(options, figures).markdown();
        Path file = options.directory().resolve("end-to-end.md");
        Files.writeString(file, report);
        System.out.println(report);
        System.out.println("Written to " + file);
        if (!reachesFloor(options, figures) | !staysSmall(options, figures)) {
            System.exit(1);
        }
    }

    private static boolean reachesFloor(Options options, Map<Options.Transport, Figures> figures) {
        boolean reached = true;
        if (options.gateway() && options.floor() > 0) {
            for (Map.Entry<Options.Transport, Figures> measured : figures.entrySet()) {
                for (ConnectionMode mode : ConnectionMode.values()) {
                    double ratio = measured.getValue().ratio(mode, SystemName.RAW).median();
                    if (ratio < options.floor()) {
                        System.err.printf("%s, %s: ratio to floor 2 is %.2f, below %.2f%n", measured.getKey(), mode.label(), ratio, options.floor());
                        reached = false;
                    }
                }
            }
        }
        return reached;
    }

    /** All are warm when the first round begins: whatever grows after it would grow for ever. A smoke test is too short to tell. */
    private static boolean staysSmall(Options options, Map<Options.Transport, Figures> figures) {
        boolean small = true;
        if (options.gateway() && options.rounds() > 1) {
            for (Map.Entry<Options.Transport, Figures> measured : figures.entrySet()) {
                double first = measured.getValue().firstRoundMegabytes().get(SystemName.GATEWAY);
                double last = measured.getValue().peakMegabytes().get(SystemName.GATEWAY);
                if (last >= MAX_MEGABYTES || last > MAX_GROWTH * first) {
                    System.err.printf("%s: peak RSS %.0f MB after the first round, %.0f MB at the end%n", measured.getKey(), first, last);
                    small = false;
                }
            }
        }
        return small;
    }
}
