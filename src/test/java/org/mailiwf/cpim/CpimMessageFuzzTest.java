package org.mailiwf.cpim;

import com.code_intelligence.jazzer.junit.FuzzTest;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever octets a far side sends as message/cpim: they are read or refused, and what is read is written again the same. */
class CpimMessageFuzzTest {

    @FuzzTest(maxDuration = "2m")
    void object(byte[] octets) throws CpimException {
        CpimMessage message;
        try {
            message = CpimMessage.decode(octets);
        } catch (CpimException e) {
            assertThat(e.getMessage()).matches("[ -~]+");
            return;
        }
        CpimMessage again = CpimMessage.decode(message.encode());
        assertThat(again.headers()).isEqualTo(message.headers());
        assertThat(again.contentHeaders()).isEqualTo(message.contentHeaders());
        assertThat(again.content()).isEqualTo(message.content());
        message.headers().forEach(CpimMessageFuzzTest::header);
        message.text();
    }

    private static void header(CpimHeader header) {
        assertThat(header.name() + header.parameters() + header.value()).doesNotContainPattern("[\\p{Cntrl}\u0085]");
        header.lang();
        // what is written anew of a decoded text is one line again
        assertThat(CpimHeader.text(header.name(), header.text()).value()).doesNotContainPattern("[\\p{Cntrl}\u0085]");
        try {
            CpimAddress address = CpimAddress.parse(header.value());
            assertThat(CpimAddress.parse(address.toString())).isEqualTo(address);
        } catch (CpimException e) {
            assertThat(e.getMessage()).matches("[ -~]+");
        }
    }
}
