package org.mailiwf.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mailiwf.sip.SourceLimits.Verdict.DROP;
import static org.mailiwf.sip.SourceLimits.Verdict.REFUSE;
import static org.mailiwf.sip.SourceLimits.Verdict.WITHIN;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

class SourceLimitsTest {

    private final AtomicLong clock = new AtomicLong();
    private final SourceLimits limits = new SourceLimits(10, clock::get);

    @Test
    void aSecondsWorthIsTakenATenthOfThatRefusedAndTheRestDropped() throws Exception {
        for (int i = 0; i < 10; i++) {
            assertThat(take("192.0.2.1")).isEqualTo(WITHIN);
        }
        assertThat(take("192.0.2.1")).isEqualTo(REFUSE);
        assertThat(take("192.0.2.1")).isEqualTo(DROP);
        assertThat(take("192.0.2.2")).isEqualTo(WITHIN);
    }

    @Test
    void timeFillsTheBucketAgain() throws Exception {
        for (int i = 0; i < 12; i++) {
            take("192.0.2.1");
        }
        clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(100));

        assertThat(take("192.0.2.1")).isEqualTo(WITHIN);
        assertThat(take("192.0.2.1")).isEqualTo(DROP);
    }

    @Test
    void addressesOfOneIpv6NetworkAreOneSource() throws Exception {
        for (int i = 0; i < 10; i++) {
            take("2001:db8::" + i);
        }

        assertThat(take("2001:db8::ffff:1")).isEqualTo(REFUSE);
        assertThat(take("2001:db8:0:1::1")).isEqualTo(WITHIN);
    }

    @Test
    void asManySourcesAsThereAreAddressesNeedNoMoreMemoryThanTenThousand() throws Exception {
        for (int i = 0; i < 10; i++) {
            take("192.0.2.1");
        }
        for (int i = 0; i < 10_000; i++) {
            take("10.0." + i / 256 + "." + i % 256);
        }

        assertThat(take("192.0.2.1")).isEqualTo(WITHIN);
    }

    @Test
    void zeroIsNoLimit() throws Exception {
        SourceLimits none = new SourceLimits(0, clock::get);
        for (int i = 0; i < 10_000; i++) {
            assertThat(none.take(InetAddress.getByName("192.0.2.1"))).isEqualTo(WITHIN);
        }
    }

    private SourceLimits.Verdict take(String source) throws UnknownHostException {
        return limits.take(InetAddress.getByName(source));
    }
}
