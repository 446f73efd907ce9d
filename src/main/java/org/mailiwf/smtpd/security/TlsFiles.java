package org.mailiwf.smtpd.security;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

import org.mailiwf.files.KeyStores;

/**
 * The files that a TLS server is made of: certificate and key in PEM, or both in PKCS#12.
 *
 * @param certificate the certificate of the server and those that lead to its root, in PEM; {@code null} with {@code keyStore}
 * @param key         the private key in PKCS#8 in PEM; {@code null} with {@code keyStore}
 * @param keyStore    PKCS#12 that holds key and certificates; {@code null} without
 * @param password    of the key or the key store; {@code null} or empty for none
 * @param trust       the authorities that certificates of clients must lead to, in PEM; {@code null} if clients show none
 */
public record TlsFiles(Path certificate, Path key, Path keyStore, String password, Path trust) {

    /** @throws IllegalArgumentException if neither form is whole, or both are given */
    public TlsFiles {
        boolean pem = certificate != null && key != null && keyStore == null;
        boolean pkcs12 = keyStore != null && certificate == null && key == null;
        if (!pem && !pkcs12) {
            throw new IllegalArgumentException("TLS needs a certificate and its key in PEM, or a key store in PKCS#12");
        }
    }

    /** Of texts as they stand in settings: {@code null} and empty are none. */
    public static TlsFiles of(String certificate, String key, String keyStore, String password, String trust) {
        return new TlsFiles(path(certificate), path(key), path(keyStore), password, path(trust));
    }

    private static Path path(String file) {
        return file == null || file.isBlank() ? null : Path.of(file);
    }

    /** All files that are given. */
    public List<Path> paths() {
        return Stream.of(certificate, key, keyStore, trust).filter(Objects::nonNull).toList();
    }

    /** Reads the files. @throws IllegalArgumentException that names the file and says what is wrong with it */
    public SSLContext load() {
        KeyManager[] keys = keyManagers();
        // no client certificate is asked for without authorities: then nobody is to be trusted
        TrustManager[] authorities = trust == null ? new TrustManager[0] : trustManagers();
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys, authorities, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private KeyManager[] keyManagers() {
        KeyStore store = keyStore == null ? KeyStores.ofPem(certificate, key, password) : KeyStores.ofPkcs12(keyStore, password);
        try {
            KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
            factory.init(store, KeyStores.secret(password));
            return factory.getKeyManagers();
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(paths().get(0) + ": the key cannot be used: " + e.getMessage(), e);
        }
    }

    private TrustManager[] trustManagers() {
        KeyStore store = KeyStores.trusted(trust, null);
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(store);
            return factory.getTrustManagers();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
