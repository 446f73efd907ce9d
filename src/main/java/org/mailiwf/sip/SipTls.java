package org.mailiwf.sip;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * What TLS needs: our key and certificates, and whom we trust.
 *
 * @param context    with our key, if there is one, and the trusted authorities
 * @param clientAuth whether those that connect to us show a certificate
 */
public record SipTls(SSLContext context, ClientAuth clientAuth) {

    /** What is asked of those that connect to us. */
    public enum ClientAuth {
        /** No certificate. */
        NONE,
        /** A certificate, which must be trusted if there is one. */
        WANT,
        /** A trusted certificate. */
        NEED
    }

    /**
     * Reads the files that hold key and certificates.
     *
     * @param  keyStore           PEM (certificates, our own first, and an unencrypted PKCS#8 key) or PKCS#12; empty: no key, so that nobody
     *                            can connect to us
     * @param  keyStorePassword   of a PKCS#12 file
     * @param  trustStore         PEM or PKCS#12 with trusted certificates; empty: the authorities that Java trusts
     * @param  trustStorePassword of a PKCS#12 file
     * @throws IOException        if a file cannot be read or is not what it should be; the message names it
     */
    public static SipTls read(String keyStore, String keyStorePassword, String trustStore, String trustStorePassword,
                              ClientAuth clientAuth) throws IOException {
        try {
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            char[] password = keyStorePassword.toCharArray();
            keys.init(keyStore.isEmpty() ? null : KeyStoreFile.keys(Path.of(keyStore), password), password);
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            KeyStore javasOwn = null;
            trust.init(trustStore.isEmpty() ? javasOwn : KeyStoreFile.certificates(Path.of(trustStore), trustStorePassword.toCharArray()));
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return new SipTls(context, clientAuth);
        } catch (GeneralSecurityException e) {
            throw new IOException("TLS cannot be set up: " + e.getMessage(), e);
        }
    }
}
