package org.mailiwf.peer;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The application that Camel K builds for an Integration with our jar as a dependency, built from {@code src/it/quarkus}. It takes routes
 * and settings from files, as Camel K mounts them: those of {@code routes/}, unchanged.
 */
public final class QuarkusApplication {

    private static final MavenProject PROJECT = new MavenProject("quarkus");

    private QuarkusApplication() {
    }

    /** Builds the application with the jar of this build. */
    public static void build() {
        PROJECT.build("package");
    }

    /** Our jar, as the application has it. */
    public static Path jarInside() {
        return PROJECT.built("quarkus-app", "lib", "main", "org.mailiwf." + MavenProject.jar().getFileName());
    }

    /** What starts the application with settings that differ from {@code routes/application.properties}. */
    public static List<String> command(Map<String, String> settings) {
        return command(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Dfile.encoding=UTF-8"), settings);
    }

    /** The same in a JVM with other options. */
    public static List<String> command(List<String> jvm, Map<String, String> settings) {
        Path routes = Path.of("routes").toAbsolutePath();
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(jvm);
        command.addAll(List.of("-Dquarkus.http.host=127.0.0.1", "-Dquarkus.http.port=0",
                "-Dquarkus.config.locations=" + routes.resolve("application.properties"),
                "-Dcamel.main.routesIncludePattern=file:" + routes + "/*.camel.yaml"));
        settings.forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.addAll(List.of("-jar", PROJECT.built("quarkus-app", "quarkus-run.jar").toString()));
        return command;
    }
}
