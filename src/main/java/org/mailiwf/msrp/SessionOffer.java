package org.mailiwf.msrp;

import java.security.SecureRandom;
import java.util.List;

import org.mailiwf.msrp.sdp.ConnectionAddress;
import org.mailiwf.msrp.sdp.Direction;
import org.mailiwf.msrp.sdp.MsrpDescription;
import org.mailiwf.msrp.sdp.MsrpMedia;
import org.mailiwf.msrp.sdp.Setup;
import org.mailiwf.msrp.transport.MsrpEndpoint;
import org.mailiwf.msrp.transport.MsrpSession;

/** How we describe our side of a session in SDP. */
final class SessionOffer {

    /** A host that is no address and has none (RFC 6761): who reads TS 24.247 section 8.3.1 so looks at the c= line. */
    private static final String NO_HOST = "msrp.invalid";
    private static final SecureRandom RANDOM = new SecureRandom();

    private SessionOffer() {
    }

    /** The {@code o=} line's session identifier. */
    static long sessionId() {
        return RANDOM.nextLong() >>> 2;
    }

    /** The host for the path of a session that we offer, which is ours but for one profile. */
    static String pathHost(String host, SdpProfile profile) {
        return profile == SdpProfile.IMS24247 ? NO_HOST : host;
    }

    /**
     * An offer to send one message.
     *
     * @param host by which others reach us
     */
    static MsrpDescription of(MsrpSession session, MsrpEndpoint transport, String host, MsrpCamelEndpoint options) {
        MsrpMedia media = MsrpMedia.of(session.localPath(), MediaTypes.parse(options.getAcceptTypes()), ConnectionAddress.of(host))
                .withAcceptWrappedTypes(MediaTypes.parse(options.getAcceptWrappedTypes())).withDirection(Direction.SENDONLY).withCema(true);
        media = session.isReachable() ? media.withSetup(Setup.ACTPASS) : media.withSetup(Setup.ACTIVE).withPort(MsrpMedia.DISCARD_PORT);
        return MsrpDescription.offer(sessionId(), withFingerprint(media, transport));
    }

    static MsrpMedia withFingerprint(MsrpMedia media, MsrpEndpoint transport) {
        return media.secure() && transport.fingerprint() != null ? media.withFingerprints(List.of(transport.fingerprint().toString())) : media;
    }
}
