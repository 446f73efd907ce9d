package org.mailiwf.smtpd.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;

import org.junit.jupiter.api.Test;

class MailIdTest {

    @Test
    void idsAreShortAndDiffer() {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 20_000; i++) {
            String id = MailId.next();
            assertThat(id).matches("[0-9a-z]{14}");
            ids.add(id);
        }
        assertThat(ids).hasSize(20_000);
    }

    @Test
    void idsBeginWithTheTime() {
        long before = System.currentTimeMillis();
        long time = Long.parseLong(MailId.next().substring(0, 9), 36);
        assertThat(time).isBetween(before, System.currentTimeMillis());
    }
}
