package org.mailiwf;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

import org.mailiwf.lookup.dns.DnsResolver;

/** What the settings of the look-ups may be. */
final class LookupRules {

    private LookupRules() {
    }

    static Map<String, Consumer<String>> all() {
        Map<String, Consumer<String>> rules = new LinkedHashMap<>();
        rules.put("iwf.dns.servers", new DnsResolver()::setServers);
        rules.put("iwf.dns.timeout", new DnsResolver()::setTimeout);
        rules.put("iwf.sender-verification", SettingRules.oneOf("off", "cr"));
        return rules;
    }
}
