package org.mailiwf.verification;

import java.nio.charset.StandardCharsets;

import com.code_intelligence.jazzer.junit.FuzzTest;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever a field or a tag list holds: it is read or not, and no field that names us first is taken for somebody else's. */
class AuthenticationResultsFuzzTest {

    private static final String OURS = "iwf.op.example";

    @FuzzTest(maxDuration = "2m")
    void field(byte[] octets) {
        String value = new String(octets, StandardCharsets.UTF_8);
        String id = AuthenticationResults.authservId(value);
        assertThat(id == null || value.replace("\\", "").contains(id.replace("\\", ""))).isTrue();
        if (value.strip().toLowerCase().startsWith(OURS + ";")) {
            assertThat(AuthenticationResults.isOurs(value, OURS)).isTrue();
        }
        TagList tags = TagList.parse(value);
        if (tags != null) {
            String first = tags.get(tags.first());
            assertThat(first).isEqualTo(first.strip());
            assertThat(tags.unfolded(tags.first())).doesNotContainAnyWhitespaces();
        }
    }
}
