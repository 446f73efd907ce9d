package org.mailiwf.sip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;

import org.junit.jupiter.api.Test;

class SipListeningPointTest {

    @Test
    void aListIsSeparatedByCommas() {
        assertThat(SipListeningPoint.parseList("udp:127.0.0.1:5060, TCP:[::1]:0"))
                .containsExactly(new SipListeningPoint("udp", "127.0.0.1", 5060), new SipListeningPoint("tcp", "[::1]", 0));
        assertThat(SipListeningPoint.parseList("")).isEmpty();
    }

    @Test
    void aWrongPartIsNamed() {
        for (String wrong : List.of("127.0.0.1:5060", "udp:5060", "udp:127.0.0.1:70000", "udp:127.0.0.1:x", "sctp:127.0.0.1:5060")) {
            assertThatThrownBy(() -> SipListeningPoint.parseList("udp:127.0.0.1:1," + wrong)).hasMessageContaining(wrong)
                    .hasMessageContaining("udp:ADDRESS:PORT");
        }
    }
}
