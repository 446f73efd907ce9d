package org.mailiwf.peer;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The gateway as a process of its own, with the class path of the tests. */
public final class GatewayProcess implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Path output;
    private final Process process;

    private GatewayProcess(List<String> command) {
        this.output = Program.workFile("gateway", ".out");
        this.process = Program.start(command, output);
    }

    /** Starts {@code run} and returns when it has printed READY. */
    public static GatewayProcess run(Map<String, String> settings) {
        List<String> command = new ArrayList<>(java());
        command.addAll(arguments("run", settings));
        return start(command);
    }

    /** Starts a program that has the gateway in it, and returns when it has said READY. */
    public static GatewayProcess start(List<String> command) {
        GatewayProcess gateway = new GatewayProcess(command);
        try {
            await().atMost(LIMIT).pollInterval(Duration.ofMillis(50)).until(() -> gateway.ready() != null || !gateway.process.isAlive());
            if (gateway.ready() == null) {
                throw new AssertionError("the gateway ended with " + gateway.process.exitValue() + ": " + gateway.output());
            }
            return gateway;
        } catch (RuntimeException | Error e) {
            gateway.close();
            throw e;
        }
    }

    /** Runs a subcommand that ends by itself. */
    public static Program.Result command(String... arguments) {
        List<String> command = new ArrayList<>(java());
        command.addAll(List.of(arguments));
        return Program.run(LIMIT, command);
    }

    /** Runs a subcommand that ends by itself, with settings. */
    public static Program.Result command(String name, Map<String, String> settings) {
        return command(arguments(name, settings).toArray(String[]::new));
    }

    private static List<String> arguments(String name, Map<String, String> settings) {
        List<String> arguments = new ArrayList<>(List.of(name));
        settings.forEach((key, value) -> arguments.addAll(List.of("--set", key + "=" + value)));
        return arguments;
    }

    private static List<String> java() {
        return List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), "org.mailiwf.Main");
    }

    /** What is said from READY on, to the end of the line, or {@code null} as long as nothing is. */
    public String ready() {
        String ready = "READY smtp=";
        return output().lines().filter(line -> line.contains(ready)).map(line -> line.substring(line.indexOf(ready))).findFirst().orElse(null);
    }

    /** The port of the SMTP listener, as the READY line names it. */
    public int smtpPort() {
        Matcher matcher = Pattern.compile("smtp\\S*?127\\.0\\.0\\.1:(\\d+)", Pattern.CASE_INSENSITIVE).matcher(ready());
        if (!matcher.find()) {
            throw new AssertionError("no SMTP listener in: " + ready());
        }
        return Integer.parseInt(matcher.group(1));
    }

    /** Everything printed so far. */
    public String output() {
        return Program.read(output);
    }

    /** Sends SIGTERM. */
    public void terminate() {
        process.destroy();
    }

    /** The exit code, once the process has ended. */
    public int exitCode() {
        await().atMost(LIMIT).until(() -> !process.isAlive());
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
