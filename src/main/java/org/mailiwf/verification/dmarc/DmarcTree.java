package org.mailiwf.verification.dmarc;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.mailiwf.lookup.dns.DnsAnswer;
import org.mailiwf.lookup.dns.DnsRecord.Text;
import org.mailiwf.lookup.dns.DnsType;
import org.mailiwf.verification.TimedDns;

/**
 * The records along the tree of names (RFC 9989 section 4.10), for one mail. What the Public Suffix List has counts as a suffix even if it
 * does not say so itself, so that strangers below it never stand for each other.
 */
final class DmarcTree {

    /** RFC 9989 section 4.10: of a longer name this many labels are left after the first question. */
    private static final int MAX_LABELS = 7;

    private final TimedDns dns;
    private final Map<String, List<DmarcRecord>> known = new HashMap<>();

    DmarcTree(TimedDns dns) {
        this.dns = dns;
    }

    /**
     * The organization that a domain belongs to.
     *
     * @param domain       the organizational domain
     * @param record       its record; {@code null} if there is none
     * @param suffixRecord the record of the public suffix above it; {@code null} if there is none
     */
    record Organization(String domain, DmarcRecord record, DmarcRecord suffixRecord) {
    }

    /** The record of a domain itself; {@code null} if it has none, or several. */
    DmarcRecord record(String domain) throws DmarcTrouble {
        List<DmarcRecord> records = known.get(domain);
        if (records == null) {
            DnsAnswer answer = dns.ask(name(domain), DnsType.TXT);
            if (answer.isTrouble()) {
                throw new DmarcTrouble();
            }
            records = answer.all(Text.class).stream().map(each -> DmarcRecord.parse(each.text())).filter(Objects::nonNull).toList();
            known.put(domain, records);
        }
        return records.size() == 1 ? records.get(0) : null;
    }

    static String name(String domain) {
        return "_dmarc." + domain;
    }

    /** The walk up the tree. */
    Organization organization(String domain) throws DmarcTrouble {
        List<String> names = names(domain);
        names.forEach(each -> dns.prepare(name(each), DnsType.TXT));
        String organization = domain;
        for (String each : names) {
            DmarcRecord record = record(each);
            boolean end = record != null && Boolean.FALSE.equals(record.suffix());
            boolean suffix = !end && (PublicSuffixes.has(each) || record != null && Boolean.TRUE.equals(record.suffix()));
            if (suffix && !each.equals(domain)) {
                String below = below(each, domain);
                return new Organization(below, record(below), record);
            }
            organization = record == null ? organization : each;
            if (end || suffix) {
                break;
            }
        }
        return new Organization(organization, record(organization), null);
    }

    private static List<String> names(String domain) {
        List<String> names = new ArrayList<>();
        names.add(domain);
        String[] labels = domain.split("\\.");
        String name = "";
        List<String> parents = new ArrayList<>();
        for (int i = labels.length - 1; i > 0; i--) {
            name = name.isEmpty() ? labels[i] : labels[i] + "." + name;
            if (parents.size() < MAX_LABELS) {
                parents.add(0, name);
            }
        }
        names.addAll(parents);
        return names;
    }

    /** The name one label longer than {@code suffix} on the way to {@code domain}. */
    private static String below(String suffix, String domain) {
        int dot = domain.length() - suffix.length() - 1;
        return domain.substring(domain.lastIndexOf('.', dot - 1) + 1);
    }
}
