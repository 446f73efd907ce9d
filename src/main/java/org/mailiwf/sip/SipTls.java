package org.mailiwf.sip;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import org.mailiwf.files.KeyStores;
import org.mailiwf.files.Reloaded;

/** What TLS needs: our key and certificates, and whom we trust. The files are read again when they have changed. Thread-safe. */
public final class SipTls {

    /** What is asked of those that connect to us. */
    public enum ClientAuth {
        /** No certificate. */
        NONE,
        /** A certificate, which must be trusted if there is one. */
        WANT,
        /** A trusted certificate. */
        NEED
    }

    private final Reloaded<SSLContext> context;
    private final ClientAuth clientAuth;

    private SipTls(Reloaded<SSLContext> context, ClientAuth clientAuth) {
        this.context = context;
        this.clientAuth = clientAuth;
    }

    /**
     * Reads the files that hold key and certificates.
     *
     * @param  keyStore           PEM (certificates, our own first, and a PKCS#8 key) or PKCS#12; empty: no key, so that nobody can connect
     *                            to us
     * @param  keyStorePassword   of the key or the PKCS#12 file
     * @param  trustStore         PEM or PKCS#12 with trusted certificates; empty: the authorities that Java trusts
     * @param  trustStorePassword of a PKCS#12 file
     * @param  interval           how often the files are looked at, at most
     * @throws IllegalArgumentException if a file cannot be read or is not what it should be; the message names it
     */
    public static SipTls read(String keyStore, String keyStorePassword, String trustStore, String trustStorePassword,
                              ClientAuth clientAuth, Duration interval) {
        List<Path> files = Stream.of(keyStore, trustStore).filter(file -> !file.isEmpty()).map(Path::of).toList();
        return new SipTls(new Reloaded<>(files, () -> load(keyStore, keyStorePassword, trustStore, trustStorePassword), interval), clientAuth);
    }

    /** With our key, if there is one, and the trusted authorities, for the next connection; open ones stay as they are. */
    public SSLContext context() {
        return context.get();
    }

    /** Whether those that connect to us show a certificate. */
    public ClientAuth clientAuth() {
        return clientAuth;
    }

    private static SSLContext load(String keyStore, String keyStorePassword, String trustStore, String trustStorePassword) {
        KeyStore keys = keyStore.isEmpty() ? null : keys(Path.of(keyStore), keyStorePassword);
        KeyStore trusted = trustStore.isEmpty() ? null : KeyStores.trusted(Path.of(trustStore), trustStorePassword);
        try {
            KeyManagerFactory keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keyManagers.init(keys, KeyStores.secret(keyStorePassword));
            TrustManagerFactory authorities = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            authorities.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keyManagers.getKeyManagers(), authorities.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException((keyStore.isEmpty() ? "TLS" : keyStore) + ": cannot be set up: " + e.getMessage(), e);
        }
    }

    private static KeyStore keys(Path file, String password) {
        return KeyStores.isPem(file) ? KeyStores.ofPem(file, file, password) : KeyStores.ofPkcs12(file, password);
    }
}
