package org.mailiwf.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.LinkedHashMap;

/** All the rounds of one transport: the systems stand side by side and take turns. */
final class Measurement implements AutoCloseable {

    /** Sent at the fixed rate before the first latency round, so that the client's own code is compiled. */
    private static final int PACED_WARMUP_SECONDS = 1;

    private final Options options;
    private final SmtpSource source;
    private final PacedClient pacedClient;
    private final DnsServer dns = DnsServer.start();
    private final List<MeasuredSystem> systems = new ArrayList<>();
    private final Map<Run, Sent> sent = new LinkedHashMap<>();
    private final Figures figures = new Figures();

    private record Sent(MeasuredSystem system, int mails) {
    }

    Measurement(Options options, Options.Transport transport, Ports ports) throws IOException, InterruptedException {
        this.options = options;
        this.source = new SmtpSource(options.sessions(), options.directory());
        this.pacedClient = new PacedClient(options.sessions(), options.rate());
        try {
            for (SystemName name : SystemName.values()) {
                if (isWanted(name)) {
                    systems.add(MeasuredSystem.start(name, transport, options, ports, dns));
                }
            }
        } catch (IOException | InterruptedException | IllegalStateException failed) {
            close();
            throw failed;
        }
    }

    private boolean isWanted(SystemName name) {
        return switch (name) {
            case GATEWAY -> options.gateway();
            case LOOK_UPS -> options.gateway() && options.lookUps();
            case RAW, SINK -> true;
        };
    }

    Figures measure() throws IOException, InterruptedException {
        warmUp();
        for (int round = 0; round < options.rounds(); round++) {
            for (ConnectionMode mode : ConnectionMode.values()) {
                for (MeasuredSystem system : systems) {
                    measureThroughput(system, mode);
                }
            }
            if (round == 0) {
                recordPeaks(figures.firstRoundMegabytes());
            }
        }
        for (int round = 0; round < options.rounds(); round++) {
            for (MeasuredSystem system : systems) {
                measureLatency(system);
            }
        }
        recordPeaks(figures.peakMegabytes());
        checkThatNothingWasLostOrDoubled();
        return figures;
    }

    private void warmUp() throws IOException, InterruptedException {
        for (MeasuredSystem system : systems) {
            for (ConnectionMode mode : ConnectionMode.values()) {
                source.send(begin(system, options.warmup()), options.warmup(), mode, system.smtpPort());
            }
            int mails = options.rate() * PACED_WARMUP_SECONDS;
            pacedClient.send(begin(system, mails), mails, system.smtpPort());
        }
    }

    private void measureThroughput(MeasuredSystem system, ConnectionMode mode) throws IOException, InterruptedException {
        int mails = options.messages();
        Run run = begin(system, mails);
        Duration cpuBefore = system.cpu();
        Duration elapsed = source.send(run, mails, mode, system.smtpPort());
        Duration cpu = system.cpu().minus(cpuBefore);
        awaitMessages(run);
        Figures.Throughput throughput = figures.throughput(mode, system.name());
        throughput.mailsPerSecond().add(mails * 1e9 / elapsed.toNanos());
        throughput.cpuMicros().add(cpu.toNanos() / 1e3 / mails);
    }

    private void measureLatency(MeasuredSystem system) throws IOException, InterruptedException {
        int mails = options.rate() * options.seconds();
        Run run = begin(system, mails);
        Latencies latencies = Latencies.ofNanos(pacedClient.send(run, mails, system.smtpPort()));
        awaitMessages(run);
        Figures.Latency latency = figures.latency(system.name());
        latency.p50().add(latencies.p50());
        latency.p99().add(latencies.p99());
        latency.max().add(latencies.max());
    }

    private void recordPeaks(Map<SystemName, Double> megabytes) throws IOException {
        for (MeasuredSystem system : systems) {
            megabytes.put(system.name(), system.peakResidentMegabytes());
        }
    }

    private Run begin(MeasuredSystem system, int mails) {
        Run run = new Run(sent.size() + 1);
        sent.put(run, new Sent(system, mails));
        return run;
    }

    private void awaitMessages(Run run) throws InterruptedException {
        Sent what = sent.get(run);
        if (what.system().uas().isPresent()) {
            what.system().uas().get().awaitMessages(run, what.mails());
        }
    }

    /** Last of all, so that a second copy had the time of the whole benchmark to arrive. */
    private void checkThatNothingWasLostOrDoubled() throws IOException, InterruptedException {
        for (MeasuredSystem system : systems) {
            if (system.uas().isPresent()) {
                figures.retransmissions().put(system.name(), system.uas().get().stopAndCountRetransmissions());
            }
        }
        sent.forEach((run, what) -> what.system().uas().ifPresent(uas -> uas.check(run, what.mails())));
    }

    @Override
    public void close() {
        systems.forEach(MeasuredSystem::close);
        dns.close();
    }
}
