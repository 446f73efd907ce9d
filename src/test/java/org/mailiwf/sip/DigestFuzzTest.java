package org.mailiwf.sip;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;

import com.code_intelligence.jazzer.junit.FuzzTest;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever challenge or credentials a far side sends: what we write of it is one field, and nobody gets in by it. */
class DigestFuzzTest {

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

    @FuzzTest(maxDuration = "2m")
    void credentials(byte[] octets) throws Exception {
        SipField field = SipField.received("Authorization", new String(octets, StandardCharsets.UTF_8));
        DigestCredentials credentials = field == null ? null : DigestCredentials.read(field);
        if (credentials != null) {
            assertThat(credentials.count()).isBetween(0L, 0xffffffffL);
            assertThat(credentials.expected("00", "MESSAGE")).matches("[0-9a-f]{32}|[0-9a-f]{64}");
            assertThat(new DigestNonces(System::currentTimeMillis).use(credentials.nonce(), credentials.count(),
                    InetAddress.getLoopbackAddress())).isFalse();
            assertThat(List.of(credentials.username(), credentials.realm())).noneMatch(each -> each.matches("(?s).*" + LINE_ENDS + ".*"));
        }
    }
}
