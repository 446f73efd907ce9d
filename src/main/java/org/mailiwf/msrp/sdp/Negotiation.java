package org.mailiwf.msrp.sdp;

/**
 * What an offer and its answer have settled, as seen from one side.
 *
 * @param ours   our media description
 * @param theirs that of the peer
 * @param active whether we open the connection
 */
public record Negotiation(MsrpMedia ours, MsrpMedia theirs, boolean active) {

    /** We have offered. @throws SdpException if the answer does not fit the offer */
    public static Negotiation offered(MsrpMedia offer, MsrpMedia answer) throws SdpException {
        if (offer.secure() != answer.secure()) {
            throw new SdpException("an answer of another transport than the offer");
        }
        // RFC 6135 section 4.2: an answer without a=setup is of somebody who does not know it, and the offerer connects (RFC 4975 section
        // 8.5)
        Setup setup = answer.setup() == null ? Setup.PASSIVE : answer.setup();
        boolean fits = setup == Setup.PASSIVE && offer.setup() != Setup.PASSIVE || setup == Setup.ACTIVE && offer.setup() != Setup.ACTIVE;
        if (!fits) {
            throw new SdpException("an a=setup that does not fit the offer");
        }
        return new Negotiation(offer, answer, setup == Setup.PASSIVE);
    }

    /**
     * The {@code a=setup} of our answer; {@code null} where the offer has none.
     *
     * @param  preferred what we are where the offer leaves it to us: {@link Setup#ACTIVE} or {@link Setup#PASSIVE}
     * @throws SdpException if the offer holds the connection
     */
    public static Setup answerTo(MsrpMedia offer, Setup preferred) throws SdpException {
        if (offer.setup() == null) {
            return null;
        }
        return switch (offer.setup()) {
            case ACTIVE -> Setup.PASSIVE;
            case PASSIVE -> Setup.ACTIVE;
            case ACTPASS -> preferred;
            case HOLDCONN -> throw new SdpException("an offer that holds the connection");
        };
    }

    /** We have answered. */
    public static Negotiation answered(MsrpMedia offer, MsrpMedia answer) {
        return new Negotiation(answer, offer, answer.setup() == Setup.ACTIVE);
    }

    /** Whether both sides know RFC 6714: then the connection goes to the address of the {@code c=} and {@code m=} lines. */
    public boolean isCema() {
        return ours.cema() && theirs.cema() && theirs.address() != null;
    }

    /** The host to connect to; {@code null}: that of the path. An IPv6 address without brackets. */
    public String host() {
        return isCema() ? theirs.address().address() : null;
    }

    /** The port to connect to, with {@link #host()}. */
    public int port() {
        return theirs.port();
    }
}
