package org.mailiwf.tooling;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.apache.camel.catalog.EndpointValidationResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailiwf.msrp.MsrpComponent;
import org.mailiwf.sip.SipComponent;
import org.mailiwf.sip.SipsComponent;
import org.mailiwf.smtpd.SmtpdComponent;

import static org.assertj.core.api.Assertions.assertThat;

/** What Camel's catalog, and with it the tools that stand on it, make of the metadata in the jar. */
class CatalogTest {

    private static final Map<String, Class<?>> COMPONENTS = Map.of(
            "msrp", MsrpComponent.class, "sip", SipComponent.class, "sips", SipsComponent.class, "smtpd", SmtpdComponent.class);

    private final CamelCatalog catalog = catalog();

    @Test
    void theListOfComponentsNamesThemAll() throws IOException {
        Properties list = new Properties();
        try (InputStream in = CatalogTest.class.getResourceAsStream("/META-INF/services/org/apache/camel/component.properties")) {
            list.load(in);
        }
        assertThat(list.getProperty("components").split(" ")).containsExactlyInAnyOrderElementsOf(COMPONENTS.keySet());
        assertThat(list.getProperty("groupId")).isEqualTo("org.mailiwf");
    }

    @ParameterizedTest
    @ValueSource(strings = {"msrp", "sip", "sips", "smtpd"})
    void theCatalogKnowsTheComponentWithAllItsOptions(String scheme) {
        assertThat(catalog.componentModel(scheme).getJavaType()).isEqualTo(COMPONENTS.get(scheme).getName());
        assertThat(catalog.componentModel(scheme).getEndpointOptions()).isNotEmpty()
                .allSatisfy(option -> assertThat(option.getDescription()).as(option.getName()).endsWith("."));
        assertThat(catalog.componentModel(scheme).getEndpointHeaders()).isNotEmpty()
                .allSatisfy(header -> assertThat(header.getDescription()).as(header.getName()).isNotBlank());
    }

    @Test
    void everyEndpointOfTheRoutesIsValid() throws IOException {
        List<String> validated = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of("routes"))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".camel.yaml")).toList()) {
                for (JsonNode endpoint : new ObjectMapper(new YAMLFactory()).readTree(file.toFile()).findParents("uri")) {
                    EndpointValidationResult result = validate(endpoint);
                    assertThat(result.isSuccess()).as("%s: %s", file, result.summaryErrorMessage(true)).isTrue();
                    validated.add(endpoint.get("uri").asText());
                }
            }
        }
        assertThat(validated).contains("smtpd:{{iwf.smtp.listen}}", "sip:MESSAGE");
    }

    @Test
    void aMisspeltOptionIsFound() {
        assertThat(catalog.validateEndpointProperties("smtpd:127.0.0.1:2525?maxMesageSize=1").getUnknown()).containsExactly("maxMesageSize");
        assertThat(catalog.validateEndpointProperties("sip:MESSAGE?oneAtATime=perhaps").getInvalidBoolean()).containsKey("oneAtATime");
    }

    private EndpointValidationResult validate(JsonNode endpoint) {
        Map<String, String> parameters = new LinkedHashMap<>();
        endpoint.path("parameters").fields().forEachRemaining(option -> parameters.put(option.getKey(), option.getValue().asText()));
        StringBuilder uri = new StringBuilder(endpoint.get("uri").asText());
        parameters.forEach((name, value) -> uri.append(uri.indexOf("?") < 0 ? '?' : '&').append(name).append('=').append(value));
        return catalog.validateEndpointProperties(uri.toString());
    }

    private static CamelCatalog catalog() {
        CamelCatalog catalog = new DefaultCamelCatalog();
        COMPONENTS.forEach((scheme, type) -> catalog.addComponent(scheme, type.getName(), json(scheme, type)));
        return catalog;
    }

    private static String json(String scheme, Class<?> type) {
        String resource = "/META-INF/" + type.getPackageName().replace('.', '/') + "/" + scheme + ".json";
        try (InputStream in = CatalogTest.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError("cannot read " + resource, e);
        }
    }
}
