package org.mailiwf.verification.spf;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import org.mailiwf.cpim.HostName;
import org.mailiwf.lookup.dns.DnsAnswer;
import org.mailiwf.lookup.dns.DnsAnswer.Outcome;
import org.mailiwf.lookup.dns.DnsRecord.Address;
import org.mailiwf.lookup.dns.DnsRecord.MailExchange;
import org.mailiwf.lookup.dns.DnsRecord.Pointer;
import org.mailiwf.lookup.dns.DnsRecord.Text;
import org.mailiwf.lookup.dns.DnsType;
import org.mailiwf.verification.TimedDns;
import org.mailiwf.verification.spf.SpfRecord.Kind;
import org.mailiwf.verification.spf.SpfRecord.Mechanism;

/**
 * One evaluation of check_host() (RFC 7208 section 4). At most ten terms ask the DNS, two of them for what is not there, and ten hosts of
 * {@code mx} or {@code ptr} are looked at (section 4.6.4).
 */
public final class SpfCheck {

    private static final int MAX_TERMS = 10;
    private static final int MAX_VOID = 2;
    private static final int MAX_HOSTS = 10;
    private static final int MAX_LABEL = 63;

    private final TimedDns dns;
    private final InetAddress client;
    private final byte[] octets;
    private final String local;
    private final String senderDomain;
    private final String helo;
    private int terms;
    private int voids;
    private List<String> names;

    private SpfCheck(TimedDns dns, InetAddress client, String local, String senderDomain, String helo) {
        this.dns = dns;
        this.client = client;
        this.octets = client.getAddress();
        this.local = local;
        this.senderDomain = senderDomain;
        this.helo = helo;
    }

    /**
     * What the domain of a reverse-path, or of HELO if that is null, says of a client.
     *
     * @param reversePath empty for {@code MAIL FROM:<>}
     */
    public static SpfAnswer of(TimedDns dns, InetAddress client, String reversePath, String helo) {
        int at = reversePath.lastIndexOf('@');
        String domain = HostName.canonical(at < 0 ? helo : reversePath.substring(at + 1));
        if (domain == null || domain.indexOf('.') < 0 || isAddress(domain)) {
            return new SpfAnswer(SpfResult.NONE, "", at < 0, "");
        }
        String local = at <= 0 ? "postmaster" : reversePath.substring(0, at);
        try {
            return new SpfAnswer(new SpfCheck(dns, client, local, domain, helo).check(domain), domain, at < 0, "");
        } catch (SpfException e) {
            return new SpfAnswer(e.result(), domain, at < 0, e.getMessage());
        }
    }

    /** {@code EHLO 192.0.2.1}, which HostName takes for a name. */
    private static boolean isAddress(String domain) {
        return Character.isDigit(domain.charAt(domain.length() - 1)) && domain.chars().allMatch(c -> c == '.' || c >= '0' && c <= '9');
    }

    private SpfResult check(String domain) throws SpfException {
        SpfRecord record = record(domain);
        if (record == null) {
            return SpfResult.NONE;
        }
        for (Mechanism each : record.mechanisms()) {
            if (matches(each, domain)) {
                return each.result();
            }
        }
        if (record.redirect() == null) {
            return SpfResult.NEUTRAL;
        }
        countTerm();
        SpfResult result = checkTarget(record.redirect(), domain);
        if (result == SpfResult.NONE) {
            throw SpfException.permanent("redirect to a domain without a record");
        }
        return result;
    }

    private SpfRecord record(String domain) throws SpfException {
        DnsAnswer answer = sure(dns.ask(domain, DnsType.TXT));
        String found = null;
        for (Text each : answer.all(Text.class)) {
            if (SpfRecord.isOne(each.text())) {
                if (found != null) {
                    throw SpfException.permanent("more than one record");
                }
                found = each.text();
            }
        }
        return found == null ? null : SpfRecord.parse(found);
    }

    private boolean matches(Mechanism each, String domain) throws SpfException {
        if (each.kind() == Kind.INCLUDE || each.kind() == Kind.A || each.kind() == Kind.MX || each.kind() == Kind.PTR
                || each.kind() == Kind.EXISTS) {
            countTerm();
        }
        return switch (each.kind()) {
            case ALL -> true;
            case IP4, IP6 -> isIn(each.network(), each);
            case INCLUDE -> switch (checkTarget(each.domain(), domain)) {
                case PASS -> true;
                case FAIL, SOFTFAIL, NEUTRAL -> false;
                default -> throw SpfException.permanent("include of a domain without a record");
            };
            case A -> anyIsIn(addresses(target(each, domain), true), each);
            case MX -> exchangers(target(each, domain), each);
            case PTR -> {
                String target = target(each, domain);
                yield target != null && names().stream().anyMatch(name -> isWithin(name, target));
            }
            case EXISTS -> {
                String target = target(each, domain);
                yield target != null && counted(dns.ask(target, DnsType.A)).outcome() == Outcome.NOERROR;
            }
        };
    }

    private SpfResult checkTarget(String spec, String domain) throws SpfException {
        String target = name(expand(spec, domain));
        return target == null ? SpfResult.NONE : check(target);
    }

