package org.mailiwf;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import org.mailiwf.lookup.DirectoryFilter;
import org.mailiwf.lookup.EnumNumber;
import org.mailiwf.lookup.ImDomains;
import org.mailiwf.lookup.RecipientLookup;
import org.mailiwf.lookup.RecipientRests;
import org.mailiwf.lookup.RecipientSources;
import org.mailiwf.lookup.dns.DnsResolver;
import org.mailiwf.verification.SenderSpf;

/** What the settings of the look-ups may be. */
final class LookupRules {

    private LookupRules() {
    }

    static Map<String, Consumer<String>> all() {
        Map<String, Consumer<String>> rules = new LinkedHashMap<>();
        rules.put("iwf.dns.servers", new DnsResolver()::setServers);
        rules.put("iwf.dns.timeout", new DnsResolver()::setTimeout);
        rules.put("iwf.sender-verification", SettingRules.oneOf("off", "cr", "internet"));
        rules.put("iwf.sender-verification.timeout", new SenderSpf()::setTimeout);
        rules.put("iwf.spf.fail", SettingRules.oneOf("reject", "mark"));
        rules.put("iwf.dmarc.fail", SettingRules.oneOf("reject", "mark"));
        rules.put("iwf.recipients.order", new RecipientSources()::setOrder);
        rules.put("iwf.recipients.cache-time", new RecipientLookup()::setCacheTime);
        rules.put("iwf.recipients.unknown-time", new RecipientLookup()::setUnknownTime);
        rules.put("iwf.recipients.longest-rest", new RecipientRests()::setLongest);
        rules.put("iwf.recipients.sql.url", url("jdbc:"));
        rules.put("iwf.recipients.sql.driver", any -> { });
        rules.put("iwf.recipients.sql.user", any -> { });
        rules.put("iwf.recipients.sql.password", any -> { });
        rules.put("iwf.recipients.sql.query", LookupRules::query);
        rules.put("iwf.recipients.ldap.url", url("ldap://", "ldaps://"));
        rules.put("iwf.recipients.ldap.bind-dn", any -> { });
        rules.put("iwf.recipients.ldap.password", any -> { });
        rules.put("iwf.recipients.ldap.base", any -> { });
        rules.put("iwf.recipients.ldap.filter", new DirectoryFilter()::setFilter);
        rules.put("iwf.recipients.ldap.attribute", LookupRules::attribute);
        rules.put("iwf.recipients.timeout", SettingRules.number(1, 60, "seconds, a number from 1 to 60"));
        rules.put("iwf.recipients.im-domains", new ImDomains()::setDomains);
        rules.put("iwf.enum.suffix", new EnumNumber()::setSuffix);
        return rules;
    }

    private static Consumer<String> url(String... beginnings) {
        return value -> {
            if (!value.isEmpty() && (List.of(beginnings).stream().noneMatch(value::startsWith) || value.indexOf('\'') >= 0)) {
                throw new IllegalArgumentException("must be empty or begin with " + String.join(" or ", beginnings));
            }
        };
    }

    private static void query(String value) {
        if (!value.contains(":#address") && !value.contains(":#local")) {
            throw new IllegalArgumentException("must be a query that asks for :#address or :#local");
        }
    }

    private static void attribute(String value) {
        if (!value.matches("[A-Za-z][A-Za-z0-9;-]*")) {
            throw new IllegalArgumentException("must be the name of an attribute");
        }
    }
}
