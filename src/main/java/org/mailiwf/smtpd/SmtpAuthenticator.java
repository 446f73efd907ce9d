package org.mailiwf.smtpd;

import java.io.IOException;

/** Says who may log in by AUTH (RFC 4954). Called on the threads of the sessions, several at a time. */
@FunctionalInterface
public interface SmtpAuthenticator {

    /**
     * Whether {@code password} is that of {@code user}. An unknown user should take as long as a wrong password.
     *
     * @throws IOException if that cannot be found out now: the client gets 454 4.7.0
     */
    boolean authenticate(String user, String password) throws IOException;
}
