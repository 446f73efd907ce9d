package org.mailiwf.lookup;

import java.util.Hashtable;

import javax.naming.Context;

import org.apache.camel.spi.Metadata;

/** The bean {@code recipientDirectory}: how an LDAP directory is reached, in the words of JNDI. Connections are kept and used again. */
@Metadata(label = "bean", annotations = "interfaceName=java.util.Hashtable",
          description = "How an LDAP directory is reached, in the words of JNDI.")
public class LdapDirectory extends Hashtable<String, Object> {

    private static final long serialVersionUID = 1L;

    @Metadata(required = true, description = "ldap://host:port or ldaps://host:port.")
    private String url = "";
    @Metadata(description = "Who asks. Empty: anonymous.")
    private String bindDn = "";
    @Metadata(secret = true, description = "The password of who asks.")
    private String password = "";
    @Metadata(defaultValue = "5", description = "How long to wait for a connection and for an answer, each, in seconds.")
    private int seconds = 5;

    public LdapDirectory() {
        put(Context.INITIAL_CONTEXT_FACTORY, "com.sun.jndi.ldap.LdapCtxFactory");
        put(Context.REFERRAL, "ignore");
        put("com.sun.jndi.ldap.connect.pool", "true");
        putSettings();
    }

    /** {@code ldap://host:port} or {@code ldaps://host:port}. */
    public void setUrl(String url) {
        this.url = url;
        putSettings();
    }

    /** Who asks; empty: anonymous. */
    public void setBindDn(String bindDn) {
        this.bindDn = bindDn;
        putSettings();
    }

    /** The password of who asks. */
    public void setPassword(String password) {
        this.password = password;
        putSettings();
    }

    /** How long to wait for a connection and for an answer, each. */
    public void setSeconds(int seconds) {
        this.seconds = seconds;
        putSettings();
    }

    private void putSettings() {
        put(Context.PROVIDER_URL, url);
        if (!bindDn.isBlank()) {
            put(Context.SECURITY_AUTHENTICATION, "simple");
            put(Context.SECURITY_PRINCIPAL, bindDn);
        }
        if (!password.isEmpty()) {
            put(Context.SECURITY_CREDENTIALS, password);
        }
        put("com.sun.jndi.ldap.connect.timeout", seconds + "000");
        put("com.sun.jndi.ldap.read.timeout", seconds + "000");
    }
}
