package org.mailiwf.lookup;

import java.util.Hashtable;

import javax.naming.Context;

/** The bean {@code recipientDirectory}: how an LDAP directory is reached, in the words of JNDI. Connections are kept and used again. */
public class LdapDirectory extends Hashtable<String, Object> {

    private static final long serialVersionUID = 1L;

    public LdapDirectory() {
        put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.ldap.LdapCtxFactory");
        put(Context.REFERRAL, "ignore");
        put("com.sun.jndi.ldap.connect.pool", "true");
        setSeconds(5);
    }

    /** {@code ldap://host:port} or {@code ldaps://host:port}. */
    public void setUrl(String url) {
        put(Context.PROVIDER_URL, url);
    }

    /** Who asks; empty: anonymous. */
    public void setBindDn(String bindDn) {
        if (!bindDn.isBlank()) {
            put(Context.SECURITY_AUTHENTICATION, "simple");
            put(Context.SECURITY_PRINCIPAL, bindDn);
        }
    }

    /** The password of who asks. */
    public void setPassword(String password) {
        if (!password.isEmpty()) {
            put(Context.SECURITY_CREDENTIALS, password);
        }
    }

    /** How long to wait for a connection and for an answer, each. */
    public final void setSeconds(int seconds) {
        put("com.sun.jndi.ldap.connect.timeout", seconds + "000");
        put("com.sun.jndi.ldap.read.timeout", seconds + "000");
    }
}
