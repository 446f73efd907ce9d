package org.mailiwf.smtpd;

import java.nio.file.Path;

import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.mailiwf.files.Reloaded;
import org.mailiwf.smtpd.security.AuthMode;
import org.mailiwf.smtpd.security.ClientAuth;
import org.mailiwf.smtpd.security.ServerTls;
import org.mailiwf.smtpd.security.TlsFiles;
import org.mailiwf.smtpd.security.TlsMode;
import org.mailiwf.smtpd.security.UserFile;
import org.mailiwf.smtpd.server.SessionSecurity;

/** The options of an endpoint that protect its sessions. */
@UriParams
public class SmtpdSecurityConfiguration extends SmtpdLimitsConfiguration {

    @UriParam(label = "consumer,security", defaultValue = "OFF",
              description = "How TLS is spoken. off: not at all. starttls: STARTTLS is offered. required: and no mail is taken without it"
                            + " (530). implicit: from the first octet on. TLS 1.2 and 1.3.")
    private TlsMode tls = TlsMode.OFF;
    @UriParam(label = "consumer,security",
              description = "The file with the server's certificate and those that lead to its root, in PEM. This file and the other files"
                            + " of TLS are read again when they have changed.")
    private String tlsCertificate;
    @UriParam(label = "consumer,security", description = "The file with the private key of tlsCertificate, PKCS#8 in PEM; RSA or EC.")
    private String tlsKey;
    @UriParam(label = "consumer,security",
              description = "A PKCS#12 file with private key and certificates, instead of tlsCertificate and tlsKey.")
    private String tlsKeyStore;
    @UriParam(label = "consumer,security", secret = true, description = "The password of tlsKey or tlsKeyStore, where it has one.")
    private String tlsKeyPassword;
    @UriParam(label = "consumer,security", defaultValue = "NONE",
              description = "Whether clients are asked for a certificate. none: no. want: they may show one. need: they must. One that does"
                            + " not lead to tlsTrust ends the handshake.")
    private ClientAuth tlsClientAuth = ClientAuth.NONE;
    @UriParam(label = "consumer,security",
              description = "The file with the authorities that certificates of clients must lead to, in PEM.")
    private String tlsTrust;

    @UriParam(label = "consumer,security", defaultValue = "OPTIONAL",
              description = "Whether clients log in by AUTH (PLAIN, LOGIN). off: AUTH is not there. optional: it is offered where there are"
                            + " users. required: and no mail is taken without it (530).")
    private AuthMode auth = AuthMode.OPTIONAL;
    @UriParam(label = "consumer,security",
              description = "The file of users: lines user:hash, the hash as $pbkdf2-sha256$rounds$salt$checksum. Read again when it has"
                            + " changed.")
    private String authUsers;
    @UriParam(label = "consumer,security", description = "The bean that says who may log in, instead of authUsers.")
    private SmtpAuthenticator authenticator;
    @UriParam(label = "consumer,security",
              description = "Whether AUTH is offered in plain text, where everybody on the way can read the passwords.")
    private boolean authWithoutTls;

    /** @throws IllegalArgumentException if the options do not fit together, or a file cannot be used */
    SessionSecurity sessionSecurity() {
        return new SessionSecurity(tls, tls == TlsMode.OFF ? null : serverTls(),
                auth, auth == AuthMode.OFF ? null : users(), authWithoutTls);
    }

    private SmtpAuthenticator users() {
        if (authenticator != null) {
            return authenticator;
        }
        return authUsers == null || authUsers.isBlank() ? null : new UserFile(Path.of(authUsers), Reloaded.INTERVAL);
    }

    private ServerTls serverTls() {
        return new ServerTls(TlsFiles.of(tlsCertificate, tlsKey, tlsKeyStore, tlsKeyPassword, tlsTrust), tlsClientAuth, Reloaded.INTERVAL);
    }

    public TlsMode getTls() {
        return tls;
    }

    public void setTls(TlsMode tls) {
        this.tls = tls;
    }

    public String getTlsCertificate() {
        return tlsCertificate;
    }

    public void setTlsCertificate(String tlsCertificate) {
        this.tlsCertificate = tlsCertificate;
    }

    public String getTlsKey() {
        return tlsKey;
    }

    public void setTlsKey(String tlsKey) {
        this.tlsKey = tlsKey;
    }

    public String getTlsKeyStore() {
        return tlsKeyStore;
    }

    public void setTlsKeyStore(String tlsKeyStore) {
        this.tlsKeyStore = tlsKeyStore;
    }

    public String getTlsKeyPassword() {
        return tlsKeyPassword;
    }

    public void setTlsKeyPassword(String tlsKeyPassword) {
        this.tlsKeyPassword = tlsKeyPassword;
    }

    public ClientAuth getTlsClientAuth() {
        return tlsClientAuth;
    }

    public void setTlsClientAuth(ClientAuth tlsClientAuth) {
        this.tlsClientAuth = tlsClientAuth;
    }

    public String getTlsTrust() {
        return tlsTrust;
    }

    public void setTlsTrust(String tlsTrust) {
        this.tlsTrust = tlsTrust;
    }

    public AuthMode getAuth() {
        return auth;
    }

    public void setAuth(AuthMode auth) {
        this.auth = auth;
    }

    public String getAuthUsers() {
        return authUsers;
    }

    public void setAuthUsers(String authUsers) {
        this.authUsers = authUsers;
    }

    public SmtpAuthenticator getAuthenticator() {
        return authenticator;
    }

    public void setAuthenticator(SmtpAuthenticator authenticator) {
        this.authenticator = authenticator;
    }

    public boolean isAuthWithoutTls() {
        return authWithoutTls;
    }

    public void setAuthWithoutTls(boolean authWithoutTls) {
        this.authWithoutTls = authWithoutTls;
    }
}
