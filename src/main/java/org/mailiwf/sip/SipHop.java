package org.mailiwf.sip;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/**
 * Where a request is sent.
 *
 * @param transport udp, tcp or tls
 * @param host      host name or address; an IPv6 address in brackets
 * @param port      1 to 65535
 * @param address   the address of the server, where the DNS was asked for it before; {@code null}: that of the host. The host remains what
 *                  the server must prove to be (RFC 5922 section 4).
 */
public record SipHop(String transport, String host, int port, InetAddress address) {

    /** A hop whose address is that of its host. */
    public SipHop(String transport, String host, int port) {
        this(transport, host, port, null);
    }

    /**
     * Where to connect to. Asks the system for the address of the host, unless it is known.
     *
     * @throws UnknownHostException if the host has none
     */
    public InetSocketAddress remote() throws UnknownHostException {
        return new InetSocketAddress(address == null ? InetAddress.getByName(host) : address, port);
    }

    /** The same server by another transport. */
    SipHop over(String other) {
        return new SipHop(other, host, port, address);
    }

    /**
     * The hop that a URI names by itself, without DNS: its transport (UDP when it names none) and its port (5060, 5061 for TLS).
     *
     * @param  secure                   whether TLS stands for a transport that is not named
     * @throws IllegalArgumentException if it is not a sip or sips URI
     */
    static SipHop of(SipUri uri, boolean secure) {
        if (!uri.isSip()) {
            throw new IllegalArgumentException("No next hop: " + uri.text() + " does not say where to send the request");
        }
        String transport = uri.scheme().equals("sips") ? "tls" : uri.transport() != null ? uri.transport() : secure ? "tls" : "udp";
        int port = uri.port() > 0 ? uri.port() : transport.equals("tls") ? 5061 : 5060;
        return new SipHop(transport, uri.host(), port);
    }

    /** Whether the transport delivers or fails: no retransmission by the transaction (RFC 3261 section 17). */
    public boolean reliable() {
        return !transport.equals("udp");
    }

    @Override
    public String toString() {
        return transport + ":" + host + ":" + port + (address == null ? "" : " (" + address.getHostAddress() + ")");
    }
}
