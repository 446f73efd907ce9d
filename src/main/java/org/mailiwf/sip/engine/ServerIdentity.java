package org.mailiwf.sip.engine;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Whether a certificate is that of a SIP host (RFC 5922 section 7). */
final class ServerIdentity {

    private static final int DNS_NAME = 2;
    private static final int URI = 6;
    private static final int ADDRESS = 7;

    private ServerIdentity() {
    }

    /**
     * Whether a subjectAltName of the certificate is the host: a SIP URI without user or, only where there is none, a DNS name; for an
     * address an IP address. No wildcards (section 7.2), and never the common name.
     *
     * @param host a host name or address, an IPv6 address in brackets
     */
    static boolean matches(String host, X509Certificate certificate) throws CertificateParsingException {
        Collection<List<?>> names = Objects.requireNonNullElse(certificate.getSubjectAlternativeNames(), List.of());
        if (isAddress(host)) {
            return names.stream().anyMatch(name -> isOf(name, ADDRESS) && sameAddress(host, name.get(1).toString()));
        }
        List<String> uris = names.stream().filter(name -> isOf(name, URI)).map(name -> name.get(1).toString().toLowerCase(Locale.ROOT))
                .filter(uri -> uri.startsWith("sip:")).toList();
        if (!uris.isEmpty()) {
            return uris.contains("sip:" + host.toLowerCase(Locale.ROOT));
        }
        return names.stream().anyMatch(name -> isOf(name, DNS_NAME) && name.get(1).toString().equalsIgnoreCase(host));
    }

    private static boolean isOf(List<?> name, int type) {
        return name.get(0).equals(type);
    }

    private static boolean isAddress(String host) {
        return host.startsWith("[") || host.chars().allMatch(c -> c == '.' || c >= '0' && c <= '9');
    }

    /** Both are literals, so nothing is looked up. */
    private static boolean sameAddress(String host, String other) {
        try {
            return InetAddress.getByName(host).equals(InetAddress.getByName(other));
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
