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

/** Many sessions at the same time, each mail to another recipient, and a far side that takes its time for every answer. */
final class ManySessions {

    static final double FLOOR = 2500;
    private static final Duration DELAY = Duration.ofMillis(200);

    private final LoadOptions options;
    private final Ports ports;

    ManySessions(LoadOptions options, Ports ports) {
        this.options = options;
        this.ports = ports;
    }

    Result run() throws IOException, InterruptedException {
        SmtpSource source = new SmtpSource(options.sessions(), options.directory());
        Series rates = new Series();
        Series cpu = new Series();
        List<String> missed = new ArrayList<>();
        long lost = 0;
        try (FarSide farSide = FarSide.accepting(DELAY);
             LoadedGateway gateway = LoadedGateway.start("gateway-sessions", options, ports, farSide, Map.of())) {
            for (int round = 0; round <= options.rounds(); round++) {
                int mails = round == 0 ? options.warmup() : options.messages();
                Run run = new Run(round);
                Duration cpuBefore = gateway.process().cpu();
                Duration elapsed = source.send(run, mails, ConnectionMode.PERSISTENT, gateway.smtpPort());
                if (round > 0) {
                    rates.add(mails * 1e9 / elapsed.toNanos());
                    cpu.add(gateway.process().cpu().minus(cpuBefore).toNanos() / 1e3 / mails);
                }
                long arrived = farSide.awaitRecipients(run, mails);
                lost += mails - arrived;
            }
            if (lost > 0) {
                missed.add(lost + " mails lost");
            }
            if (!farSide.tally().doubled().isEmpty()) {
                missed.add("sent twice: " + farSide.tally().doubled().size() + ", such as " + farSide.tally().doubled().get(0));
            }
            if (rates.median() < FLOOR) {
                missed.add(String.format(Locale.ROOT, "%.0f mails/s, below %.0f", rates.median(), FLOOR));
            }
            return new Result(String.format(Locale.ROOT, """
                ## %d sessions, answers after %d ms

                | mails/s | CPU us/mail | peak RSS MB | threads | lost | sent twice | retransmissions |
                |---|---|---|---|---|---|---|
                | %s | %s | %.0f | %d | %d | %d | %d |
                """, options.sessions(), DELAY.toMillis(), rates.show(0), cpu.show(0), gateway.peakResidentMegabytes(),
                gateway.process().status("Threads"), lost,
                farSide.tally().doubled().size(), farSide.tally().retransmissions()), missed);
        }
    }
}
