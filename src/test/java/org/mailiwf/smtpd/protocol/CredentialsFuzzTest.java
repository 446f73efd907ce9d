package org.mailiwf.smtpd.protocol;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

import com.code_intelligence.jazzer.junit.FuzzTest;

import static org.assertj.core.api.Assertions.assertThat;

/** AUTH: a response is what the client meant, octet by octet, or it is refused with one of two replies. */
class CredentialsFuzzTest {

    @FuzzTest(maxDuration = "2m")
    void response(byte[] octets) {
        plain(new String(octets, StandardCharsets.UTF_8));
        plain(Base64.getEncoder().encodeToString(octets));
        try {
            String text = Credentials.text(Base64.getEncoder().encodeToString(octets));
            assertThat(text.getBytes(StandardCharsets.UTF_8)).isEqualTo(octets);
        } catch (CommandRefused refused) {
            assertThat(refused.reply()).isEqualTo(Replies.MALFORMED_RESPONSE);
        }
    }

    private static void plain(String base64) {
        try {
            Credentials credentials = Credentials.plain(base64);
            assertThat(credentials.user()).isNotEmpty().doesNotContain("\0");
            assertThat(credentials.password()).doesNotContain("\0");
            String response = "\0" + credentials.user() + "\0" + credentials.password();
            String decoded = new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
            assertThat(decoded).isIn(response, credentials.user() + response);
        } catch (CommandRefused refused) {
            assertThat(refused.reply()).isIn(Replies.MALFORMED_RESPONSE, Replies.BAD_CREDENTIALS);
        }
    }
}
