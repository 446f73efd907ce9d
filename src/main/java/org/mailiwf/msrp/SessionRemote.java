package org.mailiwf.msrp;

import java.util.ArrayList;
import java.util.List;

import org.mailiwf.msrp.sdp.Negotiation;
import org.mailiwf.msrp.sdp.SdpException;
import org.mailiwf.msrp.transport.Fingerprint;
import org.mailiwf.msrp.transport.MsrpRemote;

/** Where the far side is, as offer and answer have it. */
final class SessionRemote {

    private SessionRemote() {
    }

    /**
     * @throws SdpException if it names fingerprints, and none that can be checked
     */
    static MsrpRemote of(Negotiation agreed) throws SdpException {
        MsrpRemote remote = new MsrpRemote(agreed.theirs().path(), agreed.active(), agreed.host(), agreed.host() == null ? 0 : agreed.port(),
                List.of());
        List<String> named = agreed.theirs().fingerprints();
        if (!agreed.theirs().secure() || named.isEmpty()) {
            return remote;
        }
        List<Fingerprint> fingerprints = new ArrayList<>();
        for (String text : named) {
            try {
                fingerprints.add(Fingerprint.parse(text));
            } catch (IllegalArgumentException e) {
                continue;
            }
        }
        if (fingerprints.isEmpty()) {
            throw new SdpException("fingerprints that prove nothing");
        }
        return remote.with(fingerprints);
    }
}
