package org.mailiwf.verification.spf;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.mailiwf.net.IpLiteral;

/**
 * A record of version {@code spf1} (RFC 7208 section 4.6 and 12).
 *
 * @param mechanisms in their order
 * @param redirect   the domain-spec of the modifier; {@code null} if there is none
 */
record SpfRecord(List<Mechanism> mechanisms, String redirect) {

    static final String VERSION = "v=spf1";

    /** The mechanisms of RFC 7208 section 5. */
    enum Kind {
        ALL, INCLUDE, A, MX, PTR, IP4, IP6, EXISTS
    }

    /**
     * One mechanism with its qualifier.
     *
     * @param result  what it means if it matches
     * @param domain  its domain-spec, not expanded; {@code null} if it has none
     * @param network of {@code ip4} and {@code ip6}, otherwise {@code null}
     * @param bits4   how many bits of an IPv4 address count
     * @param bits6   how many bits of an IPv6 address count
     */
    record Mechanism(SpfResult result, Kind kind, String domain, byte[] network, int bits4, int bits6) {
    }

    /** Whether a TXT record is of this version; whatever follows may be wrong (RFC 7208 section 4.5). */
    static boolean isOne(String text) {
        return text.regionMatches(true, 0, VERSION, 0, VERSION.length())
                && (text.length() == VERSION.length() || text.charAt(VERSION.length()) == ' ');
    }

    /**
     * Reads a record.
     *
     * @throws SpfException if anything in it is wrong, wherever it stands (RFC 7208 section 4.6)
     */
    static SpfRecord parse(String text) throws SpfException {
        List<Mechanism> mechanisms = new ArrayList<>();
        String redirect = null;
        boolean exp = false;
        int at = VERSION.length();
        while (at < text.length()) {
            int space = text.indexOf(' ', at);
            int end = space < 0 ? text.length() : space;
            String term = text.substring(at, end);
            at = end + 1;
            int equals = modifier(term);
            if (term.isEmpty()) {
                continue;
            } else if (equals < 0) {
                mechanisms.add(mechanism(term));
            } else if (term.regionMatches(true, 0, "redirect=", 0, 9)) {
                if (redirect != null) {
                    throw SpfException.permanent("two redirect");
                }
                redirect = SpfMacro.domainSpec(term.substring(equals + 1));
            } else if (term.regionMatches(true, 0, "exp=", 0, 4)) {
                if (exp) {
                    throw SpfException.permanent("two exp");
                }
                exp = true;
                SpfMacro.domainSpec(term.substring(equals + 1));
            } else {
                SpfMacro.check(term.substring(equals + 1));
            }
        }
        return new SpfRecord(List.copyOf(mechanisms), redirect);
    }

    /** Where the equals sign of a modifier is; -1 if the term is none: its name has a character that names of modifiers have not. */
    private static int modifier(String term) {
        for (int i = 0; i < term.length(); i++) {
            char c = term.charAt(i);
            boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
            if (c == '=' && i > 0) {
                return i;
            }
            if (!letter && (i == 0 || !(c >= '0' && c <= '9' || c == '-' || c == '_' || c == '.'))) {
                return -1;
            }
        }
        return -1;
    }

    private static Mechanism mechanism(String term) throws SpfException {
        SpfResult result = switch (term.charAt(0)) {
            case '-' -> SpfResult.FAIL;
            case '~' -> SpfResult.SOFTFAIL;
            case '?' -> SpfResult.NEUTRAL;
            default -> SpfResult.PASS;
        };
        String rest = result != SpfResult.PASS || term.charAt(0) == '+' ? term.substring(1) : term;
        int end = 0;
        while (end < rest.length() && rest.charAt(end) != ':' && rest.charAt(end) != '/') {
            end++;
        }
        String argument = rest.substring(end);
        return switch (rest.substring(0, end).toLowerCase(Locale.ROOT)) {
            case "all" -> new Mechanism(result, Kind.ALL, nothing(argument), null, 0, 0);
            case "include" -> new Mechanism(result, Kind.INCLUDE, needed(argument), null, 0, 0);
            case "exists" -> new Mechanism(result, Kind.EXISTS, needed(argument), null, 0, 0);
            case "ptr" -> new Mechanism(result, Kind.PTR, argument.isEmpty() ? null : needed(argument), null, 0, 0);
            case "a" -> hosts(result, Kind.A, argument);
            case "mx" -> hosts(result, Kind.MX, argument);
            case "ip4" -> network(result, Kind.IP4, argument);
            case "ip6" -> network(result, Kind.IP6, argument);
            default -> throw SpfException.permanent("unknown mechanism");
        };
    }

    private static String nothing(String argument) throws SpfException {
        if (!argument.isEmpty()) {
            throw SpfException.permanent("something behind all");
        }
        return null;
    }

    private static String needed(String argument) throws SpfException {
        if (!argument.startsWith(":")) {
            throw SpfException.permanent("mechanism without domain");
        }
        return SpfMacro.domainSpec(argument.substring(1));
    }

    /** {@code [":" domain-spec] ["/" bits] ["//" bits]} */
    private static Mechanism hosts(SpfResult result, Kind kind, String argument) throws SpfException {
        String rest = argument;
        int bits6 = 128;
        int bits4 = 32;
        int double6 = rest.lastIndexOf("//");
        // a slash inside of the domain-spec is not the beginning of a length
        if (double6 >= 0 && rest.indexOf('}', double6) < 0) {
            bits6 = bits(rest.substring(double6 + 2), 128);
            rest = rest.substring(0, double6);
        }
        int slash = rest.lastIndexOf('/');
        if (slash >= 0 && rest.indexOf('}', slash) < 0) {
            bits4 = bits(rest.substring(slash + 1), 32);
            rest = rest.substring(0, slash);
        }
        return new Mechanism(result, kind, rest.isEmpty() ? null : needed(rest), null, bits4, bits6);
    }

    private static Mechanism network(SpfResult result, Kind kind, String argument) throws SpfException {
        if (!argument.startsWith(":")) {
            throw SpfException.permanent("mechanism without network");
        }
        int slash = argument.indexOf('/');
        String literal = argument.substring(1, slash < 0 ? argument.length() : slash);
        boolean ip6 = kind == Kind.IP6;
        byte[] network = ip6 == literal.indexOf(':') >= 0 && literal.indexOf('%') < 0 ? IpLiteral.octets(literal) : null;
        if (network == null) {
            throw SpfException.permanent("no network");
        }
        int most = ip6 ? 128 : 32;
        int bits = slash < 0 ? most : bits(argument.substring(slash + 1), most);
        // an IPv4-mapped network of IPv6: addresses are compared as IPv4 (RFC 7208 section 5)
        boolean mapped = ip6 && network.length == 4;
        return new Mechanism(result, kind, null, network, mapped ? Math.max(0, bits - 96) : Math.min(bits, 32), bits);
    }

    private static int bits(String digits, int most) throws SpfException {
        int bits = IpLiteral.number(digits, most);
        if (bits < 0) {
            throw SpfException.permanent("no prefix length");
        }
        return bits;
    }
}
