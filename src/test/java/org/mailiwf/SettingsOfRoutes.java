package org.mailiwf;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The settings of {@code routes/application.properties}, for tests of other packages. */
public final class SettingsOfRoutes {

    private SettingsOfRoutes() {
    }

    /** By key: the default, a reference to another setting resolved, and the comment above it. */
    public static Map<String, String[]> all() throws IOException {
        Map<String, String[]> settings = new LinkedHashMap<>();
        for (SettingsTable.Setting setting : SettingsTable.settings(Path.of("routes", "application.properties"))) {
            settings.put(setting.key(), new String[] {setting.value(), setting.comment()});
        }
        settings.values().forEach(setting -> {
            if (setting[0].startsWith("{{")) {
                setting[0] = settings.get(setting[0].substring(2, setting[0].length() - 2))[0];
            }
        });
        return settings;
    }
}
