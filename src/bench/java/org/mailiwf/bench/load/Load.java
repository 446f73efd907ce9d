package org.mailiwf.bench.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.mailiwf.bench.Ports;

/**
 * Puts the gateway through the load scenarios. Prints the figures and writes them to {@code load.md} of its directory. Exit status 1: a
 * bar was missed. See docs/benchmark.md.
 */
public final class Load {

    private Load() {
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        LoadOptions options = LoadOptions.ofSystemProperties();
        Files.createDirectories(options.directory());
        Ports ports = new Ports();
        StringBuilder report = new StringBuilder(String.format(Locale.ROOT, "%d cores, %s, gateway on Java %d with -Xmx256m.%n",
            Runtime.getRuntime().availableProcessors(), System.getProperty("os.name"), options.javaVersion()));
        List<String> missed = new ArrayList<>();
        for (Scenario scenario : options.scenarios()) {
            Result result = scenario.run(options, ports);
            report.append('\n').append(result.markdown());
            missed.addAll(result.missed());
        }
        Path file = options.directory().resolve("load.md");
        Files.writeString(file, report);
        System.out.println(report);
        System.out.println("Written to " + file);
        missed.forEach(System.err::println);
        if (!missed.isEmpty()) {
            System.exit(1);
        }
    }
}
