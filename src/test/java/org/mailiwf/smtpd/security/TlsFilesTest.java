package org.mailiwf.smtpd.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailiwf.files.Reloaded;
import org.mailiwf.peer.KeyFiles;
import org.mailiwf.peer.Program;
import org.mailiwf.peer.RequiresPeer;

class TlsFilesTest {

    @TempDir
    static Path folder;
    private static KeyFiles rsa;
    private static KeyFiles ec;

    @BeforeAll
    static void makeKeys() {
        rsa = KeyFiles.make(folder, "rsa", "RSA");
        ec = KeyFiles.make(folder, "ec", "EC");
    }

    private static void load(Object certificate, Object key, String password) {
        TlsFiles.of(certificate.toString(), key.toString(), "", password, "").load();
    }

    private static Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    @Test
    void pemOfRsaAndOfEcIsRead() {
        assertThatCode(() -> load(rsa.certificate(), rsa.key(), null)).doesNotThrowAnyException();
        assertThatCode(() -> load(ec.certificate(), ec.key(), null)).doesNotThrowAnyException();
    }

    @Test
    void pkcs12IsRead() {
        assertThatCode(() -> TlsFiles.of("", "", ec.keyStore().toString(), KeyFiles.PASSWORD, "").load()).doesNotThrowAnyException();
        assertThatThrownBy(() -> TlsFiles.of("", "", ec.keyStore().toString(), "wrong", "").load())
                .hasMessageStartingWith(ec.keyStore() + ": is no PKCS#12, or the password is wrong");
        assertThatThrownBy(() -> TlsFiles.of("", "", ec.key().toString(), "", "").load())
                .hasMessageStartingWith(ec.key() + ": is no PKCS#12, or the password is wrong");
    }

    @Test
    @RequiresPeer(program = "openssl", debianPackage = "openssl")
    void keyWithAPasswordIsReadWithIt() {
        Path key = encrypted("aes-256-cbc");
        assertThatCode(() -> load(rsa.certificate(), key, "secret")).doesNotThrowAnyException();
        assertThatThrownBy(() -> load(rsa.certificate(), key, "")).hasMessage(key + ": the key is encrypted, and no password is given");
        assertThatThrownBy(() -> load(rsa.certificate(), key, "wrong"))
                .hasMessage(key + ": the key cannot be decrypted with the password given");
    }

    @Test
    @RequiresPeer(program = "openssl", debianPackage = "openssl")
    void encryptionThatJavaLacksIsSaid() {
        Path key = encrypted("des3");
        assertThatThrownBy(() -> load(rsa.certificate(), key, "secret"))
                .hasMessageStartingWith(key + ": the key is encrypted in a way that Java lacks");
    }

    private static Path encrypted(String cipher) {
        Path key = folder.resolve(cipher + ".key");
        Program.Result made = Program.run(Duration.ofSeconds(30), List.of("openssl", "pkcs8", "-topk8", "-v2", cipher,
                "-in", rsa.key().toString(), "-passout", "pass:secret", "-out", key.toString()));
        assertThat(made.exitCode()).withFailMessage(made::output).isZero();
        return key;
    }

    @Test
    void whatIsWrongWithAFileIsSaidWithItsName() throws Exception {
        Path absent = folder.resolve("absent.crt");
        assertThatThrownBy(() -> load(absent, rsa.key(), null)).hasMessageStartingWith(absent + ": cannot be read");
        assertThatThrownBy(() -> load(rsa.key(), rsa.key(), null)).hasMessage(rsa.key() + ": holds no certificate (BEGIN CERTIFICATE)");
        assertThatThrownBy(() -> load(rsa.certificate(), rsa.certificate(), null))
                .hasMessage(rsa.certificate() + ": holds no private key (BEGIN PRIVATE KEY)");
        assertThatThrownBy(() -> load(rsa.certificate(), ec.key(), null)).hasMessage(ec.key() + ": is no RSA key, as the certificate's is");
        Path pkcs1 = file("pkcs1.key", KeyFiles.pem("RSA PRIVATE KEY", new byte[] {48, 0}));
        assertThatThrownBy(() -> load(rsa.certificate(), pkcs1, null))
                .hasMessage(pkcs1 + ": is no PKCS#8 but RSA PRIVATE KEY; convert it with openssl pkcs8 -topk8");
        Path garbage = file("garbage.crt", KeyFiles.pem("CERTIFICATE", new byte[] {1, 2, 3}));
        assertThatThrownBy(() -> load(garbage, rsa.key(), null)).hasMessageStartingWith(garbage + ": a certificate is malformed");
    }

    @Test
    void keyOfAnotherCertificateIsRefused() {
        KeyFiles other = KeyFiles.make(folder, "other", "EC");
        assertThatThrownBy(() -> load(ec.certificate(), other.key(), null))
                .hasMessage(other.key() + ": the key does not belong to the certificate");
    }

    @Test
    void halfASetOfFilesIsRefused() {
        assertThatThrownBy(() -> TlsFiles.of("a.crt", "", "", "", "")).hasMessageStartingWith("TLS needs");
        assertThatThrownBy(() -> TlsFiles.of("a.crt", "a.key", "a.p12", "", "")).hasMessageStartingWith("TLS needs");
    }

    @Test
    void certificatesOfClientsNeedAuthorities() {
        TlsFiles files = TlsFiles.of(ec.certificate().toString(), ec.key().toString(), "", "", "");
        assertThatThrownBy(() -> new ServerTls(files, ClientAuth.WANT, Reloaded.INTERVAL))
                .hasMessage("Certificates of clients need a file of authorities to trust");
    }

    @Test
    void everyGivenFileIsWatched() {
        assertThat(TlsFiles.of("a.crt", "a.key", null, null, "ca.pem").paths())
                .containsExactly(Path.of("a.crt"), Path.of("a.key"), Path.of("ca.pem"));
    }
}
