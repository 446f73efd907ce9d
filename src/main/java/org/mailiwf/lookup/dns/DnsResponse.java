package org.mailiwf.lookup.dns;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.mailiwf.lookup.dns.DnsAnswer.Outcome;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DNAMERecord;
import org.xbill.DNS.Flags;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.NAPTRRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.NameTooLongException;
import org.xbill.DNS.PTRRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

/**
 * What one message of a server says to a question.
 *
 * @param answer what it says; {@code null} if it only says that the name stands for another one
 * @param alias  that other name; {@code null} if there is an answer
 * @param ttl    how long the way to that name holds, seconds
 */
record DnsResponse(DnsAnswer answer, Name alias, long ttl) {

    /** How many names a CNAME may lead on to, in all messages together. */
    static final int MAX_ALIASES = 10;

    /** The most records of an answer that are looked at. */
    private static final int MAX_RECORDS = 200;

    /** An answer with more text is for one question alone: the memory is for a number of answers, whatever their size. */
    private static final int MAX_KEPT_TEXT = 4096;

    /** How long what is there holds at most, and what is not there (RFC 2308 section 5), seconds. */
    private static final long MAX_TTL = 86_400;
    private static final long MAX_NEGATIVE_TTL = 3_600;

    /** How long a server's failure is remembered (RFC 2308 section 7.1, RFC 9520 section 3.2), seconds. */
    static final long FAILURE_TTL = 5;

    static DnsResponse of(Message message, Name question, DnsType type) {
        int rcode = message.getRcode();
        if (rcode != Rcode.NOERROR && rcode != Rcode.NXDOMAIN) {
            return failed();
        }
        List<Record> records = message.getSection(Section.ANSWER);
        Name name = question;
        long ttl = MAX_TTL;
        for (int hops = 0; hops <= MAX_ALIASES; hops++) {
            List<DnsRecord> found = new ArrayList<>();
            Name next = null;
            for (int i = 0; i < records.size() && i < MAX_RECORDS; i++) {
                Record each = records.get(i);
                if (each.getName().equals(name) && each.getType() == type.code()) {
                    found.add(value(each));
                    ttl = Math.min(ttl, each.getTTL());
                } else if (next == null) {
                    next = aliasOf(each, name);
                    ttl = next == null ? ttl : Math.min(ttl, each.getTTL());
                }
            }
            if (!found.isEmpty()) {
                ttl = isLong(found) ? 0 : ttl;
                return new DnsResponse(new DnsAnswer(Outcome.NOERROR, found, ttl), null, ttl);
            }
            if (next == null) {
                return rcode == Rcode.NOERROR && !name.equals(question) && soa(message) == null
                        ? new DnsResponse(null, name, ttl) : nothing(message, rcode, ttl);
            }
            name = next;
        }
        return failed();
    }

    private static boolean isLong(List<DnsRecord> records) {
        int length = 0;
        for (DnsRecord each : records) {
            length += each instanceof DnsRecord.Text txt ? txt.text().length() : 0;
        }
        return length > MAX_KEPT_TEXT;
    }

    /** The name that this record says that {@code name} stands for; {@code null} if it says nothing of it. */
    private static Name aliasOf(Record record, Name name) {
        if (record instanceof CNAMERecord cname && cname.getName().equals(name)) {
            return cname.getTarget();
        }
        if (record instanceof DNAMERecord dname && name.subdomain(dname.getName()) && !name.equals(dname.getName())) {
            try {
                return name.fromDNAME(dname);
            } catch (NameTooLongException e) {
                return null;
            }
        }
        return null;
    }

    private static DnsResponse nothing(Message message, int rcode, long chainTtl) {
        SOARecord soa = soa(message);
        if (rcode == Rcode.NOERROR && soa == null && isReferral(message)) {
            return failed();
        }
        long ttl = soa == null ? 0 : Math.min(chainTtl, Math.min(MAX_NEGATIVE_TTL, Math.min(soa.getTTL(), soa.getMinimum())));
        Outcome outcome = rcode == Rcode.NXDOMAIN ? Outcome.NXDOMAIN : Outcome.NODATA;
        return new DnsResponse(DnsAnswer.without(outcome, Math.max(0, ttl)), null, ttl);
    }

    /** A lame server: it knows nothing, and says who else may (RFC 2308 section 2.2). */
    private static boolean isReferral(Message message) {
        return !message.getHeader().getFlag(Flags.AA) && message.getSection(Section.ANSWER).isEmpty()
                && message.getSection(Section.AUTHORITY).stream().anyMatch(record -> record.getType() == Type.NS);
    }

    private static SOARecord soa(Message message) {
        return message.getSection(Section.AUTHORITY).stream().filter(SOARecord.class::isInstance).map(SOARecord.class::cast)
                .findFirst().orElse(null);
    }

    static DnsResponse failed() {
        return new DnsResponse(DnsAnswer.without(Outcome.SERVFAIL, FAILURE_TTL), null, FAILURE_TTL);
    }

    private static DnsRecord value(Record record) {
        if (record instanceof ARecord a) {
            return new DnsRecord.Address(a.getAddress());
        }
        if (record instanceof AAAARecord aaaa) {
            return new DnsRecord.Address(aaaa.getAddress());
        }
        if (record instanceof MXRecord mx) {
            return new DnsRecord.MailExchange(mx.getPriority(), host(mx.getTarget()));
        }
        if (record instanceof SRVRecord srv) {
            return new DnsRecord.Service(srv.getPriority(), srv.getWeight(), srv.getPort(), host(srv.getTarget()));
        }
        if (record instanceof NAPTRRecord naptr) {
            return new DnsRecord.NamingAuthority(naptr.getOrder(), naptr.getPreference(), text(naptr.getFlags()),
                    text(naptr.getService()), text(naptr.getRegexp()), host(naptr.getReplacement()));
        }
        if (record instanceof TXTRecord txt) {
            StringBuilder text = new StringBuilder();
            txt.getStringsAsByteArrays().forEach(octets -> text.append(new String(octets, StandardCharsets.ISO_8859_1)));
            return new DnsRecord.Text(text.toString());
        }
        if (record instanceof PTRRecord ptr) {
            return new DnsRecord.Pointer(host(ptr.getTarget()));
        }
        throw new IllegalArgumentException("no value for " + record);
    }

    /** A character-string as it is: dnsjava gives it as a zone file has it, with backslashes (RFC 1035 section 5.1). */
    private static String text(String escaped) {
        StringBuilder text = new StringBuilder(escaped.length());
        for (int i = 0; i < escaped.length(); i++) {
            char c = escaped.charAt(i);
            if (c != '\\' || i + 1 == escaped.length()) {
                text.append(c);
            } else if (i + 3 < escaped.length() && Character.isDigit(escaped.charAt(i + 1))) {
                text.append((char) Integer.parseInt(escaped.substring(i + 1, i + 4)));
                i += 3;
            } else {
                text.append(escaped.charAt(++i));
            }
        }
        return text.toString();
    }

    private static String host(Name name) {
        return name.equals(Name.root) ? "" : name.toString(true).toLowerCase(Locale.ROOT);
    }
}
