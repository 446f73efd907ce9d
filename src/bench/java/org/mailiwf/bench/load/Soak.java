package org.mailiwf.bench.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.mailiwf.bench.Ports;
import org.mailiwf.bench.Run;

/** Mails of all kinds at a steady rate for a while; at the end nothing is left of them, and nothing has grown. */
final class Soak {

    private static final Duration DELAY = Duration.ofMillis(20);
    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final Duration SETTLING = Duration.ofSeconds(2);
    private static final long POLL_MILLIS = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final double MAX_MEGABYTES = 512;
    private static final double MAX_GROWTH = 1.05;
    /** What the JVM starts for itself. */
    private static final int SPARE_THREADS = 5;
    private static final int SHOWN = 5;

    private final LoadOptions options;
    private final Ports ports;
    private final List<String> missed = new ArrayList<>();

    Soak(LoadOptions options, Ports ports) {
        this.options = options;
        this.ports = ports;
    }

    Result run() throws IOException, InterruptedException {
        Path spool = Files.createDirectories(options.directory().resolve("soak-spool"));
        Map<String, String> settings = Map.of("iwf.smtp.spool-directory", spool.toString());
        Samples megabytes = new Samples();
        Samples threads = new Samples();
        long filesBefore;
        long filesAfter;
        SoakClient client;
        long arrived;
        try (FarSide farSide = new FarSide(DELAY, SoakMail::status);
             LoadedGateway gateway = LoadedGateway.start("gateway-soak", options, ports, farSide, settings)) {
            new SoakClient(new Run(1), gateway.smtpPort(), options.rate(), WARM_UP).send();
            TimeUnit.NANOSECONDS.sleep(SETTLING.toNanos());
            filesBefore = gateway.process().openFiles();
            Run run = new Run(2);
            client = new SoakClient(run, gateway.smtpPort(), options.rate(), options.soak());
            sendWatched(client, gateway, megabytes, threads);
            arrived = farSide.awaitRecipients(run, client.reachedFarSide());
            filesAfter = settled(gateway, filesBefore);
            require(farSide.tally().doubled().isEmpty(), "sent twice: " + farSide.tally().doubled());
            require(mails(spool).isEmpty(), "left in the spool: " + mails(spool));
        }
        try (var left = Files.list(spool)) {
            require(left.findAny().isEmpty(), "the spool is not empty after the stop");
        }
        require(client.wrong().isEmpty(), client.wrong().size() + " wrong replies: " + client.wrong().stream().limit(SHOWN).toList());
        require(arrived == client.reachedFarSide(), arrived + " MESSAGEs, not " + client.reachedFarSide());
        require(filesAfter <= filesBefore, "open sockets and files: " + filesBefore + " before, " + filesAfter + " at the end");
        require(megabytes.growth() <= MAX_GROWTH, String.format(Locale.ROOT, "resident set grew by the factor %.3f", megabytes.growth()));
        require(megabytes.max() < MAX_MEGABYTES, String.format(Locale.ROOT, "%.0f MB, not under %.0f", megabytes.max(), MAX_MEGABYTES));
        require(threads.last() <= threads.firstThirdMax() + SPARE_THREADS,
            String.format(Locale.ROOT, "%.0f threads, %.0f at most in the first third", threads.last(), threads.firstThirdMax()));
        return new Result(String.format(Locale.ROOT, """
            ## Soak of %d s, Java %d

            | mails | a second | MESSAGEs | wrong replies | RSS MB, most | last third / middle third | threads, most | open files before | after |
            |---|---|---|---|---|---|---|---|---|
            | %d | %d | %d | %d | %.0f | %.3f | %.0f | %d | %d |
            """, options.soak().toSeconds(), options.javaVersion(), client.mails(), options.rate(), arrived, client.wrong().size(),
            megabytes.max(), megabytes.growth(), threads.max(), filesBefore, filesAfter), missed);
    }

    private static void sendWatched(SoakClient client, LoadedGateway gateway, Samples megabytes, Samples threads)
        throws IOException, InterruptedException {
        ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor();
        try {
            var watching = watch.scheduleAtFixedRate(() -> {
                try {
                    megabytes.add(gateway.residentMegabytes());
                    threads.add(gateway.process().status("Threads"));
                } catch (IOException gone) {
                    throw new IllegalStateException("the gateway cannot be watched", gone);
                }
            }, 0, 1, TimeUnit.SECONDS);
            client.send();
            if (watching.isDone()) {
                throw new IllegalStateException("the gateway could not be watched to the end");
            }
        } finally {
            watch.shutdown();
            watch.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }

    /** Open files once the sessions have ended: when no more are open than {@code expected}, or the wait is over. */
    private static long settled(LoadedGateway gateway, long expected) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (gateway.process().openFiles() > expected && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
        return gateway.process().openFiles();
    }

    private static List<String> mails(Path spool) throws IOException {
        try (var files = Files.list(spool)) {
            return files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".spool")).toList();
        }
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            missed.add(otherwise);
        }
    }
}
