package org.mailiwf.bench.load;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.mailiwf.bench.Child;
import org.mailiwf.bench.GatewayCommand;
import org.mailiwf.bench.Ports;

/** The gateway in a JVM of its own, as it is shipped but for the settings that a scenario needs. */
final class LoadedGateway implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(30);
    private static final String HEAP = "-Xmx256m";

    private final Child process;
    private final int smtpPort;

    private LoadedGateway(Child process, int smtpPort) {
        this.process = process;
        this.smtpPort = smtpPort;
    }

    static LoadedGateway start(String name, LoadOptions options, Ports ports, FarSide farSide, Map<String, String> further)
        throws IOException, InterruptedException {
        int smtpPort = ports.free();
        Map<String, String> settings = GatewayCommand.settings(smtpPort, ports.free(), farSide.port(), "udp");
        settings.putAll(further);
        List<String> jvmArguments = new ArrayList<>(List.of(HEAP));
        jvmArguments.addAll(options.jvmArguments());
        Path java = options.javaHome().resolve("bin").resolve("java");
        Child process = Child.start(name, options.directory(),
            GatewayCommand.of(java.toString(), jvmArguments, options.classPath(), settings));
        try {
            process.await("READY", START_LIMIT, () -> process.hasPrintedLine("READY"));
        } catch (IllegalStateException notReady) {
            process.close();
            throw notReady;
        }
        return new LoadedGateway(process, smtpPort);
    }

    int smtpPort() {
        return smtpPort;
    }

    Child process() {
        return process;
    }

    double residentMegabytes() throws IOException {
        return process.status("VmRSS") / 1024.0;
    }

    double peakResidentMegabytes() throws IOException {
        return process.peakResidentKilobytes() / 1024.0;
    }

    @Override
    public void close() {
        process.close();
    }
}
