package org.mailiwf.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyStoreFileTest {

    @TempDir
    Path directory;

    @Test
    void aPemFileOfCertificatesIsTrustedWithAllOfThem() throws Exception {
        TestKey one = TestKey.create(directory, "dns:one.example");
        TestKey two = TestKey.create(directory, "dns:two.example");
        Path both = Files.writeString(directory.resolve("both.pem"),
                Files.readString(Path.of(one.certificatePem())) + Files.readString(Path.of(two.certificatePem())));

        assertThat(KeyStoreFile.certificates(both, new char[0]).size()).isEqualTo(2);
    }

    @Test
    void aFileThatIsNotWhatItShouldBeIsNamed() throws Exception {
        TestKey key = TestKey.create(directory, "dns:one.example");
        Path garbage = Files.writeString(directory.resolve("garbage"), "hello");

        assertThatThrownBy(() -> KeyStoreFile.keys(Path.of(key.certificatePem()), new char[0]))
                .isInstanceOf(IOException.class).hasMessageContaining("holds no key of PKCS#8 without a password");
        assertThatThrownBy(() -> KeyStoreFile.keys(Path.of(key.keyPem()), new char[0]))
                .isInstanceOf(IOException.class).hasMessageContaining("holds no certificate");
        assertThatThrownBy(() -> KeyStoreFile.certificates(Path.of(key.keyPem()), new char[0]))
                .isInstanceOf(IOException.class).hasMessageContaining("holds no certificate");
        assertThatThrownBy(() -> KeyStoreFile.keys(garbage, new char[0]))
                .isInstanceOf(IOException.class).hasMessageStartingWith(garbage + " is neither PEM nor a PKCS#12 file");
        assertThatThrownBy(() -> KeyStoreFile.keys(Path.of(key.pkcs12()), "wrong".toCharArray()))
                .isInstanceOf(IOException.class).hasMessageContaining("PKCS#12 file of that password").hasMessageNotContaining("wrong,");
    }
}
