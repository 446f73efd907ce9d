package org.mailiwf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** docs/settings.md holds the table as it would be made now. {@code mvn test -Dtest=SettingsTableTest -Ddocs.write=true} makes it. */
class SettingsTableTest {

    private static final Path PROPERTIES = Path.of("routes", "application.properties");
    private static final Path DOCUMENT = Path.of("docs", "settings.md");

    @Test
    void theTableInTheDocumentIsTheOneOfTheSettings() throws IOException {
        String document = Files.readString(DOCUMENT);
        int begin = document.indexOf(SettingsTable.BEGIN);
        int end = document.indexOf(SettingsTable.END);
        assertThat(begin).isNotNegative().isLessThan(end);
        String current = document.substring(0, begin) + SettingsTable.BEGIN + "\n\n"
                + SettingsTable.markdown(SettingsTable.settings(PROPERTIES)) + "\n" + document.substring(end);
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(DOCUMENT, current);
        }

        assertThat(Files.readString(DOCUMENT)).as("make it with -Dtest=SettingsTableTest -Ddocs.write=true").isEqualTo(current);
    }

    @Test
    void eachSettingSaysWhatItIsAndWhatItMayBe() throws IOException {
        List<SettingsTable.Setting> settings = SettingsTable.settings(PROPERTIES);

        assertThat(settings).hasSizeGreaterThan(50).allSatisfy(setting -> {
            assertThat(setting.comment()).as(setting.key()).endsWith(".");
            assertThat(SettingsTable.allowed(setting.key())).as(setting.key()).isNotBlank().doesNotContain("\u0001");
        });
    }
}
