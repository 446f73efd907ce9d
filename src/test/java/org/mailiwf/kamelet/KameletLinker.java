package org.mailiwf.kamelet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;

/**
 * Makes a Kamelet that stands alone of one in {@code src/kamelets} that calls routes of {@code routes/}: a Kamelet is one file and cannot
 * import another, and the mapping is written once. A call of a {@code direct:} route becomes its steps, a bean of the routes one of the
 * template, and a setting {@code iwf.smtp.max-size} the property {@code smtpMaxSize} with its default and its comment.
 */
final class KameletLinker {

    private static final Pattern SETTING = Pattern.compile("\\{\\{(iwf\\.[^}]+)}}");
    private static final Map<String, String> ACRONYMS = Map.of("smtp", "SMTP", "sip", "SIP", "tls", "TLS");

    static final ObjectMapper YAML = new ObjectMapper(YAMLFactory.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER).disable(YAMLGenerator.Feature.SPLIT_LINES)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES).enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS).build());

    /** A setting of the routes: its default, with references resolved, and what stands above it. */
    record Setting(String value, String comment) {
    }

    private final Map<String, Setting> settings;
    private final Map<String, List<JsonNode>> routes = new LinkedHashMap<>();
    private final Map<String, JsonNode> beans = new TreeMap<>();

    KameletLinker(Path routesDirectory, Map<String, Setting> settings) throws IOException {
        this.settings = settings;
        List<Path> files;
        try (Stream<Path> list = Files.list(routesDirectory)) {
            files = list.filter(file -> file.toString().endsWith(".camel.yaml")).sorted().toList();
        }
        for (Path file : files) {
            for (JsonNode entry : YAML.readTree(file.toFile())) {
                String uri = entry.at("/route/from/uri").asText();
                if (uri.startsWith("direct:")) {
                    routes.computeIfAbsent(uri, each -> new ArrayList<>()).add(entry.get("route"));
                }
                entry.path("beans").forEach(bean -> beans.put(bean.get("name").asText(), bean));
            }
        }
    }

    String link(Path source) throws IOException {
        ObjectNode kamelet = (ObjectNode) YAML.readTree(source.toFile());
        ObjectNode template = (ObjectNode) kamelet.at("/spec/template");
        ObjectNode from = (ObjectNode) template.get("from");
        from.set("steps", steps(from.get("steps")));
        TreeSet<String> used = new TreeSet<>();
        beanReferences(from, used);
        if (!used.isEmpty()) {
            template.remove("from");
            ArrayNode local = template.putArray("beans");
            for (String name : used) {
                ObjectNode bean = beans.get(name).deepCopy();
                bean.put("type", "#class:" + bean.get("type").asText());
                local.add(bean);
            }
            template.set("from", from);
        }
        ObjectNode properties = (ObjectNode) kamelet.at("/spec/definition/properties");
        for (String key : settingsOf(template)) {
            properties.set(property(key), definition(key));
        }
        return "# Made of src/kamelets and routes by KameletsTest: do not edit.\n" + YAML.writeValueAsString(renamed(kamelet));
    }

    /** Calls of routes of ours become their steps; ids go, since a Kamelet may be used more than once. */
    private ArrayNode steps(JsonNode steps) {
        ArrayNode linked = YAML.createArrayNode();
        for (JsonNode step : steps) {
            String uri = step.at("/to/uri").asText();
            if (routes.containsKey(uri)) {
                linked.addAll(called(routes.get(uri)));
            } else {
                linked.add(inside(step));
            }
        }
        return linked;
    }

    /** The steps of a route; of routes with preconditions a choice, since a Kamelet has its properties only when it is used. */
    private ArrayNode called(List<JsonNode> candidates) {
        if (candidates.size() == 1 && !candidates.get(0).has("precondition")) {
            return steps(candidates.get(0).at("/from/steps"));
        }
        ArrayNode calls = YAML.createArrayNode();
        ArrayNode whens = calls.addObject().putObject("choice").putArray("when");
        for (JsonNode route : candidates) {
            whens.addObject().put("simple", route.get("precondition").asText()).set("steps", steps(route.at("/from/steps")));
        }
        return calls;
    }

    private JsonNode inside(JsonNode node) {
        if (node.isArray()) {
            ArrayNode array = YAML.createArrayNode();
            node.forEach(child -> array.add(inside(child)));
            return array;
        }
        if (!node.isObject()) {
            return node;
        }
        ObjectNode object = YAML.createObjectNode();
        for (Iterator<Map.Entry<String, JsonNode>> fields = node.fields(); fields.hasNext();) {
            Map.Entry<String, JsonNode> field = fields.next();
            if (field.getKey().equals("steps")) {
                object.set("steps", steps(field.getValue()));
            } else if (!field.getKey().equals("id")) {
                object.set(field.getKey(), inside(field.getValue()));
            }
        }
        return object;
    }

    /** {@code ref: name} becomes {@code ref: {{name}}}, which is how a template names a bean of its own. */
    private void beanReferences(JsonNode node, TreeSet<String> used) {
        if (node instanceof ObjectNode object && beans.containsKey(object.path("ref").asText())) {
            used.add(object.get("ref").asText());
            object.put("ref", "{{" + object.get("ref").asText() + "}}");
        }
        node.forEach(child -> beanReferences(child, used));
    }

    private List<String> settingsOf(JsonNode node) {
        List<String> keys = new ArrayList<>();
        Matcher matcher = SETTING.matcher(node.toString());
        while (matcher.find()) {
            if (!keys.contains(matcher.group(1))) {
                keys.add(matcher.group(1));
            }
        }
        return keys;
    }

    private ObjectNode definition(String key) {
        Setting setting = settings.get(key);
        ObjectNode definition = YAML.createObjectNode();
        StringBuilder title = new StringBuilder();
        for (String word : key.substring("iwf.".length()).split("[.-]")) {
            title.append(title.isEmpty() ? "" : " ")
                    .append(ACRONYMS.getOrDefault(word, Character.toUpperCase(word.charAt(0)) + word.substring(1)));
        }
        definition.put("title", title.toString());
        definition.put("description", setting.comment());
        String value = setting.value();
        if (value.matches("\\d{1,9}")) {
            definition.put("type", "integer").put("default", Integer.parseInt(value));
        } else if (value.matches("true|false")) {
            definition.put("type", "boolean").put("default", Boolean.parseBoolean(value));
        } else {
            definition.put("type", "string").put("default", value);
        }
        if (key.endsWith("password") || key.endsWith("secret")) {
            definition.put("format", "password").putArray("x-descriptors").add("urn:camel:group:credentials");
        }
        return definition;
    }

    private static JsonNode renamed(JsonNode node) {
        if (node.isTextual()) {
            return new TextNode(SETTING.matcher(node.asText()).replaceAll(match -> Matcher.quoteReplacement("{{" + property(match.group(1)) + "}}")));
        }
        if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, renamed(array.get(i)));
            }
        } else if (node instanceof ObjectNode object) {
            object.fields().forEachRemaining(field -> field.setValue(renamed(field.getValue())));
        }
        return node;
    }

    static String property(String key) {
        StringBuilder name = new StringBuilder();
        for (String word : key.substring("iwf.".length()).split("[.-]")) {
            name.append(name.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return name.toString();
    }
}
