package org.mailiwf.lookup;

import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.mailiwf.lookup.dns.Dns;
import org.mailiwf.lookup.dns.DnsResolver;

/** A bean that asks the DNS: the one {@link Dns} of the registry or, where there is none, the servers of the system. */
public abstract class DnsUser implements CamelContextAware {

    private volatile CamelContext camelContext;
    private volatile Dns dns;

    @Override
    public void setCamelContext(CamelContext camelContext) {
        this.camelContext = camelContext;
    }

    @Override
    public CamelContext getCamelContext() {
        return camelContext;
    }

    /** Who is asked; only for those that have no registry. */
    protected final void useDns(Dns other) {
        dns = other;
    }

    /** Who answers. */
    protected final Dns dns() {
        Dns known = dns;
        if (known == null) {
            Dns registered = camelContext == null ? null : camelContext.getRegistry().findSingleByType(Dns.class);
            known = registered == null ? new DnsResolver() : registered;
            dns = known;
        }
        return known;
    }
}
