package org.mailiwf.lookup.dns;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

import org.mailiwf.net.IpLiteral;
import org.xbill.DNS.ResolverConfig;

/** Reads the setting {@code iwf.dns.servers}. */
final class DnsServers {

    static final String KEY = "iwf.dns.servers";
    static final String ALLOWED = "addresses with or without port such as 192.0.2.53:53,[2001:db8::53]:53, or empty for those of the system";

    private static final int PORT = 53;

    private DnsServers() {
    }

    /** @throws IllegalArgumentException naming key, value and what is allowed */
    static List<InetSocketAddress> parse(String text) {
        if (text.isBlank()) {
            return List.copyOf(ResolverConfig.getCurrentConfig().servers());
        }
        List<InetSocketAddress> servers = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            servers.add(server(part.strip(), text));
        }
        return servers;
    }

    private static InetSocketAddress server(String server, String text) {
        int bracket = server.indexOf(']');
        int colon = server.indexOf(':', Math.max(bracket, 0));
        boolean bareIpv6 = bracket < 0 && colon >= 0 && server.indexOf(':', colon + 1) >= 0;
        String host = bareIpv6 || colon < 0 ? server : server.substring(0, colon);
        if (bracket > 0 && host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, bracket);
        }
        byte[] address = IpLiteral.octets(host);
        int port = bareIpv6 || colon < 0 ? PORT : port(server.substring(colon + 1));
        if (address == null || port < 1) {
            throw new IllegalArgumentException(KEY + ": '" + text + "' is not allowed; allowed: " + ALLOWED);
        }
        try {
            return new InetSocketAddress(InetAddress.getByAddress(address), port);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int port(String digits) {
        boolean number = !digits.isEmpty() && digits.length() <= 5 && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        int port = number ? Integer.parseInt(digits) : 0;
        return port <= 65535 ? port : 0;
    }
}
