package org.mailiwf.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A process of the benchmark; what it prints goes to a file. Closing ends it. */
public final class Child implements AutoCloseable {

    private static final int STOP_SECONDS = 10;
    private static final int POLL_MILLIS = 20;
    private static final int SHOWN_LINES = 20;

    private final String name;
    private final Path log;
    private final Process process;

    private Child(String name, Path log, Process process) {
        this.name = name;
        this.log = log;
        this.process = process;
    }

    public static Child start(String name, Path directory, List<String> command) throws IOException {
        Path log = directory.resolve(name + ".log");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
        // not to be left behind, at full load perhaps, when the benchmark itself is ended
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        process.getOutputStream().close();
        return new Child(name, log, process);
    }

    /** Waits until the condition holds; a process that ends before that, or takes too long, fails the benchmark. */
    public void await(String what, Duration limit, BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (!process.isAlive()) {
                throw failure("ended with " + process.exitValue() + " before " + what);
            }
            if (System.nanoTime() > deadline) {
                throw failure("no " + what + " within " + limit.toSeconds() + " s");
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    /** Waits until the process has ended by itself and returns its exit status. */
    public int awaitEnd(Duration limit) throws InterruptedException {
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            throw failure("still running after " + limit.toSeconds() + " s");
        }
        return process.exitValue();
    }

    public boolean hasPrintedLine(String prefix) {
        try (var lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
            return lines.anyMatch(line -> line.startsWith(prefix));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The lines that it has printed so far and that begin so. */
    public List<String> lines(String prefix) {
        try (var lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
            return lines.filter(line -> line.startsWith(prefix)).toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    public long pid() {
        return process.pid();
    }

    /** Whether some line holds the text. */
    public boolean hasPrinted(String text) {
        try (var lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
            return lines.anyMatch(line -> line.contains(text));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    public ProcessHandle handle() {
        return process.toHandle();
    }

    /** User and system time of the process so far. */
    public Duration cpu() {
        return process.toHandle().info().totalCpuDuration().orElseThrow(() -> failure("its CPU time is not known on this system"));
    }

    /** The largest resident set of the process so far in kB. */
    public long peakResidentKilobytes() throws IOException {
        return status("VmHWM");
    }

    /** A number of {@code /proc/PID/status}, such as {@code VmRSS} in kB or {@code Threads}: proc(5). */
    public long status(String field) throws IOException {
        try (var lines = Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            return lines.filter(line -> line.startsWith(field + ":"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst().orElseThrow(() -> failure(field + " is not known on this system"));
        }
    }

    /** How many sockets and other files the process has open. */
    public long openFiles() throws IOException {
        try (var files = Files.list(Path.of("/proc", Long.toString(process.pid()), "fd"))) {
            return files.count();
        }
    }

    public IllegalStateException failure(String what) {
        return new IllegalStateException(name + ": " + what + "\n" + lastLines());
    }

    private String lastLines() {
        try {
            List<String> lines = Files.readAllLines(log, StandardCharsets.ISO_8859_1);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size()));
        } catch (IOException unreadable) {
            return "(" + log + ": " + unreadable.getMessage() + ")";
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException stopping) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
