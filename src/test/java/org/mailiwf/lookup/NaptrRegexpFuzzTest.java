package org.mailiwf.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

/** Whatever a NAPTR record holds: it is a rule or is refused, in bounded time and space, and what a rule makes is bounded. */
class NaptrRegexpFuzzTest {

    @FuzzTest(maxDuration = "2m")
    void rule(FuzzedDataProvider data) {
        String number = "+" + data.consumeLong(100, 999_999_999_999_999L);
        String rule = data.consumeRemainingAsString();
        long start = System.nanoTime();
        try {
            String result = NaptrRegexp.parse(rule).apply(number);
            assertThat(result == null ? 0 : result.length()).isLessThanOrEqualTo(512);
        } catch (IllegalArgumentException e) {
            assertThat(e.getMessage()).isNotEmpty();
        }
        assertThat((System.nanoTime() - start) / 1_000_000).as("milliseconds").isLessThan(2_000);
    }
}
