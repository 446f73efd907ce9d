package org.mailiwf.peer;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Kamailio on the loopback address, with a configuration of {@code src/test/resources/kamailio}. */
public final class Kamailio implements AutoCloseable {

    private static final Path CONFIGURATIONS = Path.of("src", "test", "resources", "kamailio");

    private final int udpPort = Loopback.freePort();
    private final int tlsPort = Loopback.freePort();
    private final Path output = Program.workFile("kamailio", ".out");
    private final boolean tls;
    private final Process process;

    private Kamailio(String name, Map<String, String> values) throws IOException {
        String text = Files.readString(CONFIGURATIONS.resolve(name + ".cfg"));
        tls = text.contains("@TLS@");
        text = text.replace("@UDP@", Integer.toString(udpPort)).replace("@TLS@", Integer.toString(tlsPort));
        for (Map.Entry<String, String> value : values.entrySet()) {
            text = text.replace("@" + value.getKey() + "@", value.getValue());
        }
        Path configuration = Files.writeString(Program.workFile("kamailio", ".cfg"), text);
        process = Program.start(List.of("kamailio", "-f", configuration.toString(), "-DD", "-E", "-m", "32", "-M", "8",
                "-Y", output.getParent().toString()), output);
    }

    /**
     * Starts a proxy in front of a user agent and returns once it can be reached.
     *
     * @param uasPort   the UDP port of the user agent
     * @param algorithm of the challenges: MD5 or SHA-256
     * @param key       the file of its own key, in PEM
     * @param certificate the file of its own certificate, in PEM
     * @param trusted   the file of the certificate that its clients must show, in PEM
     */
    public static Kamailio start(int uasPort, String algorithm, String key, String certificate, String trusted) throws IOException {
        return start("digest-proxy", Map.of("UAS", Integer.toString(uasPort), "ALGORITHM", algorithm, "KEY", key,
                "CERTIFICATE", certificate, "TRUSTED", trusted));
    }

    /**
     * Starts Kamailio with a configuration and returns once it can be reached.
     *
     * @param name   of the file of the configuration, without its ending
     * @param values what stands for the names between @ in it
     */
    public static Kamailio start(String name, Map<String, String> values) throws IOException {
        Kamailio kamailio = new Kamailio(name, values);
        try {
            await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(50)).until(kamailio::isUpOrDead);
            if (!kamailio.process.isAlive()) {
                throw new AssertionError("Kamailio ended at once: " + Program.read(kamailio.output));
            }
            return kamailio;
        } catch (RuntimeException | Error e) {
            kamailio.close();
            throw e;
        }
    }

    private boolean isUpOrDead() {
        return Loopback.isBound("udp", udpPort) && (!tls || Loopback.isBound("tcp", tlsPort)) || !process.isAlive();
    }

    /** The UDP port of the loopback address that it is bound to. */
    public int udpPort() {
        return udpPort;
    }

    /** The SIP URI of this proxy over UDP, as a value of {@code iwf.sip.next-hop}. */
    public String udpUri() {
        return "sip:127.0.0.1:" + udpPort + ";transport=udp";
    }

    /** The same over TLS. */
    public String tlsUri() {
        return "sip:127.0.0.1:" + tlsPort + ";transport=tls";
    }

    /** What came: transport, CSeq number and Proxy-Authorization of every request, one line each. */
    public List<String> came() {
        return Program.read(output).lines().filter(line -> line.contains("CAME ")).map(line -> line.replaceFirst(".*CAME ", "")).toList();
    }

    /** Ends this Kamailio with its children, and no other. */
    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
