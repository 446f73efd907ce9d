package org.mailiwf.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A program of this machine: found in the path, run to its end, or started and killed by its own process id. */
public final class Program {

    private static final Path WORK = Path.of("target", "peers");

    private Program() {
    }

    /** What a program printed, standard output and error as they came, and its exit code. */
    public record Result(int exitCode, String output) {
    }

    /** Where a program is. Debian keeps some in the sbin folders, which a user's path may lack, and PostgreSQL's in one for each version. */
    public static Optional<Path> find(String name) {
        List<String> folders = new ArrayList<>(List.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)));
        folders.addAll(List.of("/usr/sbin", "/usr/bin"));
        folders.addAll(postgresFolders());
        return folders.stream().map(folder -> Path.of(folder, name)).filter(Files::isExecutable).findFirst();
    }

    private static List<String> postgresFolders() {
        String[] versions = new File("/usr/lib/postgresql").list();
        return versions == null ? List.of() : Stream.of(versions).map(version -> "/usr/lib/postgresql/" + version + "/bin").toList();
    }

    /** Runs a program to its end; one that does not end in time is killed, and the test fails. */
    public static Result run(Duration limit, List<String> command) {
        try {
            Path output = workFile(Path.of(command.get(0)).getFileName().toString(), ".out");
            Process process = start(command, output);
            try {
                assertThat(process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS))
                        .withFailMessage(() -> command + " did not end within " + limit + ":\n" + read(output))
                        .isTrue();
                return new Result(process.exitValue(), read(output));
            } finally {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for " + command, e);
        }
    }

    /** Starts a program with nothing on its standard input and both outputs in a file. */
    static Process start(List<String> command, Path output) {
        List<String> located = new ArrayList<>(command);
        located.set(0, find(command.get(0)).map(Path::toString).orElse(command.get(0)));
        try {
            return new ProcessBuilder(located)
                    .redirectInput(new File("/dev/null"))
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
        } catch (IOException e) {
            throw new AssertionError("cannot start " + located, e);
        }
    }

    /** A new, empty file of the test run. It stays under {@code target} for whoever wants to see why a test failed. */
    static Path workFile(String name, String suffix) {
        try {
            Files.createDirectories(WORK);
            return Files.createTempFile(WORK, name + "-", suffix).toAbsolutePath();
        } catch (IOException e) {
            throw new AssertionError("cannot create a file in " + WORK, e);
        }
    }

    /** The file as it is now, every octet a character. */
    static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new AssertionError("cannot read " + file, e);
        }
    }
}
