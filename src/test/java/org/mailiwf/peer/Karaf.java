package org.mailiwf.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An Apache Karaf, unpacked from the archive that the build brought, with the repository that the build made in its {@code system} folder
 * and no other one. It runs as a process of its own on ports of its own.
 */
public final class Karaf implements AutoCloseable {

    private static final Path ARCHIVE = Path.of("target", "karaf", "apache-karaf.tar.gz");
    private static final Path REPOSITORY = Path.of("target", "karaf-repository");
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final Path JAVA = Path.of(System.getProperty("java.home"));

    private final Path home;
    private final int sshPort = Loopback.freePort();
    private final List<String> commands = new ArrayList<>();
    private Process process;

    private Karaf(Path home) {
        this.home = home;
    }

    /** Unpacks one into an empty folder. */
    public static Karaf unpack(Path home) throws IOException {
        Karaf karaf = new Karaf(home);
        run("tar", "-xzf", ARCHIVE.toString(), "--strip-components=1", "-C", home.toString());
        run("cp", "-r", REPOSITORY + "/.", home.resolve("system").toString());
        karaf.setUp();
        return karaf;
    }

    private void setUp() throws IOException {
        replace("org.ops4j.pax.url.mvn.cfg", "(?s)(org\\.ops4j\\.pax\\.url\\.mvn\\.repositories=).*?\n\n", "$1\n\n");
        Files.writeString(etc("org.ops4j.pax.url.mvn.cfg"), Files.readString(etc("org.ops4j.pax.url.mvn.cfg"))
                + "\norg.ops4j.pax.url.mvn.localRepository=" + home.resolve("data/no-repository") + "\n");
        replace("users.properties", "(?m)^#(karaf = |_g_)", "$1");
        replace("org.apache.karaf.shell.cfg", "(?m)^sshPort = .*", "sshPort = " + sshPort);
        replace("org.apache.karaf.shell.cfg", "(?m)^sshHost = .*", "sshHost = 127.0.0.1");
        replace("org.apache.karaf.management.cfg", "(?m)^rmiRegistryPort = .*", "rmiRegistryPort = " + Loopback.freePort());
        replace("org.apache.karaf.management.cfg", "(?m)^rmiServerPort = .*", "rmiServerPort = " + Loopback.freePort());
    }

    private void replace(String file, String pattern, String replacement) throws IOException {
        String before = Files.readString(etc(file));
        String after = Pattern.compile(pattern).matcher(before).replaceAll(replacement);
        assertThat(after).as("%s has %s", file, pattern).isNotEqualTo(before);
        Files.writeString(etc(file), after);
    }

    /** A file of the {@code etc} folder. */
    public Path etc(String name) {
        return home.resolve("etc").resolve(name);
    }

    /** The options of its JVM, as docs/karaf.md says. */
    public void javaOptions(String options) throws IOException {
        Files.writeString(home.resolve("bin/setenv"), "export EXTRA_JAVA_OPTS=\"" + options + "\"\n");
    }

    /** Adds to the configuration of the log what docs/karaf.md shows for the line of each mail. */
    public void logMailsToItsFileAlone() throws IOException {
        Matcher documented = Pattern.compile("(?m)^ +(log4j2\\..* = .*)$").matcher(Files.readString(Path.of("docs", "karaf.md")));
        List<String> lines = documented.results().map(line -> line.group(1)).toList();
        assertThat(lines).isNotEmpty();
        Files.write(etc("org.ops4j.pax.logging.cfg"), lines, StandardOpenOption.APPEND);
    }

    /** Its JVM. */
    public ProcessHandle process() {
        return process.toHandle();
    }

    /** Starts it and returns when its shell takes commands. */
    public void start() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(home.resolve("bin/karaf").toString(), "server");
        // exec: the process is Java's, and no shell around it
        builder.environment().putAll(Map.of("JAVA_HOME", JAVA.toString(), "KARAF_EXEC", "exec"));
        process = builder.redirectErrorStream(true).redirectOutput(home.resolve("data/server.out").toFile()).start();
        await().atMost(LIMIT).pollInterval(Duration.ofMillis(200)).until(() -> !process.isAlive() || !Loopback.isFree(sshPort));
        await().atMost(LIMIT).until(() -> client("feature:list -i").contains("kar "));
    }

    /** Runs lines in its shell, and returns what they print; a command that fails fails the test. */
    public String command(String line) {
        commands.add(line);
        String output = client(line);
        assertThat(output).as(line).doesNotContain("Error executing command", "Command not found");
        return output;
    }

    private String client(String line) {
        return Program.run(LIMIT, List.of("sh", "-c", "echo '" + line + "' | JAVA_HOME=" + JAVA + " " + home.resolve("bin/client")
                + " -b -h 127.0.0.1 -a " + sshPort + " -u karaf -p karaf")).output().replaceAll("\u001b\\[[0-9;]*m", "");
    }

    /** All lines that {@link #command} has run. */
    public List<String> commands() {
        return List.copyOf(commands);
    }

    /** The lines of its log so far. */
    public List<String> log() {
        try {
            return Files.readAllLines(home.resolve("data/log/karaf.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How often the gateway has said that it is ready. */
    public long readyLines() {
        return log().stream().filter(line -> line.contains("| READY smtp=")).count();
    }

    /** Waits until the gateway has said {@code times} that it is ready. */
    public void awaitReady(long times) {
        await().atMost(LIMIT).pollInterval(Duration.ofMillis(50)).until(() -> readyLines() == times);
    }

    /** The stacks of all its threads. */
    public String threads() {
        return jcmd("Thread.print");
    }

    /** Its resident memory in MiB, after a collection. */
    public long residentMegabytes() throws IOException {
        jcmd("GC.run");
        Matcher resident = Pattern.compile("VmRSS:\\s+(\\d+) kB").matcher(
                Files.readString(Path.of("/proc", Long.toString(process.pid()), "status")));
        assertThat(resident.find()).isTrue();
        return Long.parseLong(resident.group(1)) / 1024;
    }

    private String jcmd(String command) {
        return Program.run(LIMIT, List.of(JAVA.resolve("bin/jcmd").toString(), Long.toString(process.pid()), command)).output();
    }

    /** Sends SIGTERM and waits for the end. */
    public void stop() throws InterruptedException {
        process.destroy();
        assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).as("Karaf stops").isTrue();
    }

    private static void run(String... command) {
        Program.Result result = Program.run(LIMIT, List.of(command));
        assertThat(result.exitCode()).as(result.output()).isZero();
    }

    /** Kills it, if it runs. */
    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly().onExit().join();
        }
    }
}
