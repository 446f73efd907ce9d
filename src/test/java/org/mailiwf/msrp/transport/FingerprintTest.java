package org.mailiwf.msrp.transport;

import java.util.Locale;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** RFC 8122 section 5. */
class FingerprintTest {

    private static final String TEXT = "sha-256 12:DF:3E:5D:49:6B:19:E5:7C:AB:4A:AD:B9:B1:3F:82:"
            + "18:3B:54:02:12:DF:3E:5D:49:6B:19:E5:7C:AB:4A:AD";

    @Test
    void aFingerprintIsReadAndWritten() {
        assertThat(Fingerprint.parse(TEXT)).hasToString(TEXT);
        assertThat(Fingerprint.parse(TEXT.toLowerCase(Locale.ROOT))).isEqualTo(Fingerprint.parse(TEXT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sha-256", "sha-256 AA", "sha-1 4A:AD:B9:B1:3F:82:18:3B:54:02:12:DF:3E:5D:49:6B:19:E5:7C:AB", "md5 AA",
            "sha-999 AA",
        "sha-256 4A-AD:B9:B1:3F:82:18:3B:54:02:12:DF:3E:5D:49:6B:19:E5:7C:AB:3E:4B:65:2E:7D:46:3F:54:42:CD:54:F1"})
    void aWeakOrWrongFingerprintIsNone(String text) {
        assertThatThrownBy(() -> Fingerprint.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
