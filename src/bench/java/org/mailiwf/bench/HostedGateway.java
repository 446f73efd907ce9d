package org.mailiwf.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.mailiwf.peer.Karaf;
import org.mailiwf.peer.Program;
import org.mailiwf.peer.QuarkusApplication;

/**
 * A gateway in one of its runtimes, as it was built and is documented, with a far side of its own.
 *
 * @param name            the runtime
 * @param process         its JVM
 * @param smtpPort        where it takes mails
 * @param uas             where it sends them
 * @param start           from the start of the process to READY, the median of three; in Karaf from that of an empty distribution, once
 * @param startBar        what that must stay below
 * @param bareMegabytes   resident before the gateway was there; 0 where it is the process itself
 * @param readyMegabytes  resident when it was READY; likewise
 * @param end             ends the process
 */
record HostedGateway(String name, ProcessHandle process, int smtpPort, Uas uas, Duration start, Duration startBar, long bareMegabytes,
                     long readyMegabytes, AutoCloseable end) implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int STARTS = 3;
    private static final Path HOME = Path.of("target", "mail-iwf");
    private static final String JAVA_HOME = System.getProperty("java.home");
    private static final String FEATURES = "feature:repo-add mvn:org.mailiwf/mail-iwf/0.1.0-SNAPSHOT/xml/features";

    /** The distribution by its script, health and metrics over HTTP on. */
    static HostedGateway standalone(List<String> jvm, Ports ports, Path directory) throws IOException, InterruptedException {
        int smtpPort = ports.free();
        Uas uas = Uas.start("standalone-uas", Options.Transport.UDP, ports, directory);
        List<String> command = new ArrayList<>(List.of("env", "JAVA_HOME=" + JAVA_HOME, "JAVA_OPTS=" + String.join(" ", jvm),
            HOME.resolve("bin/mail-iwf").toString(), "run", "--set", "iwf.http.listen=127.0.0.1:" + ports.free()));
        GatewayCommand.settings(smtpPort, ports.free(), uas.port(), "udp").forEach((key, value) -> command.addAll(List.of("--set", key + "=" + value)));
        return started("standalone", command, smtpPort, uas, Duration.ofMillis(2500), directory);
    }

    /** The application of {@code src/it/quarkus}, which is built before. */
    static HostedGateway quarkus(List<String> jvm, Ports ports, Path directory) throws IOException, InterruptedException {
        QuarkusApplication.build();
        int smtpPort = ports.free();
        Uas uas = Uas.start("quarkus-uas", Options.Transport.UDP, ports, directory);
        List<String> command = QuarkusApplication.command(jvm, GatewayCommand.settings(smtpPort, ports.free(), uas.port(), "udp"));
        return started("Quarkus", command, smtpPort, uas, Duration.ofSeconds(3), directory);
    }

    private static HostedGateway started(String name, List<String> command, int smtpPort, Uas uas, Duration bar, Path directory)
        throws IOException, InterruptedException {
        Series starts = new Series();
        for (int start = 1; start < STARTS; start++) {
            ready(name, command, directory, starts).close();
        }
        Child child = ready(name, command, directory, starts);
        return new HostedGateway(name, child.handle(), smtpPort, uas, Duration.ofNanos((long) starts.median()), bar, 0, 0, child);
    }

    private static Child ready(String name, List<String> command, Path directory, Series starts) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        Child child = Child.start(name.toLowerCase(Locale.ROOT), directory, command);
        child.await("READY", LIMIT, () -> child.hasPrinted("READY smtp="));
        starts.add(System.nanoTime() - begin);
        return child;
    }

    /** The features in an Apache Karaf that {@code target/karaf} holds, set up as docs/karaf.md says. */
    static HostedGateway karaf(List<String> jvm, Ports ports, Path directory) throws IOException, InterruptedException {
        int smtpPort = ports.free();
        Uas uas = Uas.start("karaf-uas", Options.Transport.UDP, ports, directory);
        Path home = directory.resolve("karaf");
        Program.run(LIMIT, List.of("rm", "-rf", home.toString()));
        Karaf karaf = Karaf.unpack(Files.createDirectory(home));
        karaf.javaOptions(String.join(" ", jvm));
        karaf.logMailsToItsFileAlone();
        List<String> settings = new ArrayList<>();
        for (Map.Entry<String, String> setting : GatewayCommand.settings(smtpPort, ports.free(), uas.port(), "udp").entrySet()) {
            settings.add(setting.getKey() + " = " + setting.getValue());
        }
        Files.write(karaf.etc("org.mailiwf.cfg"), settings);
        long begin = System.nanoTime();
        karaf.start();
        long bare = karaf.residentMegabytes();
        karaf.command(FEATURES);
        karaf.command("feature:install mail-iwf");
        karaf.awaitReady(1);
        Duration start = Duration.ofNanos(System.nanoTime() - begin);
        return new HostedGateway("Karaf", karaf.process(), smtpPort, uas, start, Duration.ofSeconds(90), bare, karaf.residentMegabytes(), karaf);
    }

    /** User and system time so far. */
    Duration cpu() {
        return process.info().totalCpuDuration().orElseThrow();
    }

    double peakMegabytes() throws IOException {
        try (var lines = Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:")).mapToLong(line -> Long.parseLong(line.replaceAll("\\D", ""))).findFirst()
                .orElseThrow() / 1024.0;
        }
    }

    @Override
    public void close() {
        try {
            end.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        } finally {
            uas.close();
        }
    }
}
