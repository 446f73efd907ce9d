package org.mailiwf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailiwf.files.Reloaded;
import org.mailiwf.smtpd.security.UserFile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PasswordCommandTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"alice", "alice@corp.example", "corp:alice", "\u00e5sa"})
    void theUserOfALineCanLogIn(String user) throws IOException {
        Path file = Files.writeString(folder.resolve("users"), PasswordCommand.line(user, "s\u00e9same") + "\n");
        UserFile users = new UserFile(file, Reloaded.INTERVAL);
        assertThat(users.authenticate(user, "s\u00e9same")).isTrue();
        assertThat(users.authenticate(user, "sesame")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "#alice", " alice", "a\nb"})
    void aUserThatTheFileCouldNotHoldIsRefused(String user) {
        assertThatThrownBy(() -> PasswordCommand.line(user, "secret")).isInstanceOf(IOException.class);
    }

    @Test
    void aSipLineHoldsTheHashesOfBothAlgorithms() throws IOException {
        // the example of RFC 7616 section 3.9.1
        assertThat(PasswordCommand.sipLine("Mufasa", "http-auth@example.org", "Circle of Life")).isEqualTo("Mufasa:http-auth@example.org:"
                + "3d78807defe7de2157e2b0b6573a855f:7987c64c30e25f1b74be53f966b49b90f2808aa92faf9a00262392d7b4794232");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a:b", "a\"b"})
    void aRealmThatNoHeaderFieldCanHoldIsRefused(String realm) {
        assertThatThrownBy(() -> PasswordCommand.sipLine("alice", realm, "secret")).isInstanceOf(IOException.class);
    }

    @Test
    void anEmptyPasswordIsRefused() {
        assertThatThrownBy(() -> PasswordCommand.line("alice", "")).hasMessage("No password was given");
    }
}
