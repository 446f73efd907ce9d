package org.mailiwf.peer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.awaitility.Awaitility.await;

/**
 * Camel's CLI as a process of its own, with the class path of {@code src/it/camel-cli/pom.xml} and a home directory of its own, in which it
 * keeps what it fetches from the local repository of Maven; the jar under test is there already.
 */
public final class CamelCli implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(120);
    private static final Path WORK = Path.of("target", "camel-cli").toAbsolutePath();
    private static final Path POM = Path.of("src", "it", "camel-cli", "pom.xml");
    private static final String MAIN = "org.apache.camel.dsl.jbang.core.commands.CamelJBangMain";
    private static final Pattern LISTENS = Pattern.compile("SMTP server listens on 127\\.0\\.0\\.1:(\\d+)");

    private final Path output;
    private final Process process;

    private CamelCli(Path directory, List<String> arguments) throws IOException {
        install();
        String classPath = classPath();
        Path local = Path.of(classPath.substring(0, classPath.indexOf("/org/apache/camel/")));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
                "-Duser.home=" + Files.createDirectories(WORK.resolve("home")), "-cp", classPath, "org.mailiwf.peer.CamelCli"));
        command.addAll(arguments);
        command.addAll(List.of("--kamelets-version=4.15.0", "--logging-color=false", "--maven-central-enabled=false",
                "--repos=" + local.toUri()));
        output = Program.workFile("camel", ".out");
        process = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(output.toFile()).start();
    }

    /** What {@code camel} is, where it is installed. */
    public static void main(String[] arguments) throws ReflectiveOperationException {
        Class.forName(MAIN).getMethod("run", String[].class).invoke(null, (Object) arguments);
    }

    /** Starts the CLI in a directory and returns when Camel has started. */
    public static CamelCli run(Path directory, List<String> arguments) throws IOException {
        CamelCli cli = new CamelCli(directory, arguments);
        try {
            await().atMost(LIMIT).until(() -> cli.output().contains(" started in ") || !cli.process.isAlive());
            if (!cli.process.isAlive()) {
                throw new AssertionError("camel ended with " + cli.process.exitValue() + ": " + cli.output());
            }
            return cli;
        } catch (RuntimeException | Error e) {
            cli.close();
            throw e;
        }
    }

    /** The port of the SMTP server, as the log names it. */
    public int smtpPort() {
        Matcher matcher = LISTENS.matcher(output());
        if (!matcher.find()) {
            throw new AssertionError("no SMTP server in: " + output());
        }
        return Integer.parseInt(matcher.group(1));
    }

    /** Everything printed so far. */
    public String output() {
        return Program.read(output);
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    private static synchronized String classPath() throws IOException {
        Path file = WORK.resolve("class.path");
        if (!Files.exists(file)) {
            Files.createDirectories(WORK);
            List<String> resolve = List.of("mvn", "-q", "-B", "-f", POM.toString(), "dependency:build-classpath",
                    "-Dmdep.outputFile=" + file);
            List<String> offline = new ArrayList<>(resolve);
            offline.add(1, "-o");
            if (Program.run(LIMIT, offline).exitCode() != 0) {
                Program.Result result = Program.run(LIMIT.multipliedBy(3), resolve);
                if (result.exitCode() != 0) {
                    throw new AssertionError("the class path of Camel's CLI cannot be resolved: " + result.output());
                }
            }
        }
        return Files.readString(file) + ":" + Path.of("target", "test-classes").toAbsolutePath();
    }

    /** Puts the jar and the POM of this build where the CLI keeps what it has fetched, as {@code mvn install} would. */
    private static void install() throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        Matcher matcher = Pattern.compile("<artifactId>mail-iwf</artifactId>\\s*<version>([^<]+)</version>").matcher(pom);
        if (!matcher.find()) {
            throw new AssertionError("no version in pom.xml");
        }
        String name = "mail-iwf-" + matcher.group(1);
        Path folder = WORK.resolve("home/.m2/repository/org/mailiwf/mail-iwf");
        if (Files.exists(folder)) {
            Folders.delete(folder);
        }
        Path version = Files.createDirectories(folder.resolve(matcher.group(1)));
        Files.copy(Path.of("target", name + ".jar"), version.resolve(name + ".jar"));
        Files.copy(Path.of("pom.xml"), version.resolve(name + ".pom"));
    }
}
