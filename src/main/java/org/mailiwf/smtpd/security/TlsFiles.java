package org.mailiwf.smtpd.security;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

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

    private static final String ALIAS = "server";

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
        char[] secret = password == null ? new char[0] : password.toCharArray();
        KeyStore store = keyStore == null ? storeOfPem(secret) : storeOfPkcs12(secret);
        try {
            KeyManagerFactory factory = KeyManagerFactory.getInstance("PKIX");
            factory.init(store, secret);
            return factory.getKeyManagers();
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(paths().get(0) + ": the key cannot be used: " + e.getMessage(), e);
        }
    }

    private KeyStore storeOfPem(char[] secret) {
        List<X509Certificate> chain = PemFile.read(certificate).certificates();
        try {
            KeyStore store = emptyStore();
            store.setKeyEntry(ALIAS, PrivateKeyFile.read(key, chain.get(0).getPublicKey(), password), secret,
                    chain.toArray(X509Certificate[]::new));
            return store;
        } catch (KeyStoreException e) {
            throw new IllegalArgumentException(certificate + ": its certificates are no chain: " + e.getMessage(), e);
        }
    }

    private KeyStore storeOfPkcs12(char[] secret) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(new ByteArrayInputStream(PemFile.octets(keyStore)), secret);
            for (String alias : Collections.list(store.aliases())) {
                if (store.isKeyEntry(alias)) {
                    return store;
                }
            }
            throw new IllegalArgumentException(keyStore + ": holds no private key");
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException(keyStore + ": is no PKCS#12, or the password is wrong: " + e.getMessage(), e);
        }
    }

    private TrustManager[] trustManagers() {
        List<X509Certificate> authorities = PemFile.read(trust).certificates();
        try {
            KeyStore store = emptyStore();
            for (int i = 0; i < authorities.size(); i++) {
                store.setCertificateEntry("authority-" + i, authorities.get(i));
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(store);
            return factory.getTrustManagers();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyStore emptyStore() throws KeyStoreException {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            return store;
        } catch (IOException | GeneralSecurityException e) {
            throw new KeyStoreException(e);
        }
    }
}
