package org.mailiwf.lookup.dns;

import java.net.InetAddress;

/** A record of an answer. Host names in it are in lower case and without the dot at their end; the root is the empty name. */
public sealed interface DnsRecord {

    /** A or AAAA. */
    record Address(InetAddress address) implements DnsRecord {
    }

    /**
     * MX.
     *
     * @param preference the smallest is tried first
     * @param host       empty for a null MX (RFC 7505)
     */
    record MailExchange(int preference, String host) implements DnsRecord {
    }

    /**
     * SRV.
     *
     * @param priority the smallest is tried first
     * @param weight   the share of those of one priority
     * @param target   empty where the service is decidedly not offered
     */
    record Service(int priority, int weight, int port, String target) implements DnsRecord {
    }

    /**
     * NAPTR.
     *
     * @param flags       as it stands there; {@code u}, {@code s} and {@code a} in any case are terminal (RFC 3404 section 4.3)
     * @param service     as it stands there
     * @param regexp      as it stands there, empty if there is none
     * @param replacement empty if there is none
     */
    record NamingAuthority(int order, int preference, String flags, String service, String regexp, String replacement) implements DnsRecord {
    }

    /**
     * TXT.
     *
     * @param text its character-strings put together without anything between them (RFC 7208 section 3.3), each octet a character
     */
    record Text(String text) implements DnsRecord {
    }

    /** PTR. */
    record Pointer(String host) implements DnsRecord {
    }
}
