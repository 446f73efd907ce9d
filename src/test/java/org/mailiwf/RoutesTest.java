package org.mailiwf;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The YAML routes as files: valid against Camel's schema, every setting known and used, the tables' rows all there and in order. */
class RoutesTest {

    private static final Path ROUTES = Path.of("routes");
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    static Stream<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(ROUTES)) {
            return files.filter(file -> file.toString().endsWith(".camel.yaml")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void eachFileIsValidAgainstTheSchemaOfCamelsYamlDsl(Path file) throws IOException {
        assertThat(SCHEMA.validate(YAML.readTree(file.toFile()))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("files")
    void eachPlaceholderIsASettingWithADefault(Path file) throws IOException {
        assertThat(placeholders(Files.readString(file))).isSubsetOf(settings().stringPropertyNames());
    }

    @ParameterizedTest
    @MethodSource("files")
    void eachRouteHasAnIdAndADescription(Path file) throws IOException {
        for (JsonNode route : YAML.readTree(file.toFile()).findValues("route")) {
            assertThat(route.path("id").asText()).isNotBlank();
            assertThat(route.path("description").asText()).as(route.path("id").asText()).isNotBlank();
        }
    }

    @Test
    void noIdIsGivenTwice() throws IOException {
        List<String> ids = new ArrayList<>();
        for (Path file : files().toList()) {
            YAML.readTree(file.toFile()).findValuesAsText("id", ids);
        }
        assertThat(ids).isNotEmpty().doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("files")
    void optionsOfEndpointsAreParametersAndNotPartOfTheUri(Path file) throws IOException {
        List<String> uris = YAML.readTree(file.toFile()).findValuesAsText("uri");
        assertThat(uris.isEmpty()).as("has beans alone").isNotEqualTo(Files.readString(file).contains("- route:"));
        assertThat(uris).allSatisfy(uri -> assertThat(uri).doesNotContain("?"));
    }

    /** Decision 12: who gets no reply because a step has handed the mail to another thread must not be answered 250. */
    @ParameterizedTest
    @MethodSource("files")
    void noShippedListenerTakesAMailWhoseRouteEndsWithoutAReply(Path file) throws IOException {
        for (JsonNode from : YAML.readTree(file.toFile()).findValues("from")) {
            if (from.path("uri").asText().startsWith("smtpd:")) {
                assertThat(from.path("parameters").path("acceptByDefault").asText()).isEqualTo("false");
            }
        }
    }

    /** It would switch off {@code onException} in every other file. */
    @ParameterizedTest
    @MethodSource("files")
    void noFileSetsTheErrorHandlerOfAllFiles(Path file) throws IOException {
        assertThat(YAML.readTree(file.toFile())).noneMatch(entry -> entry.has("errorHandler"));
    }

    @Test
    void eachSettingHasARuleAndIsUsed() throws IOException {
        StringBuilder everything = new StringBuilder(Files.readString(ROUTES.resolve("application.properties")));
        for (Path file : files().toList()) {
            everything.append(Files.readString(file));
        }
        List<String> used = placeholders(everything.toString());
        Properties settings = settings();
        for (String key : settings.stringPropertyNames()) {
            if (key.startsWith("iwf.")) {
                if (!key.equals(HttpListener.SETTING)) {
                    assertThat(used).contains(key);
                }
                SettingRules.check(key, resolve(settings, settings.getProperty(key)));
            }
        }
    }

    @Test
    void theTablesOfTheChangeRequestStandRowByRowInTheirOrder() throws IOException {
        List<String> steps = new ArrayList<>();
        collectSteps(YAML.readTree(ROUTES.resolve("cpm-headers.camel.yaml").toFile()), steps);
        assertThat(steps).extracting(step -> step.replaceFirst("-.*", ""))
                .containsExactly("T1", "T2.1", "T2.2", "T2.3", "T2.4", "T2.5", "T2.6", "T2.7", "T2.8", "T2.9", "T2.10", "T2.11", "T2.12");
    }

    @Test
    void theStagesOfTheMainRouteStandInTheirOrder() throws IOException {
        String route = Files.readString(ROUTES.resolve("email-to-cpm.camel.yaml"));
        assertThat(route).containsSubsequence(
                "id: smtp-consumer", "id: size-choice", "id: header-mapping", "id: recipient-lookup-result", "id: sip-producer", "id: smtp-reply");
    }

    private static void collectSteps(JsonNode node, List<String> steps) {
        String id = node.path("id").asText();
        if (id.startsWith("T1-") || id.startsWith("T2.")) {
            steps.add(id);
        }
        node.forEach(child -> collectSteps(child, steps));
    }

    private static final JsonSchema SCHEMA = schema();

    private static JsonSchema schema() {
        try (InputStream schema = RoutesTest.class.getResourceAsStream("/schema/camelYamlDsl.json")) {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4).getSchema(schema);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Properties settings() throws IOException {
        Properties settings = new Properties();
        try (Reader reader = Files.newBufferedReader(ROUTES.resolve("application.properties"))) {
            settings.load(reader);
        }
        return settings;
    }

    private static String resolve(Properties settings, String value) {
        return value.startsWith("{{") ? settings.getProperty(value.substring(2, value.length() - 2)) : value;
    }

    private static List<String> placeholders(String text) {
        Matcher matcher = Pattern.compile("\\{\\{([^}]+)}}").matcher(text);
        List<String> names = new ArrayList<>();
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names;
    }
}
