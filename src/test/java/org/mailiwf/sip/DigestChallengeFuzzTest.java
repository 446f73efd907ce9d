package org.mailiwf.sip;

import java.nio.charset.StandardCharsets;

import com.code_intelligence.jazzer.junit.FuzzTest;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever challenge a far side sends: what we write of it is one field that reads as it was meant. */
class DigestChallengeFuzzTest {

    private static final String LINE_ENDS = "[\\p{Cntrl}\u0085\u2028\u2029]";
    private static final SipCredentials GATEWAY = new SipCredentials("gateway", "hunter2", "");

    @FuzzTest(maxDuration = "2m")
    void challenge(byte[] octets) {
        SipField field = SipField.received("WWW-Authenticate", new String(octets, StandardCharsets.UTF_8));
        DigestChallenge challenge = field == null ? null : DigestChallenge.read(field);
        if (challenge == null) {
            return;
        }
        SipField answer = new DigestSession(challenge, GATEWAY, "0a4f113b").authorize("MESSAGE", "sip:a@b.example", octets);
        assertThat(answer.name()).isEqualTo("Authorization");
        assertThat(answer.value()).doesNotContainPattern(LINE_ENDS);
        assertThat(DigestParameters.read(answer.value())).as(answer.value()).satisfiesAnyOf(
                parameters -> assertThat(parameters).containsEntry("username", "gateway").containsEntry("realm", challenge.realm())
                        .containsEntry("nonce", challenge.nonce()).containsEntry("uri", "sip:a@b.example"),
                tooLong -> assertThat(answer.value().length()).isGreaterThan(2048));
    }
}
