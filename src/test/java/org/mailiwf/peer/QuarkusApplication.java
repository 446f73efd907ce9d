package org.mailiwf.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The application that Camel K builds for an Integration with our jar as a dependency, built from {@code src/it/quarkus}. It takes routes
 * and settings from files, as Camel K mounts them: those of {@code routes/}, unchanged.
 */
public final class QuarkusApplication {

    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final Path PROJECT = Path.of("src", "it", "quarkus", "pom.xml");
    private static final Path BUILT = Path.of("target", "quarkus").toAbsolutePath();

    private QuarkusApplication() {
    }

    /** Puts the jar of this build into the local repository, and builds the application with it. */
    public static void build() {
        maven("org.apache.maven.plugins:maven-install-plugin:3.1.4:install-file", "-Dfile=" + jar(), "-DpomFile=pom.xml");
        maven("package", "-f", PROJECT.toString(), "-DbuildDirectory=" + BUILT);
    }

    /** The jar of this build. */
    public static Path jar() {
        return Path.of("target", System.getProperty("project.build.finalName") + ".jar");
    }

    /** Our jar, as the application has it. */
    public static Path jarInside() {
        return BUILT.resolve(Path.of("quarkus-app", "lib", "main", "org.mailiwf." + jar().getFileName()));
    }

    /** What starts the application with settings that differ from {@code routes/application.properties}. */
    public static List<String> command(Map<String, String> settings) {
        Path routes = Path.of("routes").toAbsolutePath();
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Dfile.encoding=UTF-8",
                "-Dquarkus.config.locations=" + routes.resolve("application.properties"),
                "-Dcamel.main.routesIncludePattern=file:" + routes + "/*.camel.yaml"));
        settings.forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.addAll(List.of("-jar", BUILT.resolve(Path.of("quarkus-app", "quarkus-run.jar")).toString()));
        return command;
    }

    private static void maven(String... arguments) {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("maven.home"), "bin", "mvn").toString(), "-B", "-ntp"));
        command.addAll(List.of(arguments));
        Program.Result result = Program.run(LIMIT, command);
        assertThat(result.exitCode()).as(result.output()).isZero();
    }
}
