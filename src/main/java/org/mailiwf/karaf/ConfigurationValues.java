package org.mailiwf.karaf;

import java.util.Dictionary;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The settings in a configuration of ConfigAdmin. */
final class ConfigurationValues {

    /** What ConfigAdmin, the file installer and Karaf's features add for themselves. */
    private static final List<String> NOT_OURS = List.of("service.", "felix.", "org.apache.karaf.");

    private ConfigurationValues() {
    }

    /** Keys and values without blanks around them; {@code null} if there is no configuration. */
    static Map<String, String> of(Dictionary<String, ?> configuration) {
        if (configuration == null) {
            return null;
        }
        Map<String, String> settings = new TreeMap<>();
        configuration.keys().asIterator().forEachRemaining(key -> {
            if (NOT_OURS.stream().noneMatch(key::startsWith)) {
                settings.put(key, String.valueOf(configuration.get(key)).strip());
            }
        });
        return settings;
    }
}
