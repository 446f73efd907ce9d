package org.mailiwf.smtpd.server;

import java.time.Duration;
import java.util.Set;

import org.mailiwf.smtpd.security.ServerTls;
import org.mailiwf.smtpd.security.TlsMode;

/**
 * How the sessions of a server are protected.
 *
 * @param mode how TLS is spoken
 * @param tls  {@code null} if {@code mode} is {@link TlsMode#OFF}
 */
public record SessionSecurity(TlsMode mode, ServerTls tls) {

    /** Neither TLS nor AUTH. */
    public static final SessionSecurity NONE = new SessionSecurity(TlsMode.OFF, null);
    /** How long a whole TLS handshake may take; a server that waits less for its clients also waits less here. */
    static final Duration HANDSHAKE = Duration.ofSeconds(30);

    /** RFC 3207 section 4; BDAT has to take its octets before it refuses, and needs a MAIL that cannot be had. */
    private static final Set<String> WITHOUT_TLS = Set.of("EHLO", "NOOP", "QUIT", "STARTTLS", "BDAT");

    /** True if EHLO is to offer STARTTLS. */
    boolean offersStartTls(SmtpSession session) {
        return (mode == TlsMode.STARTTLS || mode == TlsMode.REQUIRED) && session.tls() == null;
    }

    /** True if {@code verb} is refused because TLS has not been started. */
    boolean needsTls(SmtpSession session, String verb) {
        return mode == TlsMode.REQUIRED && session.tls() == null && !WITHOUT_TLS.contains(verb);
    }
}
