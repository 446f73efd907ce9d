package org.mailiwf.msrp.transport;

import org.mailiwf.msrp.protocol.MsrpUri;

/**
 * A relay that we authenticate to (RFC 4976).
 *
 * @param uri      where it is; {@code msrps} as the RFC demands, {@code msrp} within a network that is trusted
 * @param username for the digest
 * @param password for the digest
 */
public record MsrpRelay(MsrpUri uri, String username, String password) {

    @Override
    public String toString() {
        return uri.toString();
    }
}
