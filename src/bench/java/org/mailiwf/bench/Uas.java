package org.mailiwf.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The far side: SIPp, which answers every MESSAGE with 200 and writes down its Request-URI. */
final class Uas implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String DELIMITER = ";";

    private final Child sipp;
    private final int port;
    private final int controlPort;
    private final Path requestUris;
    private final Path statistics;

    private Uas(Child sipp, int port, int controlPort, Path requestUris, Path statistics) {
        this.sipp = sipp;
        this.port = port;
        this.controlPort = controlPort;
        this.requestUris = requestUris;
        this.statistics = statistics;
    }

    static Uas start(String name, Options.Transport transport, Ports ports, Path directory) throws IOException, InterruptedException {
        int port = ports.free();
        int controlPort = ports.free();
        Path uris = directory.resolve(name + "-uris.log");
        Path statistics = directory.resolve(name + "-statistics.csv");
        Files.deleteIfExists(uris);
        Files.deleteIfExists(statistics);
        Child sipp = Child.start(name, directory, List.of("sipp", "-sf", scenario(directory).toString(), "-i", "127.0.0.1",
            "-p", Integer.toString(port), "-t", transport == Options.Transport.UDP ? "u1" : "t1", "-nostdin",
            "-cp", Integer.toString(controlPort), "-trace_logs", "-log_file", uris.toString(),
            "-trace_stat", "-stf", statistics.toString(), "-fd", "1"));
        sipp.await("listening", PATIENCE, () -> Files.exists(statistics));
        return new Uas(sipp, port, controlPort, uris, statistics);
    }

    /** SIPp reads its scenario from a file. */
    private static Path scenario(Path directory) throws IOException {
        Path file = directory.resolve("uas.xml");
        try (var in = Uas.class.getResourceAsStream("/sipp/uas.xml")) {
            Files.write(file, in.readAllBytes());
        }
        return file;
    }

    int port() {
        return port;
    }

    /** Waits until as many MESSAGEs of the run are there as mails were sent. The answer of each had to come first, so they are there soon. */
    void awaitMessages(Run run, int mails) throws InterruptedException {
        sipp.await(mails + " MESSAGEs of " + run.tag(), PATIENCE, () -> messagesByRequestUri(run).size() >= mails);
    }

    /** Every mail has become one MESSAGE, and none has become two. */
    void check(Run run, int mails) {
        Map<String, Integer> messages = messagesByRequestUri(run);
        List<String> doubled = messages.entrySet().stream().filter(entry -> entry.getValue() > 1).map(Map.Entry::getKey).toList();
        if (!doubled.isEmpty()) {
            throw sipp.failure(doubled.size() + " mails sent twice, such as that to " + doubled.get(0));
        }
        if (messages.size() != mails) {
            throw sipp.failure(messages.size() + " MESSAGEs for " + mails + " mails");
        }
    }

    private Map<String, Integer> messagesByRequestUri(Run run) {
        String mark = run.tag() + "@";
        Map<String, Integer> messages = new HashMap<>();
        try (var lines = Files.lines(requestUris, StandardCharsets.ISO_8859_1)) {
            lines.filter(line -> line.contains(mark)).forEach(uri -> messages.merge(uri, 1, Integer::sum));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return messages;
    }

    /** Ends SIPp and returns how many requests it has seen again, that is retransmissions. */
    long stopAndCountRetransmissions() throws IOException, InterruptedException {
        try (DatagramSocket control = new DatagramSocket()) {
            control.send(new DatagramPacket(new byte[] {'q'}, 1, InetAddress.getLoopbackAddress(), controlPort));
        }
        sipp.awaitEnd(PATIENCE);
        List<String> lines = Files.readAllLines(statistics, StandardCharsets.ISO_8859_1);
        List<String> names = List.of(lines.get(0).split(DELIMITER));
        String[] last = lines.get(lines.size() - 1).split(DELIMITER);
        return Long.parseLong(last[names.indexOf("Retransmissions(C)")]) + Long.parseLong(last[names.indexOf("DeadCallMsgs(C)")]);
    }

    @Override
    public void close() {
        sipp.close();
    }
}
