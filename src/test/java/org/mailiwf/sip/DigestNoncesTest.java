package org.mailiwf.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DigestNoncesTest {

    private long millis = 1_700_000_000_000L;
    private final DigestNonces nonces = new DigestNonces(() -> millis, 3);
    private InetAddress source;
    private InetAddress other;

    @BeforeEach
    void addresses() throws Exception {
        source = InetAddress.getByName("192.0.2.1");
        other = InetAddress.getByName("192.0.2.2");
    }

    @Test
    void eachIsAnotherAndServesItsAddressAlone() {
        String nonce = nonces.create(source);
        assertThat(nonces.create(source)).isNotEqualTo(nonce).hasSize(27);
        assertThat(nonces.use(nonce, 1, other)).isFalse();
        assertThat(nonces.use(nonce, 1, source)).isTrue();
    }

    @Test
    void aCountServesOnceAlsoWhenRequestsOvertakeEachOther() {
        String nonce = nonces.create(source);
        for (int count : List.of(1, 3, 2, 66, 4)) {
            assertThat(nonces.use(nonce, count, source)).as("count %d", count).isTrue();
        }
        for (int count : List.of(0, 1, 2, 3, 4, 66)) {
            assertThat(nonces.use(nonce, count, source)).as("count %d again", count).isFalse();
        }
        assertThat(nonces.use(nonce, 0xffffffffL, source)).isTrue();
        assertThat(nonces.use(nonce, 0xfffffffeL, source)).isTrue();
        assertThat(nonces.use(nonce, 5, source)).as("too far behind").isFalse();
    }

    @Test
    void itIsGoodForFiveMinutes() {
        String nonce = nonces.create(source);
        millis += DigestNonces.LIFETIME_MILLIS;
        assertThat(nonces.use(nonce, 1, source)).isTrue();
        millis += 1;
        assertThat(nonces.use(nonce, 2, source)).isFalse();
    }

    @Test
    void whatIsForgottenIsNotTakenAgain() {
        List<String> all = List.of(nonces.create(source), nonces.create(source), nonces.create(source), nonces.create(source));
        all.forEach(nonce -> assertThat(nonces.use(nonce, 1, source)).isTrue());
        assertThat(nonces.use(all.get(0), 1, source)).as("its counts are forgotten").isFalse();
        assertThat(nonces.use(all.get(0), 2, source)).isFalse();
        assertThat(nonces.use(all.get(1), 2, source)).isTrue();
    }

    @Test
    void whatIsForgedIsNotTaken() {
        String nonce = nonces.create(source);
        String changed = (nonce.charAt(0) == 'A' ? "B" : "A") + nonce.substring(1);
        for (String forged : List.of(changed, "", "A", nonce + "A", "=", "\u00e4", new DigestNonces(() -> millis).create(source))) {
            assertThat(nonces.use(forged, 1, source)).as(forged).isFalse();
        }
    }
}
