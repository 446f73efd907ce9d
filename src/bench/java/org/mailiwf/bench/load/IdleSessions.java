package org.mailiwf.bench.load;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.mailiwf.bench.ConnectionMode;
import org.mailiwf.bench.Ports;
import org.mailiwf.bench.Run;
import org.mailiwf.bench.Series;
import org.mailiwf.bench.SmtpSource;

/** Many sessions that say nothing, and mails beside them: the same mails as without them, and as fast. */
final class IdleSessions {

    private static final int SENDING = 20;
    private static final int ON_VIRTUAL_THREADS = 10_000;
    private static final int ON_PLATFORM_THREADS = 2000;
    private static final double MAX_MEGABYTES = 512;
    private static final double MIN_RATIO = 0.9;

    private final LoadOptions options;
    private final Ports ports;
    private final SmtpSource source;
    private final List<String> missed = new ArrayList<>();
    private int runs;

    IdleSessions(LoadOptions options, Ports ports) {
        this.options = options;
        this.ports = ports;
        this.source = new SmtpSource(SENDING, options.directory());
    }

    Result run() throws IOException, InterruptedException {
        int usual = options.hasVirtualThreads() ? ON_VIRTUAL_THREADS : ON_PLATFORM_THREADS;
        int idle = options.idle() == 0 ? usual : options.idle();
        Map<String, String> settings = Map.of("iwf.smtp.max-connections", Integer.toString(idle + 1000));
        try (FarSide farSide = FarSide.accepting(Duration.ZERO);
             LoadedGateway gateway = LoadedGateway.start("gateway-idle", options, ports, farSide, settings)) {
            send(gateway, farSide, options.warmup());
            Series alone = new Series();
            Series beside = new Series();
            measure(gateway, farSide, alone);
            double before = gateway.residentMegabytes();
            long started = System.nanoTime();
            try (IdleClients clients = IdleClients.open(idle, gateway.smtpPort())) {
                double seconds = (System.nanoTime() - started) / 1e9;
                double opened = gateway.residentMegabytes();
                measure(gateway, farSide, beside);
                int alive = clients.alive();
                if (alive != idle) {
                    missed.add(idle - alive + " of " + idle + " idle sessions were lost");
                }
                check(gateway, alone, beside);
                return new Result(markdown(idle, seconds, gateway, before, opened, alone, beside), missed);
            }
        }
    }

    private void measure(LoadedGateway gateway, FarSide farSide, Series rates) throws IOException, InterruptedException {
        for (int round = 0; round < options.rounds(); round++) {
            rates.add(send(gateway, farSide, options.messages()));
        }
    }

    private double send(LoadedGateway gateway, FarSide farSide, int mails) throws IOException, InterruptedException {
        Run run = new Run(++runs);
        Duration elapsed = source.send(run, mails, ConnectionMode.PERSISTENT, gateway.smtpPort());
        long arrived = farSide.awaitRecipients(run, mails);
        if (arrived != mails) {
            missed.add(arrived + " MESSAGEs for " + mails + " mails");
        }
        return mails * 1e9 / elapsed.toNanos();
    }

    private void check(LoadedGateway gateway, Series alone, Series beside) throws IOException {
        if (options.hasVirtualThreads() && gateway.peakResidentMegabytes() >= MAX_MEGABYTES) {
            missed.add(String.format(Locale.ROOT, "%.0f MB, not under %.0f", gateway.peakResidentMegabytes(), MAX_MEGABYTES));
        }
        if (beside.median() < MIN_RATIO * alone.median()) {
            missed.add(String.format(Locale.ROOT, "%.0f mails/s beside idle sessions, %.0f without", beside.median(), alone.median()));
        }
    }

    private String markdown(int idle, double seconds, LoadedGateway gateway, double before, double opened, Series alone, Series beside)
        throws IOException {
        return String.format(Locale.ROOT, """
            ## %d idle sessions, Java %d

            | opened in s | RSS MB before | opened | peak | kB for each | mails/s without | beside them |
            |---|---|---|---|---|---|---|
            | %.1f | %.0f | %.0f | %.0f | %.1f | %s | %s |
            """, idle, options.javaVersion(), seconds, before, opened, gateway.peakResidentMegabytes(),
            (gateway.peakResidentMegabytes() - before) * 1024 / idle, alone.show(0), beside.show(0));
    }
}
