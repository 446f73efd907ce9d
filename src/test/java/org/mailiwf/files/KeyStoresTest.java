package org.mailiwf.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailiwf.sip.TestKey;

class KeyStoresTest {

    @TempDir
    Path directory;

    @Test
    void allCertificatesOfAPemFileAreTrusted() throws Exception {
        TestKey one = TestKey.create(directory, "dns:one.example");
        TestKey two = TestKey.create(directory, "dns:two.example");
        Path both = Files.writeString(directory.resolve("both.pem"),
                Files.readString(Path.of(one.certificatePem())) + Files.readString(Path.of(two.certificatePem())));

        assertThat(KeyStores.trusted(both, null).size()).isEqualTo(2);
    }

    @Test
    void theCertificatesOfAPkcs12FileAreTrusted() throws Exception {
        assertThat(KeyStores.trusted(Path.of(TestKey.create(directory, "dns:one.example").pkcs12()), TestKey.PASSWORD).size()).isEqualTo(1);
    }

    @Test
    void aFileThatIsNotWhatItShouldBeIsNamed() throws Exception {
        TestKey key = TestKey.create(directory, "dns:one.example");
        Path garbage = Files.writeString(directory.resolve("garbage"), "hello");
        Path certificate = Path.of(key.certificatePem());
        Path keyAlone = Path.of(key.keyPem());

        assertThatThrownBy(() -> KeyStores.ofPem(certificate, certificate, null))
                .isInstanceOf(IllegalArgumentException.class).hasMessageStartingWith(certificate + ": holds no private key");
        assertThatThrownBy(() -> KeyStores.ofPem(keyAlone, keyAlone, null))
                .isInstanceOf(IllegalArgumentException.class).hasMessageStartingWith(keyAlone + ": holds no certificate");
        assertThatThrownBy(() -> KeyStores.trusted(keyAlone, null))
                .isInstanceOf(IllegalArgumentException.class).hasMessageStartingWith(keyAlone + ": holds no certificate");
        assertThatThrownBy(() -> KeyStores.ofPkcs12(garbage, null))
                .isInstanceOf(IllegalArgumentException.class).hasMessageStartingWith(garbage + ": is no PKCS#12");
        assertThatThrownBy(() -> KeyStores.ofPkcs12(Path.of(key.pkcs12()), "wrong"))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("the password is wrong").hasMessageNotContaining("wrong,");
    }
}
