package org.mailiwf;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailiwf.sip.DigestSecret;

class SipSecurityRulesTest {

    @TempDir
    Path folder;
    private Path users;

    @BeforeEach
    void aFileOfUsers() throws IOException {
        users = Files.writeString(folder.resolve("users"), DigestSecret.of("alice", "iwf.op.example", "secret").line() + "\n");
    }

    @Test
    void theRealmOfTheUsersIsThatOfTheSetting() {
        assertThatCode(() -> load("iwf.sip.auth.users", users.toString())).doesNotThrowAnyException();
        assertThatThrownBy(() -> load("iwf.sip.auth.users", users.toString(), "iwf.sip.auth.realm", "elsewhere.example"))
                .isInstanceOf(SettingException.class).hasMessageContaining("iwf.sip.auth.users").hasMessageContaining(
                        users + " line 1: the hashes are for the realm iwf.op.example, not for elsewhere.example");
        assertThatThrownBy(() -> load("iwf.sip.auth.users", users.toString(), "iwf.sip.auth.realm", ""))
                .isInstanceOf(SettingException.class).hasMessageContaining("needs a realm (iwf.sip.auth.realm)");
    }

    @Test
    void aFileThatHoldsNoUserIsNamedWithoutWhatItHolds() throws IOException {
        Files.writeString(users, "alice:iwf.op.example:5ebe2294ecd0e0f08eab7690d2a6ee69\n");
        assertThatThrownBy(() -> load("iwf.sip.auth.users", users.toString())).isInstanceOf(SettingException.class)
                .hasMessageContaining(users + " line 1: must be user:realm:MD5:SHA-256").hasMessageNotContaining("5ebe");
    }

    @Test
    void aKeyStoreThatCannotBeReadIsNamed() {
        assertThatThrownBy(() -> load("iwf.sip.tls.key-store", users.toString())).isInstanceOf(SettingException.class)
                .hasMessageContaining("iwf.sip.tls.key-store").hasMessageContaining("is no PKCS#12");
        assertThatThrownBy(() -> load("iwf.sip.tls.trust-store", users.toString())).isInstanceOf(SettingException.class)
                .hasMessageContaining("iwf.sip.tls.trust-store").hasMessageContaining("is no PKCS#12");
    }

    private static Settings load(String... keysAndValues) {
        Map<String, String> commandLine = new HashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            commandLine.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return Settings.load(Path.of("routes", "application.properties"), null, Map.of(), new Properties(), commandLine);
    }
}
