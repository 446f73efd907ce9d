package org.mailiwf.sip;

/**
 * Who we are to those that ask (RFC 3261 section 22).
 *
 * @param username without quotation marks and backslashes
 * @param password in clear
 * @param realm    the realm that they belong to; empty: whichever asks
 */
record SipCredentials(String username, String password, String realm) {

    /**
     * @throws IllegalArgumentException if the user name cannot stand in a header field
     */
    SipCredentials {
        if (username.isEmpty() || !username.equals(HeaderGuard.clean(username)) || username.chars().anyMatch(c -> c == '"' || c == '\\')) {
            throw new IllegalArgumentException("The username must be text without quotation marks, backslashes and control characters");
        }
    }

    /** Whether these credentials are for that realm, which stands as in the challenge. */
    boolean belongTo(String otherRealm) {
        return realm.isEmpty() || realm.equals(otherRealm);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return username + "@" + realm;
    }
}
