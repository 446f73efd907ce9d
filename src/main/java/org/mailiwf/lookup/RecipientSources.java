package org.mailiwf.lookup;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.spi.Metadata;

/**
 * The bean {@code recipientSources}: which source is asked next. The exchange property {@code recipientSource} names it, as the setting
 * {@code iwf.recipients.order} does; there is none when one has found something or could not say, and when all have been asked. The body
 * is the address again after each of them.
 */
@Metadata(label = "bean", description = "The order in which the sources of recipients are asked.")
public class RecipientSources implements Processor {

    private static final String KEY = "iwf.recipients.order";
    private static final String PROPERTY = "recipientSource";
    private static final String ADDRESS = "recipientAddress";
    private static final String ALLOWED = "file, sql, ldap, enum, im, default in any order, comma separated, each once at most";

    private enum Source {
        FILE, SQL, LDAP, ENUM, IM, DEFAULT;

        private final String text = name().toLowerCase(Locale.ROOT);

        /** Those that may speak for a domain that is not ours. */
        boolean speaksForAnyDomain() {
            return this == FILE || this == IM;
        }
    }

    @Metadata(javaType = "java.lang.String", defaultValue = "file,sql,ldap,enum,im,default",
              description = "The order, separated by commas.")
    private List<Source> order = List.of(Source.values());
    @Metadata(description = "The URL of the database. Blank: it is not asked.")
    private String sqlUrl;
    @Metadata(description = "The URL of the directory. Blank: it is not asked.")
    private String ldapUrl;

    /**
     * The order; default: file, sql, ldap, enum, im, default.
     *
     * @throws IllegalArgumentException if it names something else, or something twice
     */
    public void setOrder(String text) {
        List<Source> sources = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            Source source = source(part.strip(), text);
            if (sources.contains(source)) {
                throw wrong(text);
            }
            sources.add(source);
        }
        order = List.copyOf(sources);
    }

    private static Source source(String name, String text) {
        for (Source source : Source.values()) {
            if (source.text.equals(name)) {
                return source;
            }
        }
        throw wrong(text);
    }

    private static IllegalArgumentException wrong(String text) {
        return new IllegalArgumentException(KEY + ": '" + text + "' is not allowed; allowed: " + ALLOWED);
    }

    /** The URL of the database; without one it is not asked. */
    public void setSqlUrl(String sqlUrl) {
        this.sqlUrl = sqlUrl;
    }

    /** The URL of the directory; without one it is not asked. */
    public void setLdapUrl(String ldapUrl) {
        this.ldapUrl = ldapUrl;
    }

    private boolean off(Source source) {
        return switch (source) {
            case SQL -> sqlUrl != null && sqlUrl.isBlank();
            case LDAP -> ldapUrl != null && ldapUrl.isBlank();
            default -> false;
        };
    }

    @Override
    public void process(Exchange exchange) {
        String asked = exchange.getProperty(PROPERTY, String.class);
        if (asked == null) {
            exchange.setProperty(ADDRESS, exchange.getMessage().getBody(String.class));
        } else {
            exchange.getMessage().setBody(exchange.getProperty(ADDRESS));
        }
        if (asked != null && RecipientAnswer.of(exchange, asked).outcome() != RecipientAnswer.Outcome.UNKNOWN) {
            exchange.setProperty("recipientAnswer", RecipientAnswer.of(exchange, asked));
            exchange.removeProperty(PROPERTY);
            return;
        }
        boolean ours = Boolean.TRUE.equals(exchange.getProperty("served", Boolean.class));
        boolean behind = asked == null;
        for (Source source : order) {
            if (behind && !off(source) && (ours || source.speaksForAnyDomain())) {
                exchange.setProperty(PROPERTY, source.text);
                return;
            }
            behind |= source.text.equals(asked);
        }
        exchange.removeProperty(PROPERTY);
        exchange.setProperty("recipientAnswer", RecipientAnswer.of(exchange, null));
    }
}
