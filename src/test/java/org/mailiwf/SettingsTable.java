package org.mailiwf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The table of settings in docs/settings.md: key, default and meaning are those of {@code routes/application.properties}, what is allowed
 * is what {@link SettingRules} says to a value that nothing allows.
 */
final class SettingsTable {

    static final String BEGIN = "<!-- table of settings: made from routes/application.properties and SettingRules, see SettingsTableTest -->";
    static final String END = "<!-- end of the table of settings -->";

    /** No value of any setting: it begins as a comment and holds a quotation mark and a control character. */
    private static final String NOTHING_ALLOWS_IT = "#\"\u0001";

    /** One setting: {@code comment} is what stands above it in the file. */
    record Setting(String key, String value, String comment) {
    }

    private SettingsTable() {
    }

    static List<Setting> settings(Path properties) throws IOException {
        List<Setting> settings = new ArrayList<>();
        List<String> comment = new ArrayList<>();
        boolean keysFollow = false;
        for (String line : Files.readAllLines(properties)) {
            if (line.startsWith("#")) {
                if (keysFollow || line.startsWith("# ----")) {
                    comment.clear();
                }
                keysFollow = false;
                if (!line.startsWith("# ----")) {
                    comment.add(line.substring(1).strip());
                }
            } else if (line.isBlank()) {
                comment.clear();
            } else if (line.startsWith("iwf.")) {
                keysFollow = true;
                String[] parts = line.split("=", 2);
                settings.add(new Setting(parts[0].strip(), parts[1].strip(), String.join(" ", comment)));
            }
        }
        return settings;
    }

    static String markdown(List<Setting> settings) {
        StringBuilder table = new StringBuilder("| setting | default | allowed | meaning |\n|---|---|---|---|\n");
        for (Setting setting : settings) {
            table.append("| `%s` | %s | %s | %s |%n".formatted(setting.key(), setting.value().isEmpty() ? "" : "`" + setting.value() + "`",
                    cell(allowed(setting.key())), cell(setting.comment())));
        }
        return table.toString();
    }

    static String allowed(String key) {
        try {
            SettingRules.check(key, NOTHING_ALLOWS_IT);
            return "any text";
        } catch (SettingException e) {
            return e.getMessage()
                    .replaceFirst("^.*?: ", "").replaceFirst("^.* allowed: ", "").replaceFirst("^.*\\bmust be ", "")
                    .replaceFirst(" \\(java\\..*$", "");
        }
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("<", "&lt;").replace("*", "\\*");
    }
}
