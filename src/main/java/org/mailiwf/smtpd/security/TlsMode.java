package org.mailiwf.smtpd.security;

/** How a listener speaks TLS. */
public enum TlsMode {
    /** Not at all. */
    OFF,
    /** STARTTLS is offered (RFC 3207). */
    STARTTLS,
    /** STARTTLS is offered, and no mail is taken without it. */
    REQUIRED,
    /** TLS from the first octet on (RFC 8314 section 3.3). */
    IMPLICIT
}
