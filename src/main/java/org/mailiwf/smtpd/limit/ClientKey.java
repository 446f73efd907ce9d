package org.mailiwf.smtpd.limit;

import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * What counts as one client: an IPv4 address, or the first 64 bits of an IPv6 address, of which whoever has one has all.
 *
 * @param v6     which of the two
 * @param prefix the bits
 */
record ClientKey(boolean v6, long prefix) {

    static ClientKey of(InetAddress address) {
        ByteBuffer octets = ByteBuffer.wrap(address.getAddress());
        return octets.remaining() == 4 ? new ClientKey(false, octets.getInt()) : new ClientKey(true, octets.getLong());
    }
}
