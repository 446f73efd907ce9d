package org.mailiwf.smtpd.security;

/** Whether clients are asked for a certificate. */
public enum ClientAuth {
    /** They are not asked. */
    NONE,
    /** They may show one; one that is not trusted ends the handshake. */
    WANT,
    /** They must show one that is trusted. */
    NEED
}
