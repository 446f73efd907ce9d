package org.mailiwf.tooling;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import org.apache.camel.tooling.model.JsonMapper;
import org.apache.camel.tooling.model.PojoBeanModel;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The descriptions of beans in the jar, from which tools offer a bean and what can be set of it. */
class BeanMetadataTest {

    private static final String FOLDER = "/META-INF/services/org/apache/camel/";

    @Test
    void eachBeanOfTheRoutesIsDescribedWithAllThatTheRoutesSet() throws IOException {
        Map<String, Set<String>> beans = beansOfTheRoutes();
        assertThat(beans).containsKeys("org.mailiwf.mapping.SenderIdentity", "org.mailiwf.lookup.LdapDirectory");

        for (Map.Entry<String, Set<String>> bean : beans.entrySet()) {
            PojoBeanModel model = model(bean.getKey().substring(bean.getKey().lastIndexOf('.') + 1));
            assertThat(model.getJavaType()).isEqualTo(bean.getKey());
            assertThat(properties(model)).as(bean.getKey()).containsAll(bean.getValue());
        }
    }

    @Test
    void theListNamesTheBeansOfTheRoutes() throws IOException {
        assertThat(list().getProperty("groupId")).isEqualTo("org.mailiwf");
        assertThat(names()).containsExactlyElementsOf(
                beansOfTheRoutes().keySet().stream().map(type -> type.substring(type.lastIndexOf('.') + 1)).sorted().toList());
    }

    @Test
    void whatIsDescribedIsWhatTheClassIsAndTakes() throws Exception {
        for (String name : names()) {
            PojoBeanModel model = model(name);
            Class<?> type = Class.forName(model.getJavaType());
            String asked = new ObjectMapper().readTree(json(name)).at("/bean/interfaceType").asText();
            assertThat(Class.forName(asked)).as(name).isAssignableFrom(type);
            assertThat(model.getDescription()).as(name).endsWith(".");
            Set<String> methods = Arrays.stream(type.getMethods()).map(method -> method.getName().toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
            assertThat(model.getOptions()).allSatisfy(option -> {
                assertThat(methods).as(name).contains("set" + option.getName().toLowerCase(Locale.ROOT));
                assertThat(option.getDescription()).as("%s.%s", name, option.getName()).endsWith(".");
            });
        }
    }

    @Test
    void whatNobodyMaySeeIsMarkedAsASecret() throws IOException {
        Set<String> secrets = new TreeSet<>();
        for (String name : names()) {
            model(name).getOptions().stream().filter(option -> option.isSecret()).forEach(option -> secrets.add(name + "." + option.getName()));
        }
        assertThat(secrets).containsExactly("LdapDirectory.password", "MessageIdentifiers.secret", "RecipientDatabase.password");
    }

    private static Map<String, Set<String>> beansOfTheRoutes() throws IOException {
        Map<String, Set<String>> beans = new TreeMap<>();
        try (Stream<Path> files = Files.list(Path.of("routes"))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".camel.yaml")).toList()) {
                for (JsonNode list : new ObjectMapper(new YAMLFactory()).readTree(file.toFile()).findValues("beans")) {
                    list.forEach(bean -> bean.path("properties").fieldNames()
                            .forEachRemaining(beans.computeIfAbsent(bean.get("type").asText(), type -> new HashSet<>())::add));
                }
            }
        }
        return beans;
    }

    private static Set<String> properties(PojoBeanModel model) {
        return model.getOptions().stream().map(PojoBeanModel.PojoBeanOptionModel::getName).collect(Collectors.toSet());
    }

    private static PojoBeanModel model(String name) throws IOException {
        return JsonMapper.generatePojoBeanModel(json(name));
    }

    private static String json(String name) throws IOException {
        try (InputStream in = BeanMetadataTest.class.getResourceAsStream(FOLDER + "bean/" + name + ".json")) {
            assertThat(in).as(name).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static List<String> names() throws IOException {
        return List.of(list().getProperty("bean").split(" "));
    }

    private static Properties list() throws IOException {
        Properties list = new Properties();
        try (InputStream in = BeanMetadataTest.class.getResourceAsStream(FOLDER + "bean.properties")) {
            list.load(in);
        }
        return list;
    }
}
