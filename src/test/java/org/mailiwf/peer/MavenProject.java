package org.mailiwf.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A project of {@code src/it}, which uses the jar of this build as others do: as a dependency. It is built below {@code target}. */
public final class MavenProject {

    private static final Duration LIMIT = Duration.ofMinutes(10);

    private final Path pom;
    private final Path directory;

    /** @param name the name of its folder */
    public MavenProject(String name) {
        this.pom = Path.of("src", "it", name, "pom.xml");
        this.directory = Path.of("target", name).toAbsolutePath();
    }

    /** Puts the jar of this build into the local repository, as {@code mvn install} does, and runs goals on the project. */
    public void build(String... goals) {
        maven("org.apache.maven.plugins:maven-install-plugin:3.1.4:install-file", "-Dfile=" + jar(), "-DpomFile=pom.xml");
        List<String> arguments = new ArrayList<>(List.of("-f", pom.toString(), "-DbuildDirectory=" + directory));
        arguments.addAll(List.of(goals));
        maven(arguments.toArray(String[]::new));
    }

    /** Where its build has put something. */
    public Path built(String... path) {
        return directory.resolve(Path.of("", path));
    }

    /** The jar of this build. */
    public static Path jar() {
        return Path.of("target", System.getProperty("project.build.finalName") + ".jar");
    }

    private static void maven(String... arguments) {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("maven.home"), "bin", "mvn").toString(), "-B", "-ntp"));
        command.addAll(List.of(arguments));
        Program.Result result = Program.run(LIMIT, command);
        assertThat(result.exitCode()).as(result.output()).isZero();
    }
}
