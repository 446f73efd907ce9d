package org.mailiwf.mapping;

import java.util.LinkedHashSet;
import java.util.Set;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.spi.Metadata;
import org.mailiwf.cpim.HostName;

/** The bean {@code recipients}: which mail addresses the gateway takes, and which SIP URI one without an alias has. */
@Metadata(label = "bean", description = "Whether a recipient is well-formed and served here, and its SIP URI by a template.")
public class RecipientAddresses implements Processor {

    private static final String DOMAINS = "iwf.domains";
    private static final String TEMPLATE = "iwf.recipients.default";

    /** The one address that may stand without a domain (RFC 5321 section 4.1.1.3). */
    private static final String POSTMASTER = "postmaster";

    /** RFC 5321 sections 4.5.3.1.1 and 4.5.3.1.3, the latter without the brackets of the path. */
    private static final int MAX_LOCAL = 64;
    private static final int MAX_ADDRESS = 254;

    @Metadata(javaType = "java.lang.String", description = "The mail domains served, separated by commas.")
    private volatile Set<String> domains = Set.of();
    @Metadata(javaType = "java.lang.String",
              description = "The SIP URI of a recipient, with {local}, {domain} and {iwf}. Empty: there is none.")
    private volatile SipUriTemplate template;
    @Metadata(defaultValue = "localhost", description = "The SIP domain of the gateway, {iwf} in the template.")
    private volatile String domain = Setting.DEFAULT_DOMAIN;

    /** The mail domains served, comma separated, in any case; default: none. */
    public void setDomains(String domains) {
        Set<String> served = new LinkedHashSet<>();
        for (String name : domains.split(",")) {
            String canonical = HostName.canonical(name.strip());
            if (canonical != null) {
                served.add(canonical);
            } else if (!name.isBlank()) {
                throw Setting.wrong(DOMAINS, domains, "domain names separated by commas, such as op.example,mail.op.example");
            }
        }
        this.domains = served;
    }

    /** The {@link SipUriTemplate} for addresses without an alias; empty, the default: there is none. */
    public void setTemplate(String template) {
        try {
            this.template = template.isBlank() ? null : SipUriTemplate.parse(template.strip());
        } catch (IllegalArgumentException e) {
            throw Setting.wrong(TEMPLATE, template, e.getMessage() + "; or empty");
        }
    }

    /** The gateway's own SIP domain, {@code {iwf}} in the template; default {@code localhost}. */
    public void setDomain(String domain) {
        this.domain = Setting.domain(domain);
    }

    /**
     * At RCPT, where the body is the address: sets the exchange properties {@code plain}, {@code wellFormed}, {@code served} and
     * {@code sipUri}.
     */
    @Override
    public void process(Exchange exchange) {
        String address = exchange.getMessage().getBody(String.class);
        MailAddress parsed = MailAddress.parse(address);
        boolean postmaster = isPostmaster(address);
        boolean plain = plain(address);
        exchange.setProperty("plain", plain);
        exchange.setProperty("wellFormed", postmaster || parsed.domain().startsWith("[") || HostName.canonical(parsed.domain()) != null);
        exchange.setProperty("served", postmaster || domains.contains(parsed.domain()));
        exchange.setProperty("sipUri", plain ? fromTemplate(parsed) : null);
    }

    /** Whether the domain of the address is served here; {@code postmaster} without a domain is. */
    boolean serves(String address) {
        return isPostmaster(address) || domains.contains(MailAddress.parse(address).domain());
    }

    /** The SIP URI that the template makes of the address; {@code null} without a template or if the address does not go into it. */
    String fromTemplate(String address) {
        return plain(address) ? fromTemplate(MailAddress.parse(address)) : null;
    }

    private String fromTemplate(MailAddress parsed) {
        SipUriTemplate uris = template;
        if (uris == null) {
            return null;
        }
        String mailDomain = parsed.domain().isEmpty() ? domains.stream().findFirst().orElse(domain) : parsed.domain();
        return HostName.canonical(mailDomain) == null ? null : uris.expand(parsed.local(), mailDomain, domain);
    }

    /**
     * Whether the address is no more than {@code local-part@domain}: no percent hack, bang path, source route, quoted local-part, second
     * at sign or address literal, all of which may ask us to pass the mail on to somewhere else.
     */
    boolean plain(String address) {
        int at = address.indexOf('@');
        if (at < 0) {
            return isPostmaster(address);
        }
        return at > 0 && at <= MAX_LOCAL && at < address.length() - 1 && address.length() <= MAX_ADDRESS
                && address.chars().noneMatch(c -> c == '%' || c == '!' || c == '"' || c == ':' || c == '[' || c == ']' || Character.isISOControl(c))
                && address.indexOf('@', at + 1) < 0;
    }

    private static boolean isPostmaster(String address) {
        return address.equalsIgnoreCase(POSTMASTER);
    }
}
