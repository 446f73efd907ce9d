package org.mailiwf.smtpd.security;

/**
 * What a TLS handshake came to.
 *
 * @param protocol      such as {@code TLSv1.3}
 * @param cipherSuite   the standard name, such as {@code TLS_AES_256_GCM_SHA384}
 * @param clientSubject the subject of the client's certificate (RFC 2253), which has been verified; {@code null} if it showed none
 */
public record TlsSession(String protocol, String cipherSuite, String clientSubject) {
}
