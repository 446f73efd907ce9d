package org.mailiwf;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.gson.Gson;
import com.google.gson.JsonElement;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscaler;
import org.apache.camel.v1.IntegrationSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The manifests of {@code src/main/kubernetes} against the schemas of Kubernetes and Camel K, and against the routes they speak of. */
class KubernetesManifestsTest {

    private static final Path MANIFESTS = Path.of("src", "main", "kubernetes");
    private static final Path ROUTES = Path.of("routes");

    /** Checks a manifest, and fails at a field that its schema does not know or that it misses. */
    private interface Schema {
        void check(JsonElement manifest) throws IOException;
    }

    private static final Map<String, Schema> SCHEMAS = Map.of(
            "apps/v1 Deployment", V1Deployment::validateJsonElement,
            "v1 Service", V1Service::validateJsonElement,
            "policy/v1 PodDisruptionBudget", V1PodDisruptionBudget::validateJsonElement,
            "autoscaling/v2 HorizontalPodAutoscaler", V2HorizontalPodAutoscaler::validateJsonElement,
            "camel.apache.org/v1 Integration", KubernetesManifestsTest::checkIntegration);

    static List<Path> manifests() throws IOException {
        try (Stream<Path> files = Files.walk(MANIFESTS)) {
            return files.filter(file -> file.toString().endsWith(".yaml") && !isOfKustomize(file)).sorted().toList();
        }
    }

    private static boolean isOfKustomize(Path file) {
        return List.of("kustomization.yaml", "name-references.yaml").contains(file.getFileName().toString());
    }

    @ParameterizedTest
    @MethodSource("manifests")
    void everyManifestIsValid(Path file) throws IOException {
        for (Map<String, Object> manifest : documents(file)) {
            Schema schema = SCHEMAS.get(manifest.get("apiVersion") + " " + manifest.get("kind"));
            assertThat(schema).as("%s %s", manifest.get("apiVersion"), manifest.get("kind")).isNotNull();
            schema.check(new Gson().toJsonTree(withSelector(manifest)));
        }
    }

    @Test
    void aFieldThatTheSchemaDoesNotKnowIsFound() throws IOException {
        Map<String, Object> deployment = withSelector(documents(MANIFESTS.resolve("base/deployment.yaml")).get(0));
        at(deployment, "spec", "template", "spec").put("terminationGracePeriod", 5);

        assertThatThrownBy(() -> V1Deployment.validateJsonElement(new Gson().toJsonTree(deployment)))
                .hasMessageContaining("terminationGracePeriod");
    }

    @Test
    void theConfigMapHasEveryRouteAndItsSettings() throws IOException {
        List<String> files = strings(list(documents(ROUTES.resolve("kustomization.yaml")).get(0), "configMapGenerator").get(0), "files");
        List<String> sources = list(at(integration(), "spec"), "sources").stream().map(source -> source.get("contentKey").toString()).toList();

        assertThat(files).containsExactlyInAnyOrderElementsOf(routeFiles("application.properties"));
        assertThat(sources).containsExactlyInAnyOrderElementsOf(routeFiles());
    }

    @Test
    void everyFileThatKustomizeIsToldOfIsThere() throws IOException {
        for (String folder : List.of("base", "camel-k")) {
            Path home = MANIFESTS.resolve(folder);
            strings(documents(home.resolve("kustomization.yaml")).get(0), "resources")
                    .forEach(resource -> assertThat(home.resolve(resource)).exists());
        }
    }

    @Test
    void theIntegrationHasEveryLineForCamelAndTheSettingsAreAllowed() throws IOException {
        Properties given = new Properties();
        strings(at(integration(), "spec", "traits", "camel"), "properties").forEach(line -> {
            String[] pair = line.split("=", 2);
            given.setProperty(pair[0], pair[1]);
        });
        Properties shipped = properties(ROUTES.resolve("application.properties"));

        // camel.jbang is of the CLI
        shipped.stringPropertyNames().stream()
                .filter(key -> key.startsWith("quarkus.") || key.startsWith("camel.") && !key.startsWith("camel.jbang."))
                .forEach(key -> assertThat(given.getProperty(key)).as(key).isEqualTo(shipped.getProperty(key)));
        check(given);
    }

    @Test
    void theSettingsOfTheDeploymentAreAllowed() throws IOException {
        check(properties(MANIFESTS.resolve("base/settings.properties")));
    }

    @Test
    void thePodIsGivenTheTimeThatMailsInFlightAreGiven() throws IOException {
        Map<String, Object> pod = at(documents(MANIFESTS.resolve("base/deployment.yaml")).get(0), "spec", "template", "spec");
        int grace = (Integer) pod.get("terminationGracePeriodSeconds");
        int before = (Integer) at(list(pod, "containers").get(0), "lifecycle", "preStop", "sleep").get("seconds");
        int shutdown = Integer.parseInt(properties(MANIFESTS.resolve("base/settings.properties")).getProperty("camel.main.shutdownTimeout"));

        assertThat(grace).isGreaterThanOrEqualTo(before + shutdown + 5);
    }

    private static void check(Properties given) throws IOException {
        Map<String, String> settings = new TreeMap<>();
        Properties shipped = properties(ROUTES.resolve("application.properties"));
        shipped.stringPropertyNames().forEach(key -> settings.put(key, shipped.getProperty(key)));
        given.stringPropertyNames().forEach(key -> settings.put(key, given.getProperty(key)));
        // a directory of the pod
        settings.remove("iwf.smtp.spool-directory");
        Settings.check(settings);
    }

    /** kustomize puts the labels in that the selector of a Deployment asks for. */
    private static Map<String, Object> withSelector(Map<String, Object> manifest) {
        if (manifest.get("kind").equals("Deployment")) {
            at(manifest, "spec").putIfAbsent("selector", Map.of("matchLabels", Map.of("app.kubernetes.io/name", "mail-iwf")));
        }
        return manifest;
    }

    private static void checkIntegration(JsonElement manifest) throws IOException {
        new ObjectMapper().readValue(manifest.getAsJsonObject().get("spec").toString(), IntegrationSpec.class);
    }

    private static Map<String, Object> integration() throws IOException {
        return documents(MANIFESTS.resolve("camel-k/integration.yaml")).get(0);
    }

    private static List<String> routeFiles(String... more) throws IOException {
        List<String> names = new ArrayList<>(List.of(more));
        try (Stream<Path> files = Files.list(ROUTES)) {
            files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".camel.yaml")).forEach(names::add);
        }
        return names;
    }

    private static Properties properties(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        return properties;
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> documents(Path file) throws IOException {
        List<Map<String, Object>> documents = new ArrayList<>();
        new Load(LoadSettings.builder().build()).loadAllFromString(Files.readString(file))
                .forEach(document -> documents.add((Map<String, Object>) document));
        return documents;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> at(Map<String, Object> from, String... path) {
        Map<String, Object> here = from;
        for (String step : path) {
            here = (Map<String, Object>) here.get(step);
        }
        return here;
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> list(Map<String, Object> from, String key) {
        return (List<Map<String, Object>>) from.get(key);
    }

    @SuppressWarnings("unchecked")
    private static List<String> strings(Map<String, Object> from, String key) {
        return (List<String>) from.get(key);
    }
}
