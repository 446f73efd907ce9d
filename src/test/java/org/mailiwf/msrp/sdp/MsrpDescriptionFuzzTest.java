package org.mailiwf.msrp.sdp;

import java.nio.charset.StandardCharsets;

import com.code_intelligence.jazzer.junit.FuzzTest;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever a far side offers: it is read or refused, and what is read is written again the same. */
class MsrpDescriptionFuzzTest {

    @FuzzTest(maxDuration = "2m")
    void description(byte[] octets) throws SdpException {
        MsrpDescription description;
        try {
            description = MsrpDescription.parse(octets);
        } catch (SdpException e) {
            assertThat(e.getMessage()).matches("[ -~]+");
            return;
        }
        MsrpMedia media = description.media();
        MsrpDescription again = MsrpDescription.parse(description.encode());
        assertThat(again.origin()).isEqualTo(description.origin());
        assertThat(again.others()).isEqualTo(description.others());
        // the only one that is not written: nobody asks for a file here
        assertThat(again.media()).isEqualTo(media.withFileSelector(null));
        if (media.address() != null) {
            String answer = new String(description.answer(1, media).encode(), StandardCharsets.UTF_8);
            assertThat(answer.lines().filter(line -> line.startsWith("m=")).count()).isEqualTo(description.others().size() + 1L);
        }
        media.accepts("text/plain");
        media.acceptsWrapped("image/jpeg");
    }
}
