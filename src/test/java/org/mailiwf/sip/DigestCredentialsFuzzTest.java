package org.mailiwf.sip;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;

import com.code_intelligence.jazzer.junit.FuzzTest;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever credentials a far side sends: nobody gets in by a nonce that is not ours, and nothing fails. */
class DigestCredentialsFuzzTest {

    private static final String LINE_ENDS = "[\\p{Cntrl}\u0085\u2028\u2029]";

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
