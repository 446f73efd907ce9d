package org.mailiwf.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailiwf.Gateway;
import org.mailiwf.peer.CpimMessage;
import org.mailiwf.peer.SipMessage;
import org.mailiwf.peer.SmtpClient;
import org.mailiwf.peer.UdpUserAgent;

/** Whatever a mail says, the names of the SIP and CPIM header fields stay those of a harmless mail. */
class HeaderInjectionIT {

    private static UdpUserAgent userAgent;
    private static Gateway gateway;
    private static Set<String> sipNames;
    private static List<String> cpimNames;

    @BeforeAll
    static void sendAHarmlessMail() throws Exception {
        userAgent = UdpUserAgent.start(request -> new UdpUserAgent.Answer("200 OK"));
        gateway = TestGateway.start(userAgent.uri());
        SipMessage harmless = send("alice@corp.example", "From: Alice <alice@corp.example>", "Subject: Review", "", "Moved.");
        sipNames = new TreeSet<>(harmless.names());
        cpimNames = CpimMessage.parse(harmless.body()).names();
    }

    @AfterAll
    static void stop() throws Exception {
        if (gateway != null) {
            gateway.close();
        }
        if (userAgent != null) {
            userAgent.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "=?UTF-8?Q?Review=0D=0AX-Evil:_1?=",
        "=?UTF-8?Q?Review=0D=0A=0D=0AEvil_body?=",
        "=?UTF-8?Q?Review=0AP-Asserted-Identity:_<sip:president@op.example>?=",
        "=?UTF-8?Q?Review=00=0BX-Evil:_1=7F?=",
        "=?UTF-8?Q?Review=C2=85X-Evil:_1=E2=80=A8X-Evil:_2?=",
        "Review \\r\\nX-Evil: 1 \\u000d\\u000aX-Evil: 2",
    })
    void aSubjectStaysOneLineOfOneField(String subject) throws Exception {
        assertHarmless(send("alice@corp.example", "From: Alice <alice@corp.example>", "Subject: " + subject, "", "Moved."));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "=?UTF-8?Q?Alice=0D=0ARoute:_<sip:evil.example;lr>?= <alice@corp.example>",
        "\"Alice\\\" <sip:president@op.example>;tag=1\\\"\" <alice@corp.example>",
        "=?UTF-8?Q?Alice=22_<sip:president@op.example>,_=22?= <alice@corp.example>",
        "\"Alice\\\\\" <alice@corp.example>",
    })
    void aDisplayNameStaysADisplayName(String from) throws Exception {
        SipMessage request = send("alice@corp.example", "From: " + from, "Subject: Review", "", "Moved.");

        assertHarmless(request);
        assertThat(withoutQuotedStrings(request.header("From"))).matches("\\S* ?<sip:alice%40corp\\.example@iwf\\.op\\.example>;tag=\\S+");
    }

    @Test
    void aMailCannotWriteTheHeadersOfTheExchange() throws Exception {
        SipMessage request = send("alice@corp.example",
                "CamelSipHeader-X-Evil: 1",
                "camelsipheader-x-evil: 2",
                "CamelCpimHeader-X-Evil: 3",
                "CamelSipRequestUri: sip:mallory@evil.example",
                "CamelSipNextHop: sip:evil.example",
                "CamelSmtpMailFrom: president@op.example",
                "org.apache.camel.evil: 4",
                "From: Alice <alice@corp.example>",
                "Subject: Review",
                "",
                "Moved.");

        assertHarmless(request);
        assertThat(request.requestUri()).isEqualTo("sip:bob@op.example");
        assertThat(request.header("From")).contains("<sip:alice%40corp.example@iwf.op.example>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"${body}", "{{iwf.domain}}", "${bean:identity?method=from}", "${header.CamelSmtpId}", "$simple{sys.user.home}"})
    void anExpressionInASubjectIsOnlyText(String subject) throws Exception {
        SipMessage request = send("alice@corp.example", "From: Alice <alice@corp.example>", "Subject: " + subject, "", "Moved.");

        assertHarmless(request);
        assertThat(request.header("Subject")).isEqualTo(subject);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "\"alice>;tag=1\"@corp.example",
        "\"alice president@op.example\"@corp.example",
        "alice%0d%0ax-evil@corp.example",
        "alice;transport=tcp?x=y@corp.example",
    })
    void aReversePathStaysInsideTheUserPart(String sender) throws Exception {
        try (SmtpClient client = SmtpClient.greeted(gateway.smtpPort())) {
            int before = userAgent.received().size();
            SmtpClient.Reply mail = client.command("MAIL FROM:<" + sender + ">");
            if (mail.code() != 250) {
                assertThat(mail.code()).isBetween(501, 553);
                return;
            }
            assertThat(client.command("RCPT TO:<bob@op.example>").code()).isEqualTo(250);
            assertThat(client.data("From: Alice <alice@corp.example>", "Subject: Review", "", "Moved.").code()).isEqualTo(250);
            SipMessage request = userAgent.received().get(before);
            assertHarmless(request);
            assertThat(request.header("From").replaceFirst("^\"?Alice\"? ", ""))
                    .matches("<sip:[^@<> ]+@iwf\\.op\\.example>;tag=\\S+");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "\"bob@evil.example;x\"",
        "\"bob>;tag=1\"",
        "\"bob mallory\"",
        "bob;transport=tcp",
        "bob?Route=%3Csip:evil.example%3E",
    })
    void aForwardPathStaysInsideTheUserPartOrIsRefused(String local) throws Exception {
        try (SmtpClient client = SmtpClient.greeted(gateway.smtpPort())) {
            int before = userAgent.received().size();
            assertThat(client.command("MAIL FROM:<alice@corp.example>").code()).isEqualTo(250);
            SmtpClient.Reply rcpt = client.command("RCPT TO:<" + local + "@op.example>");
            if (rcpt.code() != 250) {
                assertThat(rcpt.code()).isBetween(501, 555);
                return;
            }
            assertThat(client.data("From: Alice <alice@corp.example>", "Subject: Review", "", "Moved.").code()).isEqualTo(250);
            SipMessage request = userAgent.received().get(before);
            assertHarmless(request);
            assertThat(request.startLine()).matches("MESSAGE sip:[^@<> ]+@op\\.example SIP/2\\.0");
        }
    }

    private static void assertHarmless(SipMessage request) {
        assertThat(new TreeSet<>(request.names())).isEqualTo(sipNames);
        assertThat(request.names()).doesNotHaveDuplicates();
        CpimMessage cpim = CpimMessage.parse(request.body());
        assertThat(cpim.names()).isEqualTo(cpimNames);
        assertThat(cpim.content()).isEqualTo("Moved.");
        assertThat(request.headers()).noneMatch(header -> header.value().codePoints().anyMatch(Character::isISOControl));
    }

    private static String withoutQuotedStrings(String value) {
        return value.replaceAll("\"(\\\\.|[^\"\\\\])*\"", "");
    }

    private static SipMessage send(String sender, String... mail) throws Exception {
        try (SmtpClient client = SmtpClient.greeted(gateway.smtpPort())) {
            int before = userAgent.received().size();
            assertThat(client.mail(sender, "bob@op.example", mail).code()).isEqualTo(250);
            return userAgent.received().get(before);
        }
    }
}
