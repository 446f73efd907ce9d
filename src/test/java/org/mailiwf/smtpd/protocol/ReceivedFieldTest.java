package org.mailiwf.smtpd.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Instant;

import org.junit.jupiter.api.Test;

class ReceivedFieldTest {

    private static final Instant NOW = Instant.parse("2026-11-03T08:05:06Z");

    @Test
    void fieldOfAMailForOne() throws Exception {
        assertThat(ReceivedField.of("mail.corp.example", InetAddress.getByName("192.0.2.7"), "iwf.op.example", "ESMTP", "id1",
                "bob@op.example", NOW)).isEqualTo("""
                        Received: from mail.corp.example ([192.0.2.7])\r
                        \tby iwf.op.example with ESMTP id id1\r
                        \tfor <bob@op.example>;\r
                        \tTue, 3 Nov 2026 08:05:06 +0000\r
                        """);
    }

    @Test
    void fieldOfAMailForSeveralOverIpv6() throws Exception {
        InetAddress client = InetAddress.getByName("2001:db8::1");
        assertThat(ReceivedField.of("[IPv6:2001:db8::1]", client, "iwf.op.example", "UTF8SMTP", "id1", null, NOW))
                .isEqualTo("""
                        Received: from [IPv6:2001:db8::1] ([IPv6:2001:db8:0:0:0:0:0:1])\r
                        \tby iwf.op.example with UTF8SMTP id id1;\r
                        \tTue, 3 Nov 2026 08:05:06 +0000\r
                        """);
    }
}
