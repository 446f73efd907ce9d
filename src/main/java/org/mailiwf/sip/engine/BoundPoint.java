package org.mailiwf.sip.engine;

import java.net.InetAddress;
import java.util.function.Consumer;

import org.mailiwf.sip.IncomingSipRequest;
import org.mailiwf.sip.SipListeningPoint;

/**
 * A listening point that is bound.
 *
 * @param point    with its real port
 * @param address  the address of its socket
 * @param requests takes the requests that come to it
 */
record BoundPoint(SipListeningPoint point, InetAddress address, Consumer<IncomingSipRequest> requests) {

    /** Whether its socket can send to that address, as far as the family tells. */
    boolean reaches(InetAddress remote) {
        return address.isAnyLocalAddress() || address.getClass() == remote.getClass();
    }
}
