package org.mailiwf.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.mailiwf.bench.floor.FloorServer;

/** A system under test: a JVM of its own with an SMTP port, and the far side to which it forwards, where it does. */
final class MeasuredSystem implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(30);

    private final SystemName name;
    private final Child server;
    private final int smtpPort;
    private final Optional<Uas> uas;

    private MeasuredSystem(SystemName name, Child server, int smtpPort, Optional<Uas> uas) {
        this.name = name;
        this.server = server;
        this.smtpPort = smtpPort;
        this.uas = uas;
    }

    /** @param dns asked by a gateway with look-ups */
    static MeasuredSystem start(SystemName name, Options.Transport transport, Options options, Ports ports, DnsServer dns)
        throws IOException, InterruptedException {
        String label = name.name().toLowerCase(java.util.Locale.ROOT) + "-" + transport.token();
        Path directory = options.directory();
        int smtpPort = ports.free();
        Uas uas = name == SystemName.SINK ? null : Uas.start(label + "-uas", transport, ports, directory);
        try {
            Child server = Child.start(label, directory, switch (name) {
                case GATEWAY -> gateway(options, GatewayCommand.settings(smtpPort, ports.free(), uas.port(), transport.token()));
                case LOOK_UPS -> {
                    Map<String, String> settings = GatewayCommand.settings(smtpPort, ports.free(), uas.port(), transport.token());
                    settings.putAll(LookUps.settings(dns, directory));
                    yield gateway(options, settings);
                }
                case RAW -> floor(smtpPort, transport.token(), Integer.toString(uas.port()));
                case SINK -> floor(smtpPort, "sink");
            });
            try {
                server.await("READY", START_LIMIT, () -> server.hasPrintedLine("READY"));
            } catch (IllegalStateException notReady) {
                server.close();
                throw notReady;
            }
            return new MeasuredSystem(name, server, smtpPort, Optional.ofNullable(uas));
        } catch (IOException | IllegalStateException failed) {
            if (uas != null) {
                uas.close();
            }
            throw failed;
        }
    }

    private static List<String> gateway(Options options, Map<String, String> settings) {
        return GatewayCommand.of(java(), options.jvmArguments(), options.classPath(), settings);
    }

    private static List<String> floor(int smtpPort, String... arguments) {
        List<String> command = new ArrayList<>(List.of(java()));
        command.addAll(GatewayCommand.JVM);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), FloorServer.class.getName(), Integer.toString(smtpPort)));
        command.addAll(List.of(arguments));
        return command;
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    SystemName name() {
        return name;
    }

    int smtpPort() {
        return smtpPort;
    }

    Optional<Uas> uas() {
        return uas;
    }

    Duration cpu() {
        return server.cpu();
    }

    double peakResidentMegabytes() throws IOException {
        return server.peakResidentKilobytes() / 1024.0;
    }

    @Override
    public void close() {
        server.close();
        uas.ifPresent(Uas::close);
    }
}
