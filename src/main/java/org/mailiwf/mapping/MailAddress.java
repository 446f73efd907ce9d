package org.mailiwf.mapping;

import java.util.Locale;

import org.mailiwf.cpim.HostName;

/**
 * The two halves of a mail address.
 *
 * @param local  the local-part as it was given, with its quotes if it has any
 * @param domain in canonical form if it is a host name, otherwise as it was given; empty when there is no at sign
 */
record MailAddress(String local, String domain) {

    static MailAddress parse(String address) {
        int at = address.lastIndexOf('@');
        if (at < 0) {
            return new MailAddress(address, "");
        }
        String domain = address.substring(at + 1);
        String canonical = HostName.canonical(domain);
        return new MailAddress(address.substring(0, at), canonical == null ? domain : canonical);
    }

    /** Whether two addresses are the same: local-parts by every character, domains without regard to case (RFC 5321 section 2.4). */
    static boolean same(String one, String other) {
        return parse(one).equals(parse(other));
    }

    /** One form for all ways to write what is in practice the same address. */
    static String folded(String address) {
        MailAddress parsed = parse(address);
        return (parsed.local + '@' + parsed.domain).toLowerCase(Locale.ROOT);
    }
}
