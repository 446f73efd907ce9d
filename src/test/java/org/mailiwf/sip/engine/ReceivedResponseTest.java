package org.mailiwf.sip.engine;

import java.nio.charset.StandardCharsets;
import java.text.ParseException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ReceivedResponseTest {

    @Test
    void statusReasonBranchAndMethodAreRead() throws ParseException {
        ReceivedResponse response = response("SIP/2.0 480 Temporarily Unavailable\r\n"
                + "Via: SIP/2.0/UDP 192.0.2.1:5060;received=192.0.2.9; Branch = z9hG4bK1;rport=5061\r\nCSeq: 7 MESSAGE\r\nRetry-After: 5\r\n\r\n");

        assertThat(response.status()).isEqualTo(480);
        assertThat(response.reason()).isEqualTo("Temporarily Unavailable");
        assertThat(response.branch()).isEqualTo("z9hG4bK1");
        assertThat(response.method()).isEqualTo("MESSAGE");
        assertThat(response.fields()).hasSize(3);
    }

    @Test
    void compactFormsAndAnEmptyReasonAreRead() throws ParseException {
        ReceivedResponse response = response("SIP/2.0 200 \r\nv: SIP/2.0/UDP a;branch=z9hG4bK1\r\nCSeq: 1  OPTIONS\r\n\r\n");

        assertThat(response.reason()).isEmpty();
        assertThat(response.branch()).isEqualTo("z9hG4bK1");
        assertThat(response.method()).isEqualTo("OPTIONS");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "SIP/2.0 099 No\r\nVia: SIP/2.0/UDP a;branch=z\r\nCSeq: 1 MESSAGE\r\n\r\n",
        "SIP/2.0 700 No\r\nVia: SIP/2.0/UDP a;branch=z\r\nCSeq: 1 MESSAGE\r\n\r\n",
        "SIP/2.0 20\r\nVia: SIP/2.0/UDP a;branch=z\r\nCSeq: 1 MESSAGE\r\n\r\n",
        "SIP/2.0 2000 OK\r\nVia: SIP/2.0/UDP a;branch=z\r\nCSeq: 1 MESSAGE\r\n\r\n",
        "SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP a\r\nCSeq: 1 MESSAGE\r\n\r\n",
        "SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP a;branch=z\r\n\r\n",
        "SIP/2.0 200 OK\r\nCSeq: 1 MESSAGE\r\n\r\n",
        "SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP a;branch=z\r\nVia: SIP/2.0/UDP b;branch=y\r\nCSeq: 1 MESSAGE\r\n\r\n",
        "SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP a;branch=z, SIP/2.0/UDP b;branch=y\r\nCSeq: 1 MESSAGE\r\n\r\n",
        "SIP/2.0 200 OK\r\n\r\n", "SIP/2.0 "})
    void whatIsMalformedOrHasSeveralViasIsNoResponseForUs(String octets) throws ParseException {
        assertThat(response(octets)).isNull();
    }

    private static ReceivedResponse response(String octets) throws ParseException {
        return ReceivedResponse.of(ReceivedMessage.read(octets.getBytes(StandardCharsets.UTF_8)));
    }
}
