package org.mailiwf.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;

import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.mailiwf.smtpd.SmtpConstants;

/**
 * Whatever stands in envelope and mail: whom nobody has authenticated never makes the gateway assert anything but itself, and no mail
 * comes from another SIP domain than the gateway's.
 */
class SenderIdentityPropertyTest {

    private static final int MAILS = 20_000;
    private static final String GATEWAY = "<sip:mail@iwf.op.example>";
    private static final List<String> TRUSTED = List.of("127.0.0.1", "127.3.2.1", "10.1.2.3", "::1", "2001:db8:0:1::5");
    private static final List<String> OTHERS = List.of("203.0.113.9", "128.0.0.1", "11.1.2.3", "::2", "2001:db8:0:2::5", "::ffff:203.0.113.9",
            "",
            "localhost", "127.0.0.1.evil.example", "10.1.2.3, 127.0.0.1");
    private static final List<String> LOCALS = List.of("alice", "mail", "mailer-daemon", "a%40b", "\"a b\"", "\"x@y\"", "sip:x", "a;b=c", "a>b",
            "a<b",
            "j\u00f6rg", "a?b", "a,b", "\u202eb");
    private static final List<String> DOMAINS = List.of("corp.example", "IWF.op.example", "op.example", "[192.0.2.1]",
            "b\u00fccher.example", "evil.example");
    private static final List<String> NAMES = List.of("", "Alice ", "\"The \\\"Boss\\\"\" ", "=?utf-8?q?=0D=0AP-Asserted-Identity=3A_x?= ", "via e-mail ",
            "<sip:boss@op.example> ", "\u0000\r ");
    private static final List<String> FIELDS = List.of("From", "Sender", "Reply-To", "P-Asserted-Identity", "X-Auth-User", "CamelSmtpAuthUser",
            "Authentication-Results");

    private final Random random = new Random(433);
    private final SenderIdentity identity = new SenderIdentity();

    private <T> T oneOf(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private String address() {
        return random.nextInt(12) == 0 ? "" : oneOf(LOCALS) + "@" + oneOf(DOMAINS);
    }

    @Test
    void nobodyWhoIsNotAuthenticatedMakesUsAssertTheirName() {
        identity.setDomain("iwf.op.example");
        identity.setTrustedNetworks("127.0.0.0/8,10.0.0.0/8,::1,2001:db8:0:1::/64");
        int asserted = 0;
        int marked = 0;
        for (int i = 0; i < MAILS; i++) {
            String mailFrom = address();
            boolean trustedNetwork = random.nextBoolean();
            boolean loggedIn = random.nextInt(3) == 0;
            String user = random.nextBoolean() ? "" : "alice";
            Exchange mail = TestMail.of(oneOf(FIELDS) + ": " + oneOf(NAMES) + "<" + (random.nextBoolean() ? mailFrom : address()) + ">",
                            "From: " + oneOf(NAMES).replaceAll("\\p{Cntrl}", "") + "<" + (random.nextBoolean() ? mailFrom : address()) + ">")
                    .mailFrom(mailFrom).client(oneOf(trustedNetwork ? TRUSTED : OTHERS))
                    .header(SmtpConstants.AUTH_USER, loggedIn ? user : null).exchange();
            boolean believed = trustedNetwork || loggedIn && !user.isEmpty();

            identity.process(mail);

            String from = mail.getProperty("senderFrom", String.class);
            String who = mail.getProperty("senderAsserted", String.class);
            String uri = from.substring(from.lastIndexOf('<'));
            assertThat(uri).matches("<sip:[!-~&&[^<>\"\\\\@]]+@iwf\\.op\\.example>");
            assertThat(who).isEqualTo(believed && !mailFrom.isEmpty() ? uri : GATEWAY);
            if (mailFrom.isEmpty()) {
                assertThat(from).isEqualTo("<sip:mailer-daemon@iwf.op.example>");
            } else {
                assertThat(uri).as("no mail address is the gateway's own").contains("%40").isNotEqualTo(GATEWAY);
            }
            if (!believed && from.startsWith("\"")) {
                assertThat(from).contains(" via e-mail\" <");
                marked++;
            }
            asserted += who.equals(GATEWAY) ? 0 : 1;
        }
        assertThat(asserted).as("some are asserted, and some are not").isBetween(MAILS / 4, MAILS * 3 / 4);
        assertThat(marked).isGreaterThan(MAILS / 100);
    }
}
