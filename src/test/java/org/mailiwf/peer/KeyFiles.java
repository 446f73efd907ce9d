package org.mailiwf.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.time.Duration;
import java.util.Base64;
import java.util.List;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A key and its self-signed certificate, made for one test run by the keytool of this JDK.
 *
 * @param certificate PEM
 * @param key         PKCS#8 in PEM, without password
 * @param keyStore    both in PKCS#12, with {@link #PASSWORD}
 */
public record KeyFiles(Path certificate, Path key, Path keyStore) {

    /** The password of the key store. */
    public static final String PASSWORD = "changeit";

    /** Makes {@code name.crt}, {@code name.key} and {@code name.p12} in {@code folder}; {@code algorithm} is RSA or EC. */
    public static KeyFiles make(Path folder, String name, String algorithm) {
        Path keyStore = folder.resolve(name + ".p12");
        Program.Result made = Program.run(Duration.ofSeconds(60), List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-alias", "it", "-keyalg", algorithm,
                "-dname", "CN=" + name + ",O=Test", "-ext", "san=dns:iwf.op.example,dns:localhost,ip:127.0.0.1", "-validity", "2",
                "-storetype", "PKCS12", "-storepass", PASSWORD, "-keystore", keyStore.toString()));
        assertThat(made.exitCode()).withFailMessage(made::output).isZero();
        KeyFiles files = new KeyFiles(folder.resolve(name + ".crt"), folder.resolve(name + ".key"), keyStore);
        KeyStore store = files.load();
        try {
            Files.writeString(files.certificate, pem("CERTIFICATE", store.getCertificate("it").getEncoded()));
            Files.writeString(files.key, pem("PRIVATE KEY", files.privateKey().getEncoded()));
        } catch (IOException | GeneralSecurityException e) {
            throw new AssertionError(e);
        }
        return files;
    }

    /** A section of a PEM file. */
    public static String pem(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(der)
                + "\n-----END " + label + "-----\n";
    }

    /** The private key. */
    public PrivateKey privateKey() throws GeneralSecurityException {
        return (PrivateKey) load().getKey("it", PASSWORD.toCharArray());
    }

    /** Puts this key and certificate in the place of {@code others}, as a renewal does. */
    public void replace(KeyFiles others) throws IOException {
        Files.copy(certificate, others.certificate, StandardCopyOption.REPLACE_EXISTING);
        Files.copy(key, others.key, StandardCopyOption.REPLACE_EXISTING);
    }

    /** A TLS client that trusts this certificate alone and shows {@code own}, or nothing if that is {@code null}. */
    public SSLContext client(KeyFiles own) {
        try {
            TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
            KeyStore authorities = KeyStore.getInstance("PKCS12");
            authorities.load(null, null);
            authorities.setCertificateEntry("server", load().getCertificate("it"));
            trust.init(authorities);
            KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
            keys.init(own == null ? null : own.load(), PASSWORD.toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(own == null ? null : keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private KeyStore load() {
        try (InputStream in = Files.newInputStream(keyStore)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, PASSWORD.toCharArray());
            return store;
        } catch (IOException | GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
