package org.mailiwf.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.mailiwf.bench.Run;

class TallyTest {

    private final Tally tally = new Tally();

    @Test
    void theSameBranchAgainIsARetransmissionAndAnotherBranchIsASecondMessage() {
        tally.received("1run1@bench.example", "z9hG4bKa");
        tally.received("1run1@bench.example", "z9hG4bKa");
        tally.received("2run1@bench.example", "z9hG4bKb");
        tally.received("2run1@bench.example", "z9hG4bKc");

        assertThat(tally.retransmissions()).isEqualTo(1);
        assertThat(tally.doubled()).containsExactly("2run1@bench.example");
    }

    @Test
    void recipientsAreCountedForTheirRunAlone() {
        tally.received("1run1@bench.example", "z9hG4bKa");
        tally.received("2run1@bench.example", "z9hG4bKb");
        tally.received("1run11@bench.example", "z9hG4bKc");

        assertThat(tally.recipients(new Run(1))).isEqualTo(2);
        assertThat(tally.recipients(new Run(11))).isEqualTo(1);
        assertThat(tally.recipients(new Run(2))).isZero();
    }
}
