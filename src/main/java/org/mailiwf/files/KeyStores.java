package org.mailiwf.files;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Keys and certificates of files, PEM (RFC 7468) or PKCS#12 (RFC 7292), as key stores. Files of at most 1 MB. */
public final class KeyStores {

    private static final String PKCS12 = "PKCS12";
    private static final String PEM_MARK = "-----BEGIN ";

    private KeyStores() {
    }

    /** Whether a file is PEM. @throws IllegalArgumentException that names the file, if it cannot be read */
    public static boolean isPem(Path file) {
        return new String(PemFile.octets(file), StandardCharsets.ISO_8859_1).contains(PEM_MARK);
    }

    /**
     * A key with its certificates, in PEM; both may be in one file.
     *
     * @param certificate our own certificate, and behind it those that lead to its root
     * @param key         PKCS#8
     * @param password    of the key, also within the key store; {@code null} or empty for none
     * @throws IllegalArgumentException that names the file and says what is wrong with it
     */
    public static KeyStore ofPem(Path certificate, Path key, String password) {
        List<X509Certificate> chain = PemFile.read(certificate).certificates();
        try {
            KeyStore store = empty();
            store.setKeyEntry("key", PrivateKeyFile.read(key, chain.get(0).getPublicKey(), password), secret(password),
                    chain.toArray(X509Certificate[]::new));
            return store;
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException(certificate + ": its certificates are no chain: " + e.getMessage(), e);
        }
    }

    /** A key with its certificates, in PKCS#12. @throws IllegalArgumentException that names the file and says what is wrong with it */
    public static KeyStore ofPkcs12(Path file, String password) {
        try {
            KeyStore store = pkcs12(file, password);
            for (String alias : Collections.list(store.aliases())) {
                if (store.isKeyEntry(alias)) {
                    return store;
                }
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        throw new IllegalArgumentException(file + ": holds no private key");
    }

    /**
     * All certificates of a file, as such that are trusted.
     *
     * @param password of PKCS#12; {@code null} or empty for none
     * @throws IllegalArgumentException that names the file, if it cannot be read or holds no certificate
     */
    public static KeyStore trusted(Path file, String password) {
        List<X509Certificate> certificates = isPem(file) ? PemFile.read(file).certificates() : certificates(file, password);
        try {
            KeyStore store = empty();
            for (X509Certificate certificate : certificates) {
                store.setCertificateEntry("trusted-" + store.size(), certificate);
            }
            return store;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A password as key stores take it. */
    public static char[] secret(String password) {
        return password == null ? new char[0] : password.toCharArray();
    }

    private static List<X509Certificate> certificates(Path file, String password) {
        List<X509Certificate> certificates = new ArrayList<>();
        try {
            KeyStore store = pkcs12(file, password);
            for (String alias : Collections.list(store.aliases())) {
                if (store.getCertificate(alias) instanceof X509Certificate certificate) {
                    certificates.add(certificate);
                }
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        if (certificates.isEmpty()) {
            throw new IllegalArgumentException(file + ": holds no certificate");
        }
        return certificates;
    }

    private static KeyStore pkcs12(Path file, String password) {
        try {
            KeyStore store = KeyStore.getInstance(PKCS12);
            store.load(new ByteArrayInputStream(PemFile.octets(file)), secret(password));
            return store;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalArgumentException(file + ": is no PKCS#12, or the password is wrong: " + e.getMessage(), e);
        }
    }

    private static KeyStore empty() throws GeneralSecurityException {
        try {
            KeyStore store = KeyStore.getInstance(PKCS12);
            store.load(null, null);
            return store;
        } catch (IOException e) {
            throw new GeneralSecurityException(e);
        }
    }
}
