package org.mailiwf.smtpd.security;

/** Whether clients log in by AUTH (RFC 4954). */
public enum AuthMode {
    /** AUTH is not there. */
    OFF,
    /** AUTH is offered where there are users. */
    OPTIONAL,
    /** No mail is taken without AUTH. */
    REQUIRED
}
