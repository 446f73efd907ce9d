package org.mailiwf.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailiwf.peer.Program;
import org.mailiwf.peer.RequiresPeer;

import static org.assertj.core.api.Assertions.assertThat;

/** The commands of docs/standalone.md that install the service, run below another root directory, and what systemd says to the result. */
@RequiresPeer(program = "systemd-analyze", debianPackage = "systemd")
@RequiresPeer(program = "systemd-sysusers", debianPackage = "systemd")
class SystemdIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Path ARCHIVE = Path.of("target", "mail-iwf-0.1.0-SNAPSHOT.tar.gz").toAbsolutePath();

    @TempDir
    private Path root;

    @BeforeEach
    void installAsDocumented() throws IOException {
        for (String folder : List.of("opt", "usr/lib/sysusers.d", "usr/lib/tmpfiles.d", "etc/systemd/system", "etc/mail-iwf")) {
            Files.createDirectories(root.resolve(folder));
        }
        List<String> commands = Files.readAllLines(Path.of("docs/standalone.md")).stream()
                .filter(line -> line.matches(" {4}(mkdir|tar|install|systemd-sysusers) .*")).map(String::strip).toList();
        assertThat(commands).hasSize(7);
        for (String command : commands) {
            run(below(command));
        }
    }

    /** The command for the other root; a group that this machine does not have is left out. */
    private List<String> below(String command) {
        List<String> words = new ArrayList<>();
        for (String word : command.replace(" -g mail-iwf", "").split(" ")) {
            words.add(word.startsWith("/") ? root + word : word.endsWith(".tar.gz") ? ARCHIVE.toString() : word);
        }
        if (words.get(0).equals("systemd-sysusers")) {
            words.add(1, "--root=" + root);
        }
        return words;
    }

    @Test
    void everyPathOfTheUnitIsThere() throws IOException {
        Map<String, List<String>> unit = unit();
        for (String command : unit.get("ExecStart")) {
            String[] words = command.split(" ");
            assertThat(root.resolve(words[0].substring(1))).isExecutable();
            assertThat(root.resolve(words[3].substring(1))).isReadable();
        }
        assertThat(tmpfiles()).contains("/etc/mail-iwf 0750 root mail-iwf", unit.get("WorkingDirectory").get(0) + " 0700 mail-iwf mail-iwf");
        assertThat(unit.get("ReadWritePaths")).isEqualTo(unit.get("WorkingDirectory"));
        String settings = Files.readString(root.resolve("etc/mail-iwf/mail-iwf.properties"));
        assertThat(settings).contains("iwf.smtp.spool-directory=/var/lib/mail-iwf/spool");
        assertThat(tmpfiles()).contains("/var/lib/mail-iwf/spool 0700 mail-iwf mail-iwf");
    }

    @Test
    void theUserOfTheUnitIsMadeWithoutALogin() throws IOException {
        assertThat(unit().get("User")).containsExactly("mail-iwf");
        assertThat(Files.readString(root.resolve("etc/passwd"))).containsPattern("(?m)^mail-iwf:.*:/var/lib/mail-iwf:\\S*/nologin$");
    }

    @Test
    void theTimeToStopIsMoreThanTheMailsInFlightHave() throws IOException {
        String settings = Files.readString(root.resolve("opt/mail-iwf/routes/application.properties"));
        int shutdown = Integer.parseInt(settings.replaceFirst("(?s).*\\ncamel\\.main\\.shutdownTimeout=(\\d+)\\n.*", "$1"));
        assertThat(Integer.parseInt(unit().get("TimeoutStopSec").get(0))).isGreaterThan(shutdown + 10);
    }

    @Test
    void systemdHasNothingToSayToTheUnit() throws IOException {
        Path copy = Files.createDirectories(root.resolve("units")).resolve("mail-iwf.service");
        String unit = Files.readString(root.resolve("etc/systemd/system/mail-iwf.service"));
        Files.writeString(copy, unit.replace("/opt/mail-iwf/bin", root + "/opt/mail-iwf/bin"));
        Program.Result result = Program.run(LIMIT, List.of("systemd-analyze", "--man=no", "verify", copy.toString()));
        assertThat(result.output().lines().filter(line -> line.contains("mail-iwf"))).isEmpty();
        assertThat(result.exitCode()).as(result.output()).isZero();
    }

    @Test
    void theServiceIsExposedToLittle() {
        Path unit = root.resolve("etc/systemd/system/mail-iwf.service");
        Program.Result result = Program.run(LIMIT, List.of("systemd-analyze", "security", "--offline=true", "--threshold=20", unit.toString()));
        assertThat(result.exitCode()).as(result.output()).isZero();
    }

    /** With spaces in its path, through a symbolic link, from another directory. */
    @Test
    void theProgramRunsFromAnywhere() throws IOException {
        Path home = Files.move(root.resolve("opt/mail-iwf"), root.resolve("a place"));
        Path link = Files.createSymbolicLink(root.resolve("run it"), home.resolve("bin/mail-iwf"));
        Program.Result result = Program.run(LIMIT, List.of("sh", "-c", "cd / && JAVA_HOME='" + System.getProperty("java.home") + "' '" + link + "' check"));
        assertThat(result.output()).startsWith("OK ");
        assertThat(result.exitCode()).isZero();
    }

    @Test
    void withoutAJavaTheProgramSaysSo() {
        Program.Result result = Program.run(LIMIT, List.of("sh", "-c", "JAVA_HOME=/no/such/java '" + root + "/opt/mail-iwf/bin/mail-iwf' check"));
        assertThat(result.output().lines()).singleElement().asString().contains("mail-iwf: ", "/no/such/java");
        assertThat(result.exitCode()).isEqualTo(1);
    }

    private Map<String, List<String>> unit() throws IOException {
        return Files.readAllLines(root.resolve("etc/systemd/system/mail-iwf.service")).stream()
                .filter(line -> line.matches("[A-Za-z]+=.*")).map(line -> line.split("=", 2))
                .collect(Collectors.groupingBy(pair -> pair[0], Collectors.mapping(pair -> pair[1], Collectors.toList())));
    }

    private String tmpfiles() throws IOException {
        return Files.readString(root.resolve("usr/lib/tmpfiles.d/mail-iwf.conf"));
    }

    private static void run(List<String> command) {
        Program.Result result = Program.run(LIMIT, command);
        assertThat(result.exitCode()).as("%s: %s", command, result.output()).isZero();
    }
}
