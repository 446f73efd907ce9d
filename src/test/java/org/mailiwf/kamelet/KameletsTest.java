package org.mailiwf.kamelet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.mailiwf.SettingsOfRoutes;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The Kamelets as files: made of the routes as they are now, and what the validator of Camel's own Kamelets asks for.
 * {@code mvn test -Dtest=KameletsTest -Ddocs.write=true} makes them.
 */
class KameletsTest {

    private static final Path SOURCES = Path.of("src", "kamelets");
    private static final Path KAMELETS = Path.of("kamelets");
    private static final Pattern PARAMETER = Pattern.compile("\\{\\{[?]?([A-Za-z0-9-._]+)(?::[^}]*)?}}");

    static Stream<Path> sources() throws IOException {
        return list(SOURCES);
    }

    static Stream<Path> kamelets() throws IOException {
        return list(KAMELETS);
    }

    @ParameterizedTest
    @MethodSource("sources")
    void theKameletIsWhatTheRoutesMakeOfItNow(Path source) throws IOException {
        Map<String, KameletLinker.Setting> settings = new HashMap<>();
        SettingsOfRoutes.all().forEach((key, setting) -> settings.put(key, new KameletLinker.Setting(setting[0], setting[1])));
        String linked = new KameletLinker(Path.of("routes"), settings).link(source);
        Path kamelet = KAMELETS.resolve(source.getFileName());
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(kamelet, linked);
        }

        assertThat(Files.readString(kamelet)).as("make it with -Dtest=KameletsTest -Ddocs.write=true").isEqualTo(linked);
    }

    @Test
    void theFourAreThere() throws IOException {
        assertThat(kamelets().map(path -> path.getFileName().toString()))
                .containsExactly("cpm-large-message-sink.kamelet.yaml", "cpm-pager-sink.kamelet.yaml", "mail-to-cpm-action.kamelet.yaml", "smtpd-source.kamelet.yaml");
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void nameTypeAndAnnotationsAreThere(Path file) throws IOException {
        JsonNode kamelet = KameletLinker.YAML.readTree(file.toFile());
        String name = kamelet.at("/metadata/name").asText();
        String type = kamelet.at("/metadata/labels").path("camel.apache.org/kamelet.type").asText();
        JsonNode annotations = kamelet.at("/metadata/annotations");

        assertThat(kamelet.path("apiVersion").asText()).isEqualTo("camel.apache.org/v1");
        assertThat(kamelet.path("kind").asText()).isEqualTo("Kamelet");
        assertThat(file).hasFileName(name + ".kamelet.yaml");
        assertThat(type).isIn("source", "sink", "action");
        assertThat(name).endsWith("-" + type);
        for (String annotation : List.of("provider", "kamelet.group", "kamelet.namespace", "kamelet.support.level", "catalog.version")) {
            assertThat(annotations.path("camel.apache.org/" + annotation).asText()).as(annotation).isNotBlank();
        }
        assertThat(annotations.path("camel.apache.org/kamelet.icon").asText()).startsWith("data:image/svg+xml;base64,");
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void theDefinitionIsComplete(Path file) throws IOException {
        JsonNode kamelet = KameletLinker.YAML.readTree(file.toFile());
        JsonNode definition = kamelet.at("/spec/definition");
        String type = kamelet.at("/metadata/labels").path("camel.apache.org/kamelet.type").asText();

        assertThat(definition.path("title").asText()).endsWith(" " + Character.toUpperCase(type.charAt(0)) + type.substring(1));
        assertThat(definition.path("description").asText()).isNotBlank();
        assertThat(definition.path("type").asText()).isEqualTo("object");
        definition.path("properties").fields().forEachRemaining(property -> {
            String name = property.getKey();
            assertThat(property.getValue().path("title").asText()).as(name).isNotBlank().doesNotMatch("(The|An?) .*")
                    .matches("(\\p{Lu}\\S*)( \\p{Lu}\\S*)*");
            assertThat(property.getValue().path("description").asText()).as(name).isNotBlank();
            assertThat(property.getValue().path("type").asText()).as(name).isIn("string", "integer", "boolean");
            if (property.getValue().path("format").asText().equals("password")) {
                assertThat(property.getValue().path("x-descriptors").toString()).contains("urn:camel:group:credentials");
            }
        });
        Set<String> required = new HashSet<>();
        definition.path("required").forEach(name -> {
            assertThat(required.add(name.asText())).isTrue();
            assertThat(definition.path("properties").has(name.asText())).isTrue();
        });
    }

    @Test
    void titlesAndDescriptionsAreTheirOwn() throws IOException {
        Set<String> seen = new HashSet<>();
        for (Path file : kamelets().toList()) {
            JsonNode definition = KameletLinker.YAML.readTree(file.toFile()).at("/spec/definition");
            assertThat(seen.add(definition.path("title").asText())).isTrue();
            assertThat(seen.add(definition.path("description").asText())).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void everyParameterThatIsUsedIsDefinedAndEveryOneDefinedIsUsed(Path file) throws IOException {
        JsonNode kamelet = KameletLinker.YAML.readTree(file.toFile());
        Set<String> used = new LinkedHashSet<>();
        Matcher matcher = PARAMETER.matcher(kamelet.at("/spec/template").toString());
        while (matcher.find()) {
            used.add(matcher.group(1));
        }
        Set<String> defined = new LinkedHashSet<>();
        kamelet.at("/spec/definition/properties").fieldNames().forEachRemaining(defined::add);
        kamelet.at("/spec/template/beans").forEach(bean -> defined.add(bean.path("name").asText()));

        assertThat(used).containsExactlyInAnyOrderElementsOf(defined);
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void whatTheTemplateNeedsIsADependencyAndTheyAreInOrder(Path file) throws IOException {
        JsonNode kamelet = KameletLinker.YAML.readTree(file.toFile());
        List<String> dependencies = texts(kamelet.at("/spec/dependencies"));

        assertThat(dependencies).isSorted().doesNotHaveDuplicates().contains("camel:core", "camel:kamelet");
        if (kamelet.at("/spec/template").findValue("bean") != null) {
            assertThat(dependencies).contains("camel:bean");
        }
        for (String uri : kamelet.at("/spec/template").findValuesAsText("uri")) {
            assertThat(uri.replaceFirst(":.*", "")).isIn("kamelet", "smtpd", "sip", "msrp");
        }
        assertThat(dependencies).contains("mvn:org.mailiwf:mail-iwf:" + kamelet.at("/metadata/annotations").path("camel.apache.org/catalog.version").asText());
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private static Stream<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".kamelet.yaml")).sorted().toList().stream();
        }
    }
}
