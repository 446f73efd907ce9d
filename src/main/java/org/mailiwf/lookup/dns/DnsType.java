package org.mailiwf.lookup.dns;

import org.xbill.DNS.Type;

/** What is asked for: the record types that routing and verifying mail, and routing SIP, need. */
public enum DnsType {

    /** IPv4 addresses (RFC 1035 section 3.4.1). */
    A(Type.A),
    /** IPv6 addresses (RFC 3596). */
    AAAA(Type.AAAA),
    /** Mail exchangers (RFC 1035 section 3.3.9). */
    MX(Type.MX),
    /** Servers of a service (RFC 2782). */
    SRV(Type.SRV),
    /** Rewriting rules (RFC 3403). */
    NAPTR(Type.NAPTR),
    /** Text: SPF, DKIM keys, DMARC (RFC 1035 section 3.3.14). */
    TXT(Type.TXT),
    /** The name of an address (RFC 1035 section 3.3.12). */
    PTR(Type.PTR);

    private final int code;

    DnsType(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
