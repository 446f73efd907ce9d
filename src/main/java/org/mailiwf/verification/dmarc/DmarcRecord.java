package org.mailiwf.verification.dmarc;

import java.util.HashMap;
import java.util.Map;

/**
 * A policy record (RFC 9989 section 4.7).
 *
 * @param policy      p=, for the domain itself; what is missing or unknown is none
 * @param subdomains  sp=, for domains below it; without it as {@link #policy}
 * @param nonexistent np=, for domains below it that do not exist; without it as {@link #subdomains}
 * @param strictDkim  whether adkim= is strict
 * @param strictSpf   whether aspf= is strict
 * @param suffix      psd=: whether the domain says that it is a public suffix; {@code null} if it says nothing
 */
record DmarcRecord(DmarcPolicy policy, DmarcPolicy subdomains, DmarcPolicy nonexistent, boolean strictDkim, boolean strictSpf,
        Boolean suffix) {

    /** Reads a TXT record. {@code null} if it is of something else; what is wrong behind the version is passed over. */
    static DmarcRecord parse(String text) {
        Map<String, String> tags = new HashMap<>();
        String[] parts = text.split(";", -1);
        for (int i = 0; i < parts.length; i++) {
            int equals = parts[i].indexOf('=');
            String name = equals < 0 ? "" : parts[i].substring(0, equals).strip();
            String value = parts[i].substring(equals + 1).strip();
            if (i == 0 && !(name.equals("v") && value.equals("DMARC1"))) {
                return null;
            }
            tags.putIfAbsent(name, value);
        }
        boolean testing = "y".equalsIgnoreCase(tags.get("t"));
        DmarcPolicy policy = policy(tags, "p", DmarcPolicy.NONE);
        DmarcPolicy subdomains = policy(tags, "sp", policy);
        DmarcPolicy nonexistent = policy(tags, "np", subdomains);
        return new DmarcRecord(applied(policy, testing), applied(subdomains, testing), applied(nonexistent, testing),
                "s".equalsIgnoreCase(tags.get("adkim")), "s".equalsIgnoreCase(tags.get("aspf")), suffix(tags.getOrDefault("psd", "u")));
    }

    private static DmarcPolicy policy(Map<String, String> tags, String name, DmarcPolicy otherwise) {
        DmarcPolicy policy = DmarcPolicy.of(tags.get(name));
        return policy == null ? otherwise : policy;
    }

    /** t=y: one step milder. */
    private static DmarcPolicy applied(DmarcPolicy policy, boolean testing) {
        return testing && policy != DmarcPolicy.NONE ? DmarcPolicy.values()[policy.ordinal() - 1] : policy;
    }

    private static Boolean suffix(String value) {
        return value.equalsIgnoreCase("y") ? Boolean.TRUE : value.equalsIgnoreCase("n") ? Boolean.FALSE : null;
    }
}
