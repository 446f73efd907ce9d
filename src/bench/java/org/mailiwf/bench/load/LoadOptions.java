package org.mailiwf.bench.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import org.mailiwf.bench.BenchProperties;
import org.mailiwf.bench.GatewayCommand;

/**
 * What is measured, from system properties {@code bench.*}.
 *
 * @param scenarios    which
 * @param messages     mails in a throughput round
 * @param warmup       mails that a gateway takes before the first round
 * @param rounds       rounds; the median counts
 * @param sessions     how many sessions send at the same time where there are many
 * @param idle         how many sessions stand idle; 0: as many as suit the JVM
 * @param rate         mails a second where the rate is fixed
 * @param abuses       what the abusive client does
 * @param abuseRate    how much of it a second
 * @param unknownRate  unknown recipients a second
 * @param largeMails   large mails in a throughput round
 * @param soak         how long the soak is; zero: none
 * @param javaHome     of the gateway
 * @param jvmArguments further ones of the gateway
 * @param classPath    of the gateway
 * @param directory    where logs and the report go
 */
record LoadOptions(List<Scenario> scenarios, int messages, int warmup, int rounds, int sessions, int idle, int rate, List<Abuse> abuses,
                   int abuseRate, int unknownRate, int largeMails, Duration soak, Path javaHome, List<String> jvmArguments, String classPath,
                   Path directory) {

    static LoadOptions ofSystemProperties() throws IOException {
        Path directory = Path.of(BenchProperties.text("bench.directory", "target/bench"));
        Duration soak = duration(BenchProperties.text("bench.soak", "0s"));
        return new LoadOptions(
            BenchProperties.words("bench.scenarios", soak.isZero() ? "sessions,idle,abuse" : "soak", ",").map(Scenario::of).toList(),
            BenchProperties.number("bench.messages", 10_000),
            BenchProperties.number("bench.warmup", 20_000),
            BenchProperties.number("bench.rounds", 3),
            BenchProperties.number("bench.sessions", 1000),
            Integer.parseInt(BenchProperties.text("bench.idle", "0")),
            BenchProperties.number("bench.rate", 500),
            BenchProperties.words("bench.abuses", "connections,slow-data,unknown-recipients,early-talker", ",").map(Abuse::of).toList(),
            BenchProperties.number("bench.abuse-rate", 500),
            BenchProperties.number("bench.unknown-rate", 10_000),
            BenchProperties.number("bench.large-mails", 40),
            soak,
            Path.of(BenchProperties.text("bench.gateway.java-home", System.getProperty("java.home"))),
            BenchProperties.words("bench.gateway.jvm", "", "\\s+").toList(),
            GatewayCommand.classPath(directory),
            directory);
    }

    /** The same with one more argument for the JVM of the gateway. */
    LoadOptions withJvmArgument(String argument) {
        return new LoadOptions(scenarios, messages, warmup, rounds, sessions, idle, rate, abuses, abuseRate, unknownRate, largeMails,
            soak, javaHome, Stream.concat(jvmArguments.stream(), Stream.of(argument)).toList(), classPath, directory);
    }

    /** Such as {@code 90s} or {@code 10m}. */
    private static Duration duration(String text) {
        return Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
    }

    /** Of the gateway, such as 17. */
    int javaVersion() throws IOException {
        try (var lines = Files.lines(javaHome.resolve("release"))) {
            String version = lines.filter(line -> line.startsWith("JAVA_VERSION=")).findFirst()
                .orElseThrow(() -> new IOException(javaHome + " does not say which Java it is"));
            return Runtime.Version.parse(version.replaceAll(".*=\"|\"", "")).feature();
        }
    }

    boolean hasVirtualThreads() throws IOException {
        return javaVersion() >= 21;
    }
}
