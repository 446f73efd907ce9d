package org.mailiwf.bench.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

import org.mailiwf.bench.Child;
import org.mailiwf.bench.GatewayCommand;
import org.mailiwf.bench.Ports;

/** The gateway in a JVM of its own, as it is shipped but for the settings that a scenario needs. */
final class LoadedGateway implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(30);

    private final Child process;
    private final int smtpPort;
    private final Path javaHome;

    private LoadedGateway(Child process, int smtpPort, Path javaHome) {
        this.process = process;
        this.smtpPort = smtpPort;
        this.javaHome = javaHome;
    }

    static LoadedGateway start(String name, LoadOptions options, Ports ports, FarSide farSide, Map<String, String> further)
        throws IOException, InterruptedException {
        return start(name, options, ports, farSide.port(), further);
    }

    /** @param farSide the SIP port that it sends to */
    static LoadedGateway start(String name, LoadOptions options, Ports ports, int farSide, Map<String, String> further)
        throws IOException, InterruptedException {
        int smtpPort = ports.free();
        Map<String, String> settings = GatewayCommand.settings(smtpPort, ports.free(), farSide, "udp");
        settings.putAll(further);
        Path java = options.javaHome().resolve("bin").resolve("java");
        Child process = Child.start(name, options.directory(),
            GatewayCommand.of(java.toString(), options.jvmArguments(), options.classPath(), settings));
        try {
            process.await("READY", START_LIMIT, () -> process.hasPrintedLine("READY"));
        } catch (IllegalStateException notReady) {
            process.close();
            throw notReady;
        }
        return new LoadedGateway(process, smtpPort, options.javaHome());
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

    /** What is left in its heap after a full collection, as {@code jcmd} of its JDK counts it. */
    double liveHeapMegabytes() throws IOException, InterruptedException {
        Process jcmd = new ProcessBuilder(javaHome.resolve("bin").resolve("jcmd").toString(), Long.toString(process.pid()), "GC.class_histogram")
            .redirectErrorStream(true).start();
        String total = "";
        try (BufferedReader lines = jcmd.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                total = line.startsWith("Total") ? line : total;
            }
        }
        if (jcmd.waitFor() != 0 || total.isEmpty()) {
            throw process.failure("jcmd does not say what is in its heap");
        }
        return Long.parseLong(total.trim().split("\\s+")[2]) / 1048576.0;
    }

    @Override
    public void close() {
        process.close();
    }
}
