package org.mailiwf.msrp.protocol;

import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** RFC 4975 section 9, from the values to the octets. */
class MsrpEncoderTest {

    private static final MsrpHead SEND = MsrpHead.request("a8Kd02LmQx9Z", "SEND", List.of(
            new MsrpField("To-Path", "msrp://relay.op.example:2855/r1;tcp msrp://203.0.113.77:40002/b7Tn4xAa1;tcp"),
            new MsrpField("From-Path", "msrp://198.51.100.20:2855/k3Jd9sW2pQ;tcp"),
            new MsrpField("Message-ID", "Lm5Vd0pYc7Hs2Ke1"),
            new MsrpField("Content-Type", "message/cpim")));

    @Test
    void aRequestWithABody() {
        assertThat(text(MsrpEncoder.beforeBody(SEND)) + "Hello" + text(MsrpEncoder.afterBody("a8Kd02LmQx9Z", Continuation.MORE)))
                .isEqualTo("MSRP a8Kd02LmQx9Z SEND\r\n"
                        + "To-Path: msrp://relay.op.example:2855/r1;tcp msrp://203.0.113.77:40002/b7Tn4xAa1;tcp\r\n"
                        + "From-Path: msrp://198.51.100.20:2855/k3Jd9sW2pQ;tcp\r\n"
                        + "Message-ID: Lm5Vd0pYc7Hs2Ke1\r\n"
                        + "Content-Type: message/cpim\r\n"
                        + "\r\n"
                        + "Hello\r\n"
                        + "-------a8Kd02LmQx9Z+\r\n");
    }

    @Test
    void aResponseGoesBackOneHop() throws Exception {
        MsrpHead relayed = MsrpHead.request("abcd", "SEND", List.of(
                new MsrpField("To-Path", "msrp://bob:1/b;tcp"), new MsrpField("From-Path", "msrp://relay:2/r;tcp msrp://alice:3/a;tcp")));
        assertThat(text(MsrpEncoder.encode(relayed.response(MsrpStatus.STOP_SENDING), Continuation.END))).isEqualTo(
                "MSRP abcd 413 Stop Sending Message\r\n"
                + "To-Path: msrp://relay:2/r;tcp\r\n"
                + "From-Path: msrp://bob:1/b;tcp\r\n"
                + "-------abcd$\r\n");
    }

    @Test
    void aResponseToAnotherMethodGoesTheWholeWayBack() throws Exception {
        MsrpHead auth = MsrpHead.request("abcd", "AUTH", List.of(
                new MsrpField("To-Path", "msrp://bob:1/b;tcp"), new MsrpField("From-Path", "msrp://relay:2/r;tcp msrp://alice:3/a;tcp")));
        assertThat(auth.response(MsrpStatus.UNKNOWN_METHOD).value("To-Path")).isEqualTo("msrp://relay:2/r;tcp msrp://alice:3/a;tcp");
    }

    @Test
    void nothingThatEndsALineGetsIntoAField() {
        for (String value : List.of("a\r\nb", "a\nb", "a\rb", "a\u0000b", "a\u0085b")) {
            assertThatThrownBy(() -> new MsrpField("Content-Type", value)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> new MsrpField(value, "x")).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> new MsrpStatus(200, value)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> MsrpUri.of(false, value, 1, "x")).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> MsrpUri.of(false, "x", 1, value)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void theTransactionIdDoesNotStandBehindHyphensInTheBody() {
        byte[] body = "xx\r\n-------abcd$\r\n".getBytes(StandardCharsets.US_ASCII);
        assertThat(EndLine.occurs(body, 0, body.length, "abcd")).isTrue();
        assertThat(EndLine.occurs(body, 0, body.length, "abce")).isFalse();
        assertThat(EndLine.occurs(body, 0, 14, "abcd")).isFalse();
        byte[] hyphens = "----------abcd".getBytes(StandardCharsets.US_ASCII);
        assertThat(EndLine.occurs(hyphens, 0, hyphens.length, "abcd")).isTrue();
        assertThat(MsrpEncoder.transactionIdFor(body, 0, body.length)).matches("[A-Za-z0-9]{20}");
    }

    private static String text(byte[] octets) {
        return new String(octets, StandardCharsets.UTF_8);
    }
}
