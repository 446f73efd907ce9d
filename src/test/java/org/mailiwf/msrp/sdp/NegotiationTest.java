package org.mailiwf.msrp.sdp;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailiwf.msrp.protocol.MsrpPath;
import org.mailiwf.msrp.protocol.MsrpUri;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Who connects, and to where (RFC 6135, RFC 6714). */
class NegotiationTest {

    private static final MsrpMedia OURS = media("198.51.100.20", 2855, "198.51.100.20");
    private static final MsrpMedia THEIRS = media("10.0.0.7", 40002, "203.0.113.77");

    @ParameterizedTest
    @CsvSource({"ACTPASS, PASSIVE, true", "ACTPASS, ACTIVE, false", "ACTIVE, PASSIVE, true", "PASSIVE, ACTIVE, false", "ACTPASS,, true",
            "ACTIVE,, true",
        ",, true", ", ACTIVE, false"})
    void theAnswerSaysWhoConnects(Setup offered, Setup answered, boolean active) throws Exception {
        assertThat(Negotiation.offered(OURS.withSetup(offered), THEIRS.withSetup(answered)).active()).isEqualTo(active);
        assertThat(Negotiation.answered(OURS.withSetup(offered), THEIRS.withSetup(answered)).active()).isEqualTo(!active);
    }

    @ParameterizedTest
    @CsvSource({"ACTIVE, ACTIVE", "PASSIVE, PASSIVE", "ACTPASS, ACTPASS", "ACTPASS, HOLDCONN", "PASSIVE,"})
    void anAnswerThatDoesNotFitIsRefused(Setup offered, Setup answered) {
        assertThatThrownBy(() -> Negotiation.offered(OURS.withSetup(offered), THEIRS.withSetup(answered))).isInstanceOf(SdpException.class);
    }

    @Test
    void anAnswerWithAnotherTransportIsRefused() {
        MsrpMedia secure = MsrpMedia.of(MsrpPath.of(MsrpUri.of(true, "h", 1, "s")), List.of("*"), ConnectionAddress.of("h"));
        assertThatThrownBy(() -> Negotiation.offered(OURS, secure)).isInstanceOf(SdpException.class);
    }

    @Test
    void ourAnswerFitsTheOffer() throws Exception {
        assertThat(Negotiation.answerTo(OURS, Setup.ACTIVE)).isNull();
        assertThat(Negotiation.answerTo(OURS.withSetup(Setup.ACTIVE), Setup.ACTIVE)).isEqualTo(Setup.PASSIVE);
        assertThat(Negotiation.answerTo(OURS.withSetup(Setup.PASSIVE), Setup.PASSIVE)).isEqualTo(Setup.ACTIVE);
        assertThat(Negotiation.answerTo(OURS.withSetup(Setup.ACTPASS), Setup.PASSIVE)).isEqualTo(Setup.PASSIVE);
        assertThatThrownBy(() -> Negotiation.answerTo(OURS.withSetup(Setup.HOLDCONN), Setup.ACTIVE)).isInstanceOf(SdpException.class);
    }

    @Test
    void withCemaOnBothSidesTheConnectionGoesToTheAddressOfTheMedium() throws Exception {
        Negotiation negotiation = Negotiation.offered(OURS.withCema(true), THEIRS.withCema(true));
        assertThat(negotiation.host()).isEqualTo("203.0.113.77");
        assertThat(negotiation.port()).isEqualTo(40002);
    }

    @Test
    void withoutCemaOnOneSideItGoesToThePath() throws Exception {
        assertThat(Negotiation.offered(OURS.withCema(true), THEIRS).host()).isNull();
        assertThat(Negotiation.offered(OURS, THEIRS.withCema(true)).host()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"SENDONLY, RECVONLY, true, false", "RECVONLY, SENDONLY, false, true", "SENDRECV, SENDRECV, true, true",
        "INACTIVE, INACTIVE, false, false"})
    void directionsAreMirrored(Direction direction, Direction mirrored, boolean sends, boolean receives) {
        assertThat(direction.mirrored()).isEqualTo(mirrored);
        assertThat(direction.sends()).isEqualTo(sends);
        assertThat(direction.receives()).isEqualTo(receives);
    }

    private static MsrpMedia media(String host, int port, String address) {
        return MsrpMedia.of(MsrpPath.of(MsrpUri.of(false, host, port, "s")), List.of("*"), ConnectionAddress.of(address));
    }
}
