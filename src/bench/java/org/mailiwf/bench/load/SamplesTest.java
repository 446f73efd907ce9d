package org.mailiwf.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.DoubleStream;

import org.junit.jupiter.api.Test;

class SamplesTest {

    @Test
    void whatRisesOnlyInTheFirstThirdDoesNotGrow() {
        assertThat(samples(10, 50, 99, 100, 100, 100, 100, 100, 100).growth()).isEqualTo(1);
    }

    @Test
    void whatRisesSteadilyGrows() {
        assertThat(samples(100, 100, 100, 110, 120, 130, 140, 150, 160).growth()).isCloseTo(1.25, within(0.001));
    }

    @Test
    void twoSamplesTellNothing() {
        assertThatIllegalStateException().isThrownBy(() -> samples(1, 2).growth()).withMessageContaining("not 2");
    }

    @Test
    void theMostOfTheFirstThirdLeavesOutWhatCameLater() {
        Samples samples = samples(3, 5, 4, 9, 9, 9, 7, 8, 6);

        assertThat(samples.firstThirdMax()).isEqualTo(5);
        assertThat(samples.last()).isEqualTo(6);
        assertThat(samples.max()).isEqualTo(9);
    }

    private static Samples samples(double... values) {
        Samples samples = new Samples();
        DoubleStream.of(values).forEach(samples::add);
        return samples;
    }
}
