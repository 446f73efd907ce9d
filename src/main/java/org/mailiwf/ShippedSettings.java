package org.mailiwf;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

import org.apache.camel.Ordered;
import org.apache.camel.spi.PropertiesComponent;
import org.apache.camel.spi.PropertiesSource;

/**
 * The defaults of {@code routes/application.properties}, as they are in the jar: what a setting is that nobody else names. Where settings
 * come by MicroProfile Config (Quarkus, Camel K) an empty value counts there as none, so that routes would miss the many settings whose
 * default is empty, and a default could not be emptied.
 */
final class ShippedSettings implements PropertiesSource, Ordered {

    private final Map<String, String> defaults;
    private final PropertiesComponent properties;
    private final Predicate<String> givenEmpty;

    /**
     * @param properties where this is a source of
     * @param givenEmpty whether somebody has set that key to nothing
     */
    ShippedSettings(PropertiesComponent properties, Predicate<String> givenEmpty) {
        this.defaults = read();
        this.properties = properties;
        this.givenEmpty = givenEmpty;
    }

    /** The names of all settings; those whose default is the value of another come last. */
    Set<String> keys() {
        return defaults.keySet();
    }

    @Override
    public String getName() {
        return "mail-iwf";
    }

    @Override
    public String getProperty(String key) {
        String value = defaults.get(key);
        if (value == null || isInitial(key)) {
            return null;
        }
        return !value.isEmpty() && givenEmpty.test(key) ? "" : value;
    }

    /** Camel asks for initial properties after all sources, but those of an application are stronger than ours. */
    private boolean isInitial(String key) {
        return properties instanceof org.apache.camel.component.properties.PropertiesComponent component
                && component.getInitialProperties() != null && component.getInitialProperties().containsKey(key);
    }

    @Override
    public int getOrder() {
        return LOWEST;
    }

    private static Map<String, String> read() {
        Map<String, String> settings = new LinkedHashMap<>();
        Map<String, String> references = new LinkedHashMap<>();
        Settings.inTheJar().forEach((key, value) -> {
            if (key.startsWith(Settings.PREFIX)) {
                (value.contains("{{") ? references : settings).put(key, value);
            }
        });
        settings.putAll(references);
        return settings;
    }
}
