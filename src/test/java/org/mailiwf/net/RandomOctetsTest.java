package org.mailiwf.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

class RandomOctetsTest {

    @Test
    void noOctetsAreHandedOutTwiceAcrossThreadsAndRefills() {
        RandomOctets random = new RandomOctets();
        Set<String> seen = ConcurrentHashMap.newKeySet();

        IntStream.range(0, 20_000).parallel().forEach(i -> seen.add(HexFormat.of().formatHex(random.next(12))));

        assertThat(seen).hasSize(20_000);
    }

    @Test
    void aWholeBufferCanBeAskedFor() {
        byte[] octets = new RandomOctets().next(4096);

        assertThat(octets).hasSize(4096);
        assertThat(IntStream.range(0, 4096).filter(i -> octets[i] != 0).count()).isGreaterThan(4000);
    }
}
