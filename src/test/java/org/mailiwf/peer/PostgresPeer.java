package org.mailiwf.peer;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import static org.awaitility.Awaitility.await;

/**
 * A PostgreSQL server on the loopback address with an empty database of its own, to be reached with a password alone. It refuses to run as
 * root, so that root starts it as nobody. Needs {@code postgres} of the Debian package {@code postgresql}.
 */
public final class PostgresPeer implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String USER = "iwf";
    private static final String PASSWORD = "opensesame";
    private static final String UNPRIVILEGED = "nobody";
    private static final String READY = "database system is ready to accept connections";

    private final int port = Loopback.freePort();
    private final Path output = Program.workFile("postgres", ".out");
    /** Not under target: whom root becomes need not have the right to get there. */
    private final Path directory = Files.createTempDirectory("mail-iwf-postgres");
    private final boolean root = Files.getOwner(directory).getName().equals("root");
    private Process process;

    private PostgresPeer() throws IOException {
        Path password = Files.writeString(directory.resolve("password"), PASSWORD);
        if (root) {
            giveAway(directory);
            giveAway(password);
        }
        run("initdb", "-D", data(), "-U", USER, "-A", "scram-sha-256", "--pwfile", password.toString(), "--locale=C", "-E", "UTF8", "--no-sync");
    }

    /** Starts a server and returns once it takes connections. */
    public static PostgresPeer start() throws IOException {
        PostgresPeer peer = new PostgresPeer();
        try {
            peer.up();
            return peer;
        } catch (RuntimeException | Error e) {
            peer.close();
            throw e;
        }
    }

    private static void giveAway(Path file) throws IOException {
        Files.getFileAttributeView(file, PosixFileAttributeView.class)
                .setOwner(FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName(UNPRIVILEGED));
    }

    private String data() {
        return directory.resolve("data").toString();
    }

    private List<String> command(String program, String... arguments) {
        List<String> command = new ArrayList<>();
        if (root) {
            command.addAll(List.of("setpriv", "--reuid", UNPRIVILEGED, "--regid", "nogroup", "--clear-groups"));
        }
        command.add(Program.find(program).orElseThrow(() -> new AssertionError("no " + program)).toString());
        command.addAll(List.of(arguments));
        return command;
    }

    private void run(String program, String... arguments) {
        Program.Result result = Program.run(LIMIT, command(program, arguments));
        if (result.exitCode() != 0) {
            throw new AssertionError(program + ": " + result.output());
        }
    }

    /** Starts it, on its port and with what is in the database. */
    public void up() {
        process = Program.start(command("postgres", "-D", data(), "-p", Integer.toString(port), "-h", "127.0.0.1",
                "-c", "unix_socket_directories=", "-c", "fsync=off"), output);
        await().atMost(LIMIT).pollInterval(Duration.ofMillis(50)).until(() -> Program.read(output).contains(READY) || !process.isAlive());
        if (!process.isAlive()) {
            throw new AssertionError("postgres ended at once: " + Program.read(output));
        }
    }

    /** Ends it, with all of its connections; what is in the database stays. */
    public void down() {
        if (process != null && process.isAlive()) {
            run("pg_ctl", "stop", "-D", data(), "-m", "fast", "-w");
            process.onExit().join();
        }
    }

    /** The JDBC URL of the database. */
    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    /** The user, who may do everything in it. */
    public String user() {
        return USER;
    }

    /** The password of the user. */
    public String password() {
        return PASSWORD;
    }

    /** Runs SQL statements. */
    public void execute(String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url(), USER, PASSWORD); Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }

    /** The number that a query finds. */
    public long number(String query) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url(), USER, PASSWORD); Statement statement = connection.createStatement();
             ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Ends this server, and no other, and removes its files. */
    @Override
    public void close() throws IOException {
        down();
        Folders.delete(directory);
    }
}
