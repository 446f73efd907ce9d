package org.mailiwf.msrp.transport;

import java.util.List;
import java.util.Objects;

import org.mailiwf.msrp.protocol.MsrpPath;
import org.mailiwf.msrp.protocol.MsrpUri;

/**
 * The far side of a session, as offer and answer have settled it.
 *
 * @param path         {@code a=path} of the peer
 * @param active       whether we open the connection (RFC 6135)
 * @param host         to connect to; {@code null}: the first hop of the path. With RFC 6714 (CEMA) that of the {@code c=} line
 * @param port         to connect to; with {@code host}
 * @param fingerprints of the peer's certificate (RFC 8122); empty: its authority and name are checked
 */
public record MsrpRemote(MsrpPath path, boolean active, String host, int port, List<Fingerprint> fingerprints) {

    public MsrpRemote {
        Objects.requireNonNull(path);
        fingerprints = List.copyOf(fingerprints);
    }

    /** Connected by its path, without fingerprints. */
    public static MsrpRemote of(MsrpPath path, boolean active) {
        return new MsrpRemote(path, active, null, 0, List.of());
    }

    /** The same at another address. */
    public MsrpRemote at(String otherHost, int otherPort) {
        return new MsrpRemote(path, active, otherHost, otherPort, fingerprints);
    }

    /** The same with a certificate of one of these fingerprints. */
    public MsrpRemote with(List<Fingerprint> expected) {
        return new MsrpRemote(path, active, host, port, expected);
    }

    MsrpUri nextHop() {
        return path.first();
    }

    String connectHost() {
        return host == null ? nextHop().address() : host;
    }

    int connectPort() {
        return host == null ? nextHop().portOrDefault() : port;
    }
}
