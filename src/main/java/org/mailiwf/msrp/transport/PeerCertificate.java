package org.mailiwf.msrp.transport;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;

import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Trusts a certificate by its fingerprint (RFC 8122), whoever has signed it. Without fingerprints it takes any certificate of a client: TLS
 * has proved that the client holds its key, and the session that the client names compares it with what its SDP said.
 */
final class PeerCertificate extends X509ExtendedTrustManager {

    private final List<Fingerprint> expected;

    PeerCertificate(List<Fingerprint> expected) {
        this.expected = expected;
    }

    /** Whether a certificate, which may be {@code null}, has one of these fingerprints. */
    static boolean isOneOf(List<Fingerprint> fingerprints, X509Certificate certificate) {
        return certificate != null && fingerprints.stream().anyMatch(fingerprint -> fingerprint.matches(certificate));
    }

    private void checkServer(X509Certificate[] chain) throws CertificateException {
        if (!isOneOf(expected, chain[0])) {
            throw new CertificateException("the certificate does not have the fingerprint of the session");
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {
        // compared when a session is named
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {
        // compared when a session is named
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
        // compared when a session is named
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        checkServer(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) throws CertificateException {
        checkServer(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) throws CertificateException {
        checkServer(chain);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
