package org.mailiwf.sip;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Finds the servers of a SIP domain (RFC 3263 section 4). The component takes the one that it finds in the registry; without one it takes
 * a host name for a host and asks the system for its address.
 */
public interface HopResolver {

    /**
     * Asks, without waiting.
     *
     * @param host       the host of a URI without port: a domain name, never an address
     * @param transport  the transport that the URI names, or {@code null}
     * @param secure     whether nothing but TLS will do
     * @param transports the transports that can be used: of udp, tcp and tls
     * @return           where to send, in order of preference, the host of each being {@code host}: that is the name that a certificate must
     *                   have (RFC 5922 section 4). Empty if there is no such domain or it has no such server; failed if nobody could say.
     */
    CompletableFuture<List<SipHop>> resolve(String host, String transport, boolean secure, Set<String> transports);
}
