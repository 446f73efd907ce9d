package org.mailiwf;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailiwf.peer.KeyFiles;
import org.mailiwf.smtpd.security.PasswordHash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** TLS and AUTH are judged before anything is started. */
class SmtpSecurityRulesTest {

    @TempDir
    static Path folder;
    private static KeyFiles keys;
    private static Path users;

    private final Map<String, String> given = new HashMap<>();

    @BeforeAll
    static void makeFiles() throws Exception {
        keys = KeyFiles.make(folder, "server", "EC");
        users = Files.writeString(folder.resolve("users"), "alice:" + PasswordHash.of("secret"));
    }

    @BeforeEach
    void whole() {
        given.put("iwf.smtp.tls.certificate", keys.certificate().toString());
        given.put("iwf.smtp.tls.key", keys.key().toString());
        given.put("iwf.smtp.auth.users", users.toString());
    }

    private Settings load() {
        return Settings.load(Path.of("routes", "application.properties"), null, Map.of(), new Properties(), given);
    }

    private void expect(String message) {
        assertThatThrownBy(this::load).isInstanceOf(SettingException.class).hasMessageStartingWith(message);
    }

    @Test
    void whatFitsTogetherIsTaken() {
        given.put("iwf.smtp.tls.mode", "starttls");
        given.put("iwf.smtp.auth.mode", "required");
        given.put("iwf.submission.listen", "127.0.0.1:0");
        given.put("iwf.submissions.listen", "[::1]:0");
        assertThat(load().get("iwf.smtp.tls.mode")).isEqualTo("starttls");
    }

    @Test
    void tlsNeedsItsFiles() {
        given.put("iwf.smtp.tls.mode", "starttls");
        given.remove("iwf.smtp.tls.key");
        expect("iwf.smtp.tls.mode=starttls: TLS needs a certificate and its key in PEM");
    }

    @Test
    void fileThatCannotBeUsedIsNamed() {
        given.put("iwf.smtp.tls.mode", "implicit");
        given.put("iwf.smtp.tls.key", keys.certificate().toString());
        expect("iwf.smtp.tls.mode=implicit: " + keys.certificate() + ": holds no private key");
        given.put("iwf.smtp.tls.key", "/no/such/file");
        expect("iwf.smtp.tls.key=/no/such/file: must be a file that can be read");
    }

    @Test
    void certificatesOfClientsNeedAuthorities() {
        given.put("iwf.smtp.tls.mode", "starttls");
        given.put("iwf.smtp.tls.client-auth", "need");
        expect("iwf.smtp.tls.mode=starttls: Certificates of clients need");
    }

    @Test
    void submissionNeedsTlsAndUsers() {
        given.put("iwf.submission.listen", "127.0.0.1:0");
        given.remove("iwf.smtp.auth.users");
        expect("iwf.submission.listen=127.0.0.1:0: needs users who can log in");
        given.remove("iwf.smtp.tls.certificate");
        expect("iwf.submission.listen=127.0.0.1:0: TLS needs");
    }

    @Test
    void requiredAuthNeedsTls() {
        given.put("iwf.smtp.auth.mode", "required");
        expect("iwf.smtp.auth.mode=required: needs TLS");
        given.put("iwf.smtp.auth.without-tls", "true");
        assertThat(load().get("iwf.smtp.auth.mode")).isEqualTo("required");
    }

    @Test
    void wrongLineOfTheUsersIsNamed() throws Exception {
        Path wrong = Files.writeString(folder.resolve("wrong"), "alice:secret");
        given.put("iwf.smtp.auth.users", wrong.toString());
        expect("iwf.smtp.auth.users=" + wrong + ": " + wrong + " line 1: must be $pbkdf2-sha256");
    }
}
