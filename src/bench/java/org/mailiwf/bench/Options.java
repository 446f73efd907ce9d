package org.mailiwf.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What is measured, from system properties {@code bench.*}.
 *
 * @param messages      mails in a throughput round
 * @param warmup        mails that each system takes before the first round, in each connection mode
 * @param sessions      SMTP sessions at the same time
 * @param rounds        rounds of each measurement; the median is shown
 * @param transports    transports of the next hop
 * @param rate          mails a second when latency is measured
 * @param seconds       seconds of a latency round
 * @param floor         the smallest ratio to floor 2 that passes; 0 checks nothing
 * @param gateway       whether the gateway is measured; without it the floors are measured alone
 * @param classPath     the class path of the gateway
 * @param jvmArguments  further JVM arguments of the gateway, such as those of a flight recording
 * @param directory     where logs and the table go
 */
record Options(int messages, int warmup, int sessions, int rounds, List<Transport> transports, int rate, int seconds, double floor,
               boolean gateway, String classPath, List<String> jvmArguments, Path directory) {

    /** The transport of the next hop. */
    enum Transport {
        UDP, TCP;

        String token() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Options ofSystemProperties() throws IOException {
        Path directory = Path.of(text("bench.directory", "target/bench"));
        boolean quick = isOn("bench.quick");
        return new Options(
            number("bench.messages", quick ? 500 : 10_000),
            number("bench.warmup", quick ? 300 : 20_000),
            number("bench.sessions", 20),
            number("bench.rounds", quick ? 1 : 3),
            words("bench.transports", quick ? "udp" : "udp,tcp", ",").map(word -> Transport.valueOf(word.toUpperCase(Locale.ROOT))).toList(),
            number("bench.rate", 500),
            number("bench.seconds", quick ? 1 : 5),
            Double.parseDouble(text("bench.floor", "0")),
            !isOn("bench.floors-only"),
            gatewayClassPath(directory),
            words("bench.gateway.jvm", "", "\\s+").toList(),
            directory);
    }

    /** Its classes, and the dependencies that Maven wrote down. */
    private static String gatewayClassPath(Path directory) throws IOException {
        return text("bench.gateway.classes", "target/classes") + File.pathSeparator + Files.readString(directory.resolve("gateway.classpath"));
    }

    private static boolean isOn(String key) {
        String value = System.getProperty(key, "");
        return Boolean.parseBoolean(value);
    }

    private static int number(String key, int usual) {
        int number = Integer.parseInt(text(key, Integer.toString(usual)));
        if (number < 1) {
            throw new IllegalArgumentException(key + " must be at least 1, not " + number);
        }
        return number;
    }

    /** Maven hands over an option that was not given as an empty property. */
    private static String text(String key, String usual) {
        String value = System.getProperty(key, "").trim();
        return value.isEmpty() ? usual : value;
    }

    private static Stream<String> words(String key, String usual, String separator) {
        return Stream.of(text(key, usual).split(separator)).filter(word -> !word.isEmpty());
    }
}
