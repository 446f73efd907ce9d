package org.mailiwf.sip;

import org.apache.camel.spi.Metadata;

/** Who is trusted, and who we are: the options of the component that protect it. */
public abstract class SipSecurityOptions extends SipTransportOptions {

    @Metadata(label = "consumer,security",
              description = "Those whose requests are taken; of others authUsers may send. IP addresses and CIDR blocks, separated by"
                            + " commas, and the word next-hops for wherever requests are sent to. When empty everybody.")
    private String trustedPeers;
    @Metadata(label = "consumer,security",
              description = "Those who may send requests although they are no trustedPeers: a file of lines user:realm:MD5:SHA-256, the HA1"
                            + " of both algorithms in hex. Read again when it has changed. They are challenged for digest authentication"
                            + " (401). When empty all others are answered 403.")
    private String authUsers;
    @Metadata(label = "consumer,security", description = "The realm of authUsers, which is part of their hashes.")
    private String authRealm;
    @Metadata(defaultValue = "SHA-256,MD5", label = "consumer,security",
              description = "The algorithms that authUsers are challenged for, in this order: SHA-256 and MD5, or one of them. RFC 8760 has the"
                            + " stronger first; clients that read only the first and know only MD5 need MD5,SHA-256.")
    private String authAlgorithms = "SHA-256,MD5";
    @Metadata(defaultValue = "0", label = "consumer,security",
              description = "How many requests a second are taken from one address. Beyond, a tenth as many are answered 503 with"
                            + " Retry-After, and the rest is dropped. 0: any number.")
    private int rateLimit;
    @Metadata(label = "security",
              description = "Our key and certificates for TLS: a file in PEM (certificates, ours first, and a PKCS#8 key) or PKCS#12. Read"
                            + " again when it has changed. When empty nobody can connect by TLS, but requests can be sent.")
    private String tlsKeyStore;
    @Metadata(label = "security", secret = true, description = "The password of the key in tlsKeyStore.")
    private String tlsKeyStorePassword;
    @Metadata(label = "security",
              description = "The certificates that are trusted, of next hops and of clients: a file in PEM or PKCS#12. Read again when it"
                            + " has changed. When empty the"
                            + " authorities that Java trusts.")
    private String tlsTrustStore;
    @Metadata(label = "security", secret = true, description = "The password of a tlsTrustStore in PKCS#12.")
    private String tlsTrustStorePassword;
    @Metadata(label = "security", defaultValue = "NONE",
              description = "Whether those that connect by TLS show a certificate: NONE, WANT (trusted if there is one) or NEED.")
    private SipTls.ClientAuth tlsClientAuth = SipTls.ClientAuth.NONE;
    @Metadata(label = "producer,security", secret = true,
              description = "The user name of digest authentication (RFC 3261 section 22). When empty no challenge is answered.")
    private String username;
    @Metadata(label = "producer,security", secret = true, description = "The password of digest authentication.")
    private String password;
    @Metadata(label = "producer,security",
              description = "The realm that user name and password are for. A challenge from another realm is not answered. When empty every"
                            + " realm is answered.")
    private String realm;

    public String getTrustedPeers() {
        return trustedPeers;
    }

    public void setTrustedPeers(String trustedPeers) {
        this.trustedPeers = trustedPeers;
    }

    public String getAuthUsers() {
        return authUsers;
    }

    public void setAuthUsers(String authUsers) {
        this.authUsers = authUsers;
    }

    public String getAuthRealm() {
        return authRealm;
    }

    public void setAuthRealm(String authRealm) {
        this.authRealm = authRealm;
    }

    public String getAuthAlgorithms() {
        return authAlgorithms;
    }

    public void setAuthAlgorithms(String authAlgorithms) {
        this.authAlgorithms = authAlgorithms;
    }

    public int getRateLimit() {
        return rateLimit;
    }

    public void setRateLimit(int rateLimit) {
        this.rateLimit = rateLimit;
    }

    public String getTlsKeyStore() {
        return tlsKeyStore;
    }

    public void setTlsKeyStore(String tlsKeyStore) {
        this.tlsKeyStore = tlsKeyStore;
    }

    public String getTlsKeyStorePassword() {
        return tlsKeyStorePassword;
    }

    public void setTlsKeyStorePassword(String tlsKeyStorePassword) {
        this.tlsKeyStorePassword = tlsKeyStorePassword;
    }

    public String getTlsTrustStore() {
        return tlsTrustStore;
    }

    public void setTlsTrustStore(String tlsTrustStore) {
        this.tlsTrustStore = tlsTrustStore;
    }

    public String getTlsTrustStorePassword() {
        return tlsTrustStorePassword;
    }

    public void setTlsTrustStorePassword(String tlsTrustStorePassword) {
        this.tlsTrustStorePassword = tlsTrustStorePassword;
    }

    public SipTls.ClientAuth getTlsClientAuth() {
        return tlsClientAuth;
    }

    public void setTlsClientAuth(SipTls.ClientAuth tlsClientAuth) {
        this.tlsClientAuth = tlsClientAuth;
    }

    public String getUsername() {
        return username;
    }

    public void setUsername(String username) {
        this.username = username;
    }

    public String getPassword() {
        return password;
    }

    public void setPassword(String password) {
        this.password = password;
    }

    public String getRealm() {
        return realm;
    }

    public void setRealm(String realm) {
        this.realm = realm;
    }
}
