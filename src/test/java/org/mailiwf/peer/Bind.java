package org.mailiwf.peer;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** BIND on the loopback address, with the zones of {@code src/test/resources/bind}. */
public final class Bind implements AutoCloseable {

    private static final Path ZONES = Path.of("src", "test", "resources", "bind");

    private final int port = Loopback.freePort();
    private final Path output = Program.workFile("named", ".out");
    /** Takes what is sent to the server of slow.example, and says nothing. */
    private final DatagramSocket silent;
    private final Process process;

    private Bind(Map<String, String> values) throws IOException {
        silent = silentServer();
        Path directory = Files.createDirectory(Path.of(output + ".d"));
        try (Stream<Path> files = Files.list(ZONES)) {
            for (Path file : files.toList()) {
                String text = Files.readString(file).replace("@DIRECTORY@", directory.toString()).replace("@PORT@", Integer.toString(port))
                        .replace("@SILENT@", Integer.toString(silent.getLocalPort()));
                for (Map.Entry<String, String> value : values.entrySet()) {
                    text = text.replace("@" + value.getKey() + "@", value.getValue());
                }
                Files.writeString(directory.resolve(file.getFileName()), text.replaceAll("(?<=\\s)@[ABC]@(?=\\s)", "5060"));
            }
        }
        process = Program.start(List.of("named", "-f", "-n", "1", "-c", directory.resolve("named.conf").toString()), output);
    }

    /** Starts the server and returns once it answers. */
    public static Bind start() throws IOException {
        return start(Map.of());
    }

    /**
     * The same.
     *
     * @param values what stands for A, B and C in the zones: ports of SIP servers
     */
    public static Bind start(Map<String, String> values) throws IOException {
        Bind bind = new Bind(values);
        try {
            await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(50)).until(bind::isUpOrDead);
            if (!bind.process.isAlive()) {
                throw new AssertionError("named ended at once: " + Program.read(bind.output));
            }
            return bind;
        } catch (RuntimeException | Error e) {
            bind.close();
            throw e;
        }
    }

    /** A server that is there, and never says anything. */
    public static DatagramSocket silentServer() throws SocketException {
        return new DatagramSocket(0, Loopback.ADDRESS);
    }

    private boolean isUpOrDead() {
        return Program.read(output).lines().anyMatch(line -> line.endsWith("running")) || !process.isAlive();
    }

    /** As a value of {@code iwf.dns.servers}. */
    public String server() {
        return "127.0.0.1:" + port;
    }

    /** How often it was asked for a name and a type; its log says the name and "IN type flags", T for TCP and E for EDNS. */
    public List<String> asked(String name, String type) {
        return Program.read(output).lines().filter(line -> line.contains("query: " + name + " IN " + type + " ")).toList();
    }

    /** Ends this named, and no other. */
    @Override
    public void close() {
        silent.close();
        process.destroy();
        process.onExit().join();
    }
}
