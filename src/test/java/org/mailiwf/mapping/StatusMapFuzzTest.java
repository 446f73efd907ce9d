package org.mailiwf.mapping;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import com.code_intelligence.jazzer.junit.FuzzTest;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever a status map file holds: it is read, or an error names the file, and every row that is read is a legal reply. */
class StatusMapFuzzTest {

    private final Map<String, StatusRow> shipped = StatusMapFile.shipped();

    @FuzzTest(maxDuration = "2m")
    void file(byte[] octets) throws IOException {
        Path file = Files.createTempFile("map", ".csv");
        try {
            Files.write(file, octets);
            StatusMapFile.overrides(file, shipped).values().forEach(row -> {
                assertThat(row.text()).matches("[ -~]{1,120}");
                assertThat(row.enhanced()).startsWith(row.code() / 100 + ".");
            });
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).startsWith(file.toString());
        } finally {
            Files.delete(file);
        }
    }
}
