package org.mailiwf.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;

import org.junit.jupiter.api.Test;

class PeerConditionTest {

    @RequiresPeer(program = "sh", debianPackage = "dash")
    @RequiresPeer(program = "no-such-program", debianPackage = "no-such-package")
    private static final class OneOfTwoIsMissing {
    }

    private static final List<RequiresPeer> PEERS = List.of(OneOfTwoIsMissing.class.getAnnotationsByType(RequiresPeer.class));

    @Test
    void aMissingPeerSkipsTheTestAndNamesThePackage() {
        assertThat(PeerCondition.decide(PEERS, "auto")).satisfies(result -> {
            assertThat(result.isDisabled()).isTrue();
            assertThat(result.getReason()).contains("missing on this machine: no-such-program (apt-get install no-such-package)");
        });
    }

    @Test
    void aMissingPeerFailsTheTestWherePeersAreRequired() {
        assertThatThrownBy(() -> PeerCondition.decide(PEERS, "required"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("no-such-package");
    }

    @Test
    void aPeerThatIsThereIsAskedForNothing() {
        assertThat(PeerCondition.decide(PEERS.subList(0, 1), "required").isDisabled()).isFalse();
    }

    @Test
    void anyOtherModeIsAMistake() {
        assertThatThrownBy(() -> PeerCondition.decide(PEERS, "yes")).hasMessageContaining("auto and required");
    }
}
