package org.mailiwf.lookup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.mailiwf.cpim.SipUri;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever an alias file holds: it is read, or an error names its line, and what is found in it is a SIP URI. */
class AliasFileFuzzTest {

    @FuzzTest(maxDuration = "2m")
    void file(byte[] octets) throws IOException {
        Path file = Files.createTempFile("aliases", ".txt");
        AliasFile aliases = new AliasFile();
        try {
            Files.write(file, octets);
            aliases.setFile(file.toString());
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).startsWith("iwf.recipients.file: ").contains(" line ");
            return;
        } finally {
            Files.delete(file);
        }
        for (String line : new String(octets, StandardCharsets.UTF_8).split("\n")) {
            assertThat(aliases.find(line.substring(0, Math.max(0, line.indexOf('='))).strip())).allMatch(SipUri::isValid);
        }
    }
}
