package org.mailiwf.smtpd.server;

import java.time.Duration;
import java.util.Set;

import org.mailiwf.smtpd.SmtpAuthenticator;
import org.mailiwf.smtpd.security.AuthMode;
import org.mailiwf.smtpd.security.ServerTls;
import org.mailiwf.smtpd.security.TlsMode;

/**
 * How the sessions of a server are protected.
 *
 * @param mode           how TLS is spoken
 * @param tls            {@code null} if {@code mode} is {@link TlsMode#OFF}
 * @param auth           whether clients log in
 * @param authenticator  who may; {@code null} if there are no users
 * @param authWithoutTls whether passwords may be sent in plain text
 */
public record SessionSecurity(TlsMode mode, ServerTls tls, AuthMode auth, SmtpAuthenticator authenticator, boolean authWithoutTls) {

    /** How long a whole TLS handshake may take; a server that waits less for its clients also waits less here. */
    static final Duration HANDSHAKE = Duration.ofSeconds(30);

    /** RFC 3207 section 4; BDAT has to take its octets before it refuses, and needs a MAIL that cannot be had. */
    private static final Set<String> WITHOUT_TLS = Set.of("EHLO", "NOOP", "QUIT", "STARTTLS", "BDAT");

    /** @throws IllegalArgumentException if clients must log in and none ever could */
    public SessionSecurity {
        if (auth == AuthMode.REQUIRED && authenticator == null) {
            throw new IllegalArgumentException("AUTH is required, and there are no users");
        }
        if (auth == AuthMode.REQUIRED && mode == TlsMode.OFF && !authWithoutTls) {
            throw new IllegalArgumentException("AUTH is required and not allowed without TLS, and there is no TLS");
        }
    }

    /** True if EHLO is to offer STARTTLS. */
    boolean offersStartTls(SmtpSession session) {
        return (mode == TlsMode.STARTTLS || mode == TlsMode.REQUIRED) && session.tls() == null;
    }

    /** True if {@code verb} is refused because TLS has not been started. */
    boolean needsTls(SmtpSession session, String verb) {
        return mode == TlsMode.REQUIRED && session.tls() == null && !WITHOUT_TLS.contains(verb);
    }

    /** True if somebody could log in. */
    public boolean knowsUsers() {
        return auth != AuthMode.OFF && authenticator != null;
    }

    /** True if EHLO is to offer AUTH: passwords are for TLS alone, unless that is allowed. */
    boolean offersAuth(SmtpSession session) {
        return knowsUsers() && (authWithoutTls || session.tls() != null);
    }

    /** True if MAIL is refused because the client has not logged in. */
    boolean needsAuth(SmtpSession session) {
        return auth == AuthMode.REQUIRED && session.authUser() == null;
    }
}
