package org.mailiwf.msrp.transport;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

import org.mailiwf.files.KeyStores;
import org.mailiwf.files.Reloaded;

/** What {@code msrps} needs: our key and certificates, and whom we trust. The files are read again when they have changed. Thread-safe. */
public final class MsrpTls {

    private record Material(KeyManager[] keys, X509Certificate own, TrustManager[] authorities) {
    }

    private final Reloaded<Material> material;

    private MsrpTls(Reloaded<Material> material) {
        this.material = material;
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
    public static MsrpTls read(String keyStore, String keyStorePassword, String trustStore, String trustStorePassword, Duration interval) {
        List<Path> files = Stream.of(keyStore, trustStore).filter(file -> !file.isEmpty()).map(Path::of).toList();
        return new MsrpTls(new Reloaded<>(files, () -> load(keyStore, keyStorePassword, trustStore, trustStorePassword), interval));
    }

    /** Of our own certificate, for {@code a=fingerprint}; {@code null} if we have none. */
    public Fingerprint fingerprint() {
        X509Certificate own = material.get().own();
        return own == null ? null : Fingerprint.of(own);
    }

    /** TLS for a connection that somebody has opened to us. He may show any certificate: it proves something once a session expects it. */
    SSLSocket accepted(Socket socket) throws IOException {
        SSLSocket tls = socket(socket, null, 0, new TrustManager[] {new PeerCertificate(List.of())});
        tls.setUseClientMode(false);
        tls.setWantClientAuth(true);
        return tls;
    }

    /**
     * TLS for a connection that we have opened: the certificate must have a fingerprint of these, or, if there are none, authority and
     * name.
     */
    SSLSocket connected(Socket socket, String host, int port, List<Fingerprint> fingerprints) throws IOException {
        if (!fingerprints.isEmpty()) {
            SSLSocket tls = socket(socket, host, port, new TrustManager[] {new PeerCertificate(fingerprints)});
            tls.setUseClientMode(true);
            return tls;
        }
        SSLSocket tls = socket(socket, host, port, material.get().authorities());
        tls.setUseClientMode(true);
        SSLParameters parameters = tls.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        tls.setSSLParameters(parameters);
        return tls;
    }

    /** {@code null} if the peer has shown none. */
    static X509Certificate certificate(SSLSocket socket) {
        try {
            Certificate[] chain = socket.getSession().getPeerCertificates();
            return (X509Certificate) chain[0];
        } catch (SSLPeerUnverifiedException e) {
            return null;
        }
    }

    private SSLSocket socket(Socket socket, String host, int port, TrustManager[] trusted) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(material.get().keys(), trusted, null);
            return (SSLSocket) context.getSocketFactory().createSocket(socket, host, port, true);
        } catch (GeneralSecurityException e) {
            throw new IOException("TLS cannot be set up: " + e.getMessage(), e);
        }
    }

    private static Material load(String keyStore, String keyStorePassword, String trustStore, String trustStorePassword) {
        KeyStore keys = keyStore.isEmpty() ? null : keys(Path.of(keyStore), keyStorePassword);
        KeyStore trusted = trustStore.isEmpty() ? null : KeyStores.trusted(Path.of(trustStore), trustStorePassword);
        try {
            KeyManagerFactory keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keyManagers.init(keys, KeyStores.secret(keyStorePassword));
            TrustManagerFactory authorities = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            authorities.init(trusted);
            return new Material(keyManagers.getKeyManagers(), own(keys), authorities.getTrustManagers());
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException((keyStore.isEmpty() ? "TLS" : keyStore) + ": cannot be set up: " + e.getMessage(), e);
        }
    }

    private static X509Certificate own(KeyStore keys) throws GeneralSecurityException {
        if (keys != null) {
            for (String alias : Collections.list(keys.aliases())) {
                if (keys.isKeyEntry(alias) && keys.getCertificate(alias) instanceof X509Certificate certificate) {
                    return certificate;
                }
            }
        }
        return null;
    }

    private static KeyStore keys(Path file, String password) {
        return KeyStores.isPem(file) ? KeyStores.ofPem(file, file, password) : KeyStores.ofPkcs12(file, password);
    }
}