    private String target(Mechanism mechanism, String domain) throws SpfException {
        return mechanism.domain() == null ? domain : name(expand(mechanism.domain(), domain));
    }

    /** {@code null} for what cannot be asked for: what a client has put into its local-part need not be a name. */
    private static String name(String expanded) {
        int label = 0;
        for (int i = 0; i < expanded.length(); i++) {
            char c = expanded.charAt(i);
            label = c == '.' ? 0 : label + 1;
            if (c < 0x21 || c > 0x7e || c == '\\' || label > MAX_LABEL || label == 0 && (i == 0 || expanded.charAt(i - 1) == '.')) {
                return null;
            }
        }
        return expanded.isEmpty() || expanded.length() > 253 ? null : expanded;
    }

    private void countTerm() throws SpfException {
        if (++terms > MAX_TERMS) {
            throw SpfException.permanent("more than " + MAX_TERMS + " terms that ask the DNS");
        }
    }

    private static DnsAnswer sure(DnsAnswer answer) throws SpfException {
        if (answer.isTrouble()) {
            throw SpfException.temporary("the DNS cannot say");
        }
        return answer;
    }

    private DnsAnswer counted(DnsAnswer answer) throws SpfException {
        if (sure(answer).outcome() != Outcome.NOERROR && ++voids > MAX_VOID) {
            throw SpfException.permanent("more than " + MAX_VOID + " names that do not exist");
        }
        return answer;
    }

    private DnsType family() {
        return client instanceof Inet6Address ? DnsType.AAAA : DnsType.A;
    }

    private List<Address> addresses(String host, boolean counts) throws SpfException {
        if (host == null) {
            return List.of();
        }
        DnsAnswer answer = dns.ask(host, family());
        return (counts ? counted(answer) : sure(answer)).all(Address.class);
    }

    private boolean exchangers(String target, Mechanism mechanism) throws SpfException {
        if (target == null) {
            return false;
        }
        List<MailExchange> exchangers = new ArrayList<>(counted(dns.ask(target, DnsType.MX)).all(MailExchange.class));
        if (exchangers.size() > MAX_HOSTS) {
            throw SpfException.permanent("more than " + MAX_HOSTS + " mail exchangers");
        }
        exchangers.removeIf(each -> each.host().isEmpty());
        exchangers.sort(Comparator.comparingInt(MailExchange::preference));
        exchangers.forEach(each -> dns.prepare(each.host(), family()));
        for (MailExchange each : exchangers) {
            if (anyIsIn(addresses(each.host(), false), mechanism)) {
                return true;
            }
        }
        return false;
    }

    private boolean anyIsIn(List<Address> addresses, Mechanism mechanism) {
        return addresses.stream().anyMatch(each -> isIn(each.address().getAddress(), mechanism));
    }

    private boolean isIn(byte[] network, Mechanism mechanism) {
        if (network.length != octets.length) {
            return false;
        }
        int bits = octets.length == 4 ? mechanism.bits4() : mechanism.bits6();
        for (int i = 0; i < octets.length && bits > 0; i++, bits -= 8) {
            int mask = bits >= 8 ? 0xff : 0xff << 8 - bits & 0xff;
            if (((octets[i] ^ network[i]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }

    /** The names of the client that lead back to it (RFC 7208 section 5.5). What the DNS cannot say of them is no name. */
    private List<String> names() {
        if (names == null) {
            List<String> pointers = dns.ask(SpfAddress.reverseName(client), DnsType.PTR).all(Pointer.class).stream()
                    .map(Pointer::host).limit(MAX_HOSTS).toList();
            pointers.forEach(each -> dns.prepare(each, family()));
            names = pointers.stream().filter(each -> !each.isEmpty() && dns.ask(each, family()).all(Address.class).stream()
                    .anyMatch(address -> address.address().equals(client))).toList();
        }
        return names;
    }

    private static boolean isWithin(String name, String domain) {
        return name.equalsIgnoreCase(domain) || name.length() > domain.length() + 1
                && name.regionMatches(true, name.length() - domain.length() - 1, "." + domain, 0, domain.length() + 1);
    }

    private String expand(String spec, String domain) throws SpfException {
        return SpfMacro.expand(spec, letter -> switch (letter) {
            case 's' -> local + '@' + senderDomain;
            case 'l' -> local;
            case 'o' -> senderDomain;
            case 'd' -> domain;
            case 'i' -> SpfAddress.dotted(client);
            case 'v' -> client instanceof Inet6Address ? "ip6" : "in-addr";
            case 'h' -> helo;
            default -> validatedName(domain);
        });
    }

    /** {@code %{p}}: best the domain itself, next a subdomain of it, then any name (RFC 7208 section 7.3). */
    private String validatedName(String domain) {
        return names().stream().filter(name -> name.equalsIgnoreCase(domain)).findFirst()
                .or(() -> names().stream().filter(name -> isWithin(name, domain)).findFirst())
                .or(() -> names().stream().findFirst()).orElse("unknown");
    }
}
