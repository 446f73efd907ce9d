package org.mailiwf.lookup;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.spi.Metadata;
import org.mailiwf.cpim.HostName;
import org.mailiwf.cpim.SipUri;
import org.mailiwf.lookup.RecipientAnswer.Outcome;
import org.mailiwf.lookup.dns.DnsAnswer;
import org.mailiwf.lookup.dns.DnsRecord.NamingAuthority;
import org.mailiwf.lookup.dns.DnsType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bean {@code enum}: the SIP URI of a telephone number by ENUM (RFC 6116, RFC 3764). An address has a number if its local-part is
 * {@code +} and 3 to 15 digits, with {@code - .} between them or not.
 */
@Metadata(label = "bean", description = "The SIP URI of a telephone number by ENUM (RFC 6116).")
public class EnumNumber extends DnsUser implements Processor {

    private static final Logger LOG = LoggerFactory.getLogger(EnumNumber.class);

    private static final String KEY = "iwf.enum.suffix";
    private static final int MIN_DIGITS = 3;
    /** E.164. */
    private static final int MAX_DIGITS = 15;
    /** RFC 6116 section 5.2.1. */
    private static final int MAX_NON_TERMINAL = 5;
    private static final int MAX_RULES = 50;

    private static final RecipientAnswer UNKNOWN = new RecipientAnswer(Outcome.UNKNOWN, List.of(), null);
    private static final RecipientAnswer TROUBLE = new RecipientAnswer(Outcome.TROUBLE, List.of(), null);

    @Metadata(description = "The domain of the numbers, such as e164.arpa. Empty: there is none.")
    private volatile String suffix = "";

    /**
     * The domain of the numbers, such as {@code e164.arpa} or a private one; empty, the default: there is none.
     *
     * @throws IllegalArgumentException if it is no domain name
     */
    public void setSuffix(String suffix) {
        String domain = suffix.isBlank() ? "" : HostName.canonical(suffix.strip());
        if (domain == null) {
            throw new IllegalArgumentException(KEY + ": '" + suffix + "' is not allowed; allowed: a domain name such as e164.arpa, or empty");
        }
        this.suffix = domain;
    }

    /** At RCPT, where the body is the address: sets {@code sipUris} if the number has a SIP URI, or {@code recipientTrouble}. */
    @Override
    public void process(Exchange exchange) {
        RecipientAnswer answer = find(exchange.getMessage().getBody(String.class));
        switch (answer.outcome()) {
            case FOUND -> exchange.setProperty(RecipientAnswer.SIP_URIS, answer.sipUris());
            case TROUBLE -> exchange.setProperty(RecipientAnswer.TROUBLE, true);
            default -> LOG.trace("no number, or none with a SIP URI");
        }
    }

    RecipientAnswer find(String address) {
        String number = suffix.isEmpty() ? null : number(address);
        if (number == null) {
            return UNKNOWN;
        }
        StringBuilder name = new StringBuilder();
        for (int i = number.length() - 1; i > 0; i--) {
            name.append(number.charAt(i)).append('.');
        }
        return follow(name.append(suffix).toString(), number, MAX_NON_TERMINAL);
    }

    /** The number as {@code +} and digits; {@code null} if the address has none. */
    static String number(String address) {
        int at = address.lastIndexOf('@');
        String local = at < 0 ? address : address.substring(0, at);
        if (!local.startsWith("+")) {
            return null;
        }
        StringBuilder number = new StringBuilder("+");
        for (int i = 1; i < local.length(); i++) {
            char c = local.charAt(i);
            if (c >= '0' && c <= '9') {
                number.append(c);
            } else if (c != '-' && c != '.') {
                return null;
            }
        }
        return number.length() > MIN_DIGITS && number.length() <= MAX_DIGITS + 1 ? number.toString() : null;
    }

    /** The first rule in the order of the records that applies decides; a non-terminal one leads on to another name. */
    private RecipientAnswer follow(String name, String number, int nonTerminal) {
        DnsAnswer answer = dns().ask(name, DnsType.NAPTR);
        if (answer.isTrouble()) {
            return TROUBLE;
        }
        List<NamingAuthority> rules = answer.all(NamingAuthority.class).stream()
                .sorted(Comparator.comparingInt(NamingAuthority::order).thenComparingInt(NamingAuthority::preference))
                .limit(MAX_RULES).toList();
        for (NamingAuthority rule : rules) {
            if (rule.flags().isEmpty() && (rule.service().isEmpty() || isSip(rule.service()))) {
                String next = rule.replacement().isEmpty() ? HostName.canonical(applied(rule, number)) : rule.replacement();
                if (next != null && nonTerminal > 0) {
                    return follow(next, number, nonTerminal - 1);
                }
                LOG.warn("{}: too many non-terminal rules, or one that leads nowhere", name);
                return UNKNOWN;
            }
            if (rule.flags().equalsIgnoreCase("u") && isSip(rule.service())) {
                String uri = applied(rule, number);
                if (SipUri.isValid(uri) && uri.regionMatches(true, 0, "sip", 0, 3)) {
                    return new RecipientAnswer(Outcome.FOUND, List.of(uri), "enum");
                }
                LOG.warn("{}: a rule that makes no SIP URI is passed over", name);
            }
        }
        return UNKNOWN;
    }

    /** Whether it is {@code E2U+sip}, perhaps with other Enumservices (RFC 6116 section 3.4.3). */
    private static boolean isSip(String service) {
        String[] parts = service.toLowerCase(Locale.ROOT).split("\\+");
        boolean sip = false;
        for (int i = 1; i < parts.length; i++) {
            sip |= parts[i].equals("sip");
        }
        return sip && parts[0].equals("e2u");
    }

    private static String applied(NamingAuthority rule, String number) {
        try {
            String result = NaptrRegexp.parse(rule.regexp()).apply(number);
            return result == null ? "" : result;
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
