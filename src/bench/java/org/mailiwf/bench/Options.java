package org.mailiwf.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

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
 * @param lookUps       whether a gateway with look-ups stands beside the one without
 * @param classPath     the class path of the gateway
 * @param jvmArguments  further JVM arguments of the gateway, such as those of a flight recording
 * @param directory     where logs and the table go
 */
record Options(int messages, int warmup, int sessions, int rounds, List<Transport> transports, int rate, int seconds, double floor,
               boolean gateway, boolean lookUps, String classPath, List<String> jvmArguments, Path directory) {

    /** The transport of the next hop. */
    enum Transport {
        UDP, TCP;

        String token() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static Options ofSystemProperties() throws IOException {
        Path directory = Path.of(BenchProperties.text("bench.directory", "target/bench"));
        boolean quick = BenchProperties.isOn("bench.quick");
        return new Options(
            BenchProperties.number("bench.messages", quick ? 500 : 10_000),
            BenchProperties.number("bench.warmup", quick ? 300 : 20_000),
            BenchProperties.number("bench.sessions", 20),
            BenchProperties.number("bench.rounds", quick ? 1 : 3),
            BenchProperties.words("bench.transports", quick ? "udp" : "udp,tcp", ",").map(word -> Transport.valueOf(word.toUpperCase(Locale.ROOT))).toList(),
            BenchProperties.number("bench.rate", 500),
            BenchProperties.number("bench.seconds", quick ? 1 : 5),
            Double.parseDouble(BenchProperties.text("bench.floor", "0")),
            !BenchProperties.isOn("bench.floors-only"),
            BenchProperties.isOn("bench.look-ups"),
            GatewayCommand.classPath(directory),
            BenchProperties.words("bench.gateway.jvm", "", "\\s+").toList(),
            directory);
    }
}
