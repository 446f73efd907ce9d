package org.mailiwf.bench;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;

/** What was measured with one transport of the next hop. */
final class Figures {

    /** Of one system in one connection mode. */
    record Throughput(Series mailsPerSecond, Series cpuMicros) {
    }

    /** Of one system at the fixed rate, in milliseconds. */
    record Latency(Series p50, Series p99, Series max) {
    }

    private final Map<ConnectionMode, Map<SystemName, Throughput>> throughput = new EnumMap<>(ConnectionMode.class);
    private final Map<SystemName, Latency> latency = new EnumMap<>(SystemName.class);
    private final Map<SystemName, Double> firstRoundMegabytes = new EnumMap<>(SystemName.class);
    private final Map<SystemName, Double> peakMegabytes = new EnumMap<>(SystemName.class);
    private final Map<SystemName, Long> retransmissions = new EnumMap<>(SystemName.class);

    Map<SystemName, Throughput> throughput(ConnectionMode mode) {
        return throughput.computeIfAbsent(mode, any -> new EnumMap<>(SystemName.class));
    }

    Throughput throughput(ConnectionMode mode, SystemName system) {
        return throughput(mode).computeIfAbsent(system, any -> new Throughput(new Series(), new Series()));
    }

    Map<SystemName, Latency> latency() {
        return latency;
    }

    Latency latency(SystemName system) {
        return latency.computeIfAbsent(system, any -> new Latency(new Series(), new Series(), new Series()));
    }

    /** Peak resident set in MB after the first round at full load. */
    Map<SystemName, Double> firstRoundMegabytes() {
        return firstRoundMegabytes;
    }

    /** Peak resident set in MB. */
    Map<SystemName, Double> peakMegabytes() {
        return peakMegabytes;
    }

    Map<SystemName, Long> retransmissions() {
        return retransmissions;
    }

    /** A figure of the gateway with look-ups, for each of the one without. */
    Series lookUps(ConnectionMode mode, Function<Throughput, Series> figure) {
        return figure.apply(throughput(mode, SystemName.LOOK_UPS))
            .with(figure.apply(throughput(mode, SystemName.GATEWAY)), (with, without) -> with / without);
    }

    /** Mails a second of the gateway for each mail a second of the floor; the system must have been measured. */
    Series ratio(ConnectionMode mode, SystemName floor) {
        return throughput(mode, SystemName.GATEWAY).mailsPerSecond()
            .with(throughput(mode, floor).mailsPerSecond(), (gateway, other) -> gateway / other);
    }
}
