package org.mailiwf.bench.load;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import org.mailiwf.bench.Ports;
import org.mailiwf.bench.Run;
import org.mailiwf.bench.Series;

/** Large mails from SMTP to MSRP: how fast, how many at the same time, and how little memory one takes. */
final class LargeMessages {

    private static final double FLOOR = 0.5;
    private static final double MAX_HEAP_MEGABYTES = 16;
    private static final int MEGABYTE = 1_000_000;
    private static final int OCTETS = 10 * MEGABYTE;
    private static final int CONNECTIONS = 4;
    private static final int AT_ONCE = 50;
    private static final Map<String, String> SETTINGS = Map.of("iwf.smtp.max-size", "200000000");

    private final LoadOptions options;
    private final Ports ports;
    private final List<String> missed = new ArrayList<>();
    private int runs;

    LargeMessages(LoadOptions options, Ports ports) {
        this.options = options;
        this.ports = ports;
    }

    Result run() throws IOException, InterruptedException {
        StringBuilder markdown = new StringBuilder();
        try (LargeFarSide farSide = LargeFarSide.start("large-far-side", options.directory(), ports)) {
            try (LoadedGateway gateway = gateway("large-gateway", options, farSide)) {
                markdown.append(throughput(gateway, farSide)).append('\n').append(atOnce(gateway, farSide)).append('\n');
            }
            try (LoadedGateway gateway = gateway("large-gateway-96m", options.withJvmArgument("-Xmx96m"), farSide)) {
                markdown.append(heap(gateway, farSide));
            }
        }
        return new Result(markdown.toString(), missed);
    }

    private LoadedGateway gateway(String name, LoadOptions how, LargeFarSide farSide) throws IOException, InterruptedException {
        return LoadedGateway.start(name, how, ports, farSide.port(), SETTINGS);
    }

    private String throughput(LoadedGateway gateway, LargeFarSide farSide) throws IOException, InterruptedException {
        LargeMail mail = LargeMail.ofOctets(OCTETS);
        Series rates = new Series();
        Series floors = new Series();
        Series cpu = new Series();
        Series floorCpu = new Series();
        double megabytes = options.largeMails() * (double) mail.octets() / MEGABYTE;
        try (LargeFarSide floor = LargeFarSide.floor(options.directory(), ports)) {
            for (int round = 0; round <= options.rounds(); round++) {
                LargeClient toFloor = client(mail, options.largeMails());
                Duration floorBefore = floor.process().cpu();
                double floorRate = megabytes / seconds(toFloor.send(CONNECTIONS, floor.port()));
                missed.addAll(toFloor.refused());
                double floorMillis = millis(floor.process().cpu().minus(floorBefore));
                Duration cpuBefore = gateway.process().cpu();
                double rate = megabytes / seconds(send(client(mail, options.largeMails()), CONNECTIONS, mail, gateway, farSide));
                if (round > 0) {
                    floors.add(floorRate);
                    rates.add(rate);
                    cpu.add(millis(gateway.process().cpu().minus(cpuBefore)));
                    floorCpu.add(floorMillis);
                }
            }
        }
        Series ratio = rates.with(floors, (ours, sink) -> ours / sink);
        if (ratio.median() < FLOOR) {
            missed.add(String.format(Locale.ROOT, "large mails: %.2f of floor 1, below %.2f", ratio.median(), FLOOR));
        }
        return String.format(Locale.ROOT, """
            ## Mails of %.1f MB with an attachment, %d connections

            | MB/s, SMTP in to MSRP out | floor 1: sink | ratio | CPU ms/mail | of floor 1 | peak RSS MB |
            |---|---|---|---|---|---|
            | %s | %s | %s | %s | %s | %.0f |
            """, mail.octets() / (double) MEGABYTE, CONNECTIONS, rates.show(0), floors.show(0), ratio.show(2), cpu.show(0),
            floorCpu.show(0), gateway.peakResidentMegabytes());
    }

    private String atOnce(LoadedGateway gateway, LargeFarSide farSide) throws IOException, InterruptedException {
        LargeMail mail = LargeMail.ofAttachment(OCTETS);
        int before = missed.size();
        Duration elapsed = send(client(mail, AT_ONCE), AT_ONCE, mail, gateway, farSide);
        return String.format(Locale.ROOT, """
            ## %d transfers at the same time, attachments of %.1f MB

            | s | peak RSS MB | refused, lost, changed or sent twice |
            |---|---|---|
            | %.1f | %.0f | %d |
            """, AT_ONCE, mail.attachmentOctets() / (double) MEGABYTE, seconds(elapsed), gateway.peakResidentMegabytes(),
            missed.size() - before);
    }

    private String heap(LoadedGateway gateway, LargeFarSide farSide) throws IOException, InterruptedException {
        LargeMail small = LargeMail.ofAttachment(MEGABYTE);
        send(client(small, 2), 1, small, gateway, farSide);
        double idle = gateway.liveHeapMegabytes();
        LargeMail mail = LargeMail.ofAttachment(10 * OCTETS);
        LargeClient client = client(mail, 1);
        CompletableFuture<Duration> sent = CompletableFuture.supplyAsync(() -> {
            try {
                return send(client, 1, mail, gateway, farSide);
            } catch (IOException | InterruptedException failed) {
                throw new CompletionException(failed);
            }
        });
        double most = 0;
        int looks = 0;
        while (!sent.isDone()) {
            most = Math.max(most, gateway.liveHeapMegabytes());
            looks++;
        }
        double above = most - idle;
        if (above >= MAX_HEAP_MEGABYTES) {
            missed.add(String.format(Locale.ROOT, "a large mail: %.1f MB of heap above idle", above));
        }
        return String.format(Locale.ROOT, """
            ## One mail with an attachment of %.0f MB, -Xmx96m

            | s, with the collections | live heap MB idle | at most above it | full collections meanwhile | peak RSS MB |
            |---|---|---|---|---|
            | %.1f | %.1f | %.1f | %d | %.0f |
            """, mail.attachmentOctets() / (double) MEGABYTE, seconds(sent.join()), idle, above, looks, gateway.peakResidentMegabytes());
    }

    private LargeClient client(LargeMail mail, int mails) {
        return new LargeClient(mail, mails, new Run(++runs));
    }

    private Duration send(LargeClient client, int connections, LargeMail mail, LoadedGateway gateway, LargeFarSide farSide)
        throws IOException, InterruptedException {
        Duration elapsed = client.send(connections, gateway.smtpPort());
        missed.addAll(client.refused());
        missed.addAll(farSide.faults(mail, client.recipients()));
        return elapsed;
    }

    /** Of one of the mails in a round. */
    private double millis(Duration round) {
        return seconds(round) * 1000 / options.largeMails();
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
