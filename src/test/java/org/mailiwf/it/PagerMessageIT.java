package org.mailiwf.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.mailiwf.Gateway;
import org.mailiwf.peer.CpimMessage;
import org.mailiwf.peer.RequiresPeer;
import org.mailiwf.peer.SipMessage;
import org.mailiwf.peer.Sipp;
import org.mailiwf.peer.SmtpClient;

/** Tables 1 and 2 of the change request, row by row, in the octets that SIPp received for one mail that uses every row. */
@RequiresPeer(program = "sipp", debianPackage = "sip-tester")
class PagerMessageIT {

    private static final int BY_SECONDS = 120;
    private static final OffsetDateTime ORIG_DATE =
            OffsetDateTime.now(ZoneOffset.ofHours(1)).truncatedTo(ChronoUnit.SECONDS).minusSeconds(30);

    private static Sipp sipp;
    private static Gateway gateway;
    private static Instant mailReceived;
    private static SipMessage request;
    private static CpimMessage cpim;

    @BeforeAll
    static void sendTheMail() throws Exception {
        sipp = Sipp.start("answers", "udp");
        gateway = TestGateway.start(sipp.uri(), "iwf.max-forwards", "42");
        try (SmtpClient client = SmtpClient.greeted(gateway.smtpPort())) {
            mailReceived = Instant.now();
            assertThat(client.command("MAIL FROM:<alice@corp.example> BY=%d;R ENVID=QQ314159".formatted(BY_SECONDS)).code()).isEqualTo(250);
            assertThat(client.command("RCPT TO:<bob@op.example> NOTIFY=SUCCESS,FAILURE ORCPT=rfc822;bob@op.example").code()).isEqualTo(250);
            assertThat(client.data(
                    "From: Alice Example <alice@corp.example>",
                    "To: Bob <bob@op.example>",
                    "Date: " + DateTimeFormatter.RFC_1123_DATE_TIME.format(ORIG_DATE),
                    "Message-ID: <4711@corp.example>",
                    "Subject: Review moved",
                    "X-Priority: 1 (Highest)",
                    "Disposition-Notification-To: alice@corp.example",
                    "X-Mailer: a field that no table names",
                    "MIME-Version: 1.0",
                    "Content-Type: text/plain; charset=ISO-8859-1",
                    "Content-Transfer-Encoding: quoted-printable",
                    "",
                    "Hi Bob, the 14:00 review moved to room 4.2. Gr=FC=DFe, Alice").code()).isEqualTo(250);
        }
        request = sipp.receivedFor("bob").get(0);
        cpim = CpimMessage.parse(request.body());
    }

    @AfterAll
    static void stop() throws Exception {
        if (gateway != null) {
            gateway.close();
        }
        if (sipp != null) {
            sipp.close();
        }
    }

    @Test
    void theRequestHoldsExactlyTheHeaderFieldsOfTheTablesAndOfCpm() {
        assertThat(request.names()).containsExactlyInAnyOrder("Via", "Max-Forwards", "From", "To", "Call-ID", "CSeq", "P-Asserted-Identity",
                "P-Asserted-Service", "Accept-Contact", "Conversation-ID", "Contribution-ID", "Date", "Expires", "Priority", "Subject",
                "Content-Type", "Content-Length");
    }

    @Test
    void theCpimMessageHoldsExactlyItsHeadersInOrder() {
        assertThat(cpim.names())
                .containsExactly("From", "To", "DateTime", "Subject", "NS", "imdn.Message-ID", "imdn.Disposition-Notification");
        assertThat(cpim.header("NS")).isEqualTo("imdn <urn:ietf:params:imdn>");
        assertThat(cpim.contentHeaders()).containsExactly("Content-Type: text/plain; charset=UTF-8");
    }

    @Test
    void t1_rcptToBecomesRequestUriAndTo() {
        assertThat(request.startLine()).isEqualTo("MESSAGE sip:bob@op.example SIP/2.0");
        assertThat(request.header("To")).isEqualTo("<sip:bob@op.example>");
        assertThat(cpim.header("To")).isEqualTo("<sip:bob@op.example>");
    }

    @Test
    void t2_1_aSingleRecipientNeedsNoRecipientList() {
        assertThat(request.header("Content-Type")).isEqualTo("message/cpim");
    }

    @Test
    void t2_2_mailFromBecomesFromAndPAssertedIdentity() {
        assertThat(request.header("From")).matches("\"Alice Example\" <sip:alice%40corp\\.example@iwf\\.op\\.example>;tag=\\S+");
        assertThat(request.header("P-Asserted-Identity")).endsWith("<sip:alice%40corp.example@iwf.op.example>");
        assertThat(cpim.header("From")).isEqualTo("Alice Example <sip:alice%40corp.example@iwf.op.example>");
    }

    @Test
    void t2_3_origDateBecomesDateInGmtAndDateTimeWithItsOffset() {
        DateTimeFormatter sipDate = DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT);
        assertThat(request.header("Date")).isEqualTo(sipDate.format(ORIG_DATE.withOffsetSameInstant(ZoneOffset.UTC)));
        assertThat(cpim.header("DateTime")).isEqualTo(DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(ORIG_DATE));
    }

    @Test
    void t2_4_byTimeBecomesExpiresSoThatDatePlusExpiresIsTheDeliverByTime() {
        Instant deliverBy = mailReceived.plusSeconds(BY_SECONDS);
        Instant expiry = ORIG_DATE.toInstant().plusSeconds(Long.parseLong(request.header("Expires")));
        assertThat(expiry).isCloseTo(deliverBy, within(2, ChronoUnit.SECONDS));
        assertThat(Duration.between(mailReceived, deliverBy)).hasSeconds(BY_SECONDS);
    }

    @Test
    void t2_5_xPriority1BecomesPriorityUrgent() {
        assertThat(request.header("Priority")).isEqualTo("urgent");
    }

    @Test
    void t2_6_dispositionNotificationToBecomesTheImdnRequest() {
        assertThat(cpim.header("imdn.Disposition-Notification").split(", "))
                .containsExactlyInAnyOrder("positive-delivery", "negative-delivery", "display");
        // RFC 5438 section 6.3: at least 64 bits of randomness
        assertThat(cpim.header("imdn.Message-ID")).hasSizeGreaterThanOrEqualTo(11).doesNotContain("4711");
    }

    @Test
    void t2_7_subjectBecomesSubject() {
        assertThat(request.header("Subject")).isEqualTo("Review moved");
        assertThat(cpim.header("Subject")).isEqualTo("Review moved");
    }

    @Test
    void t2_8_maxForwardsIsTheProvidersPolicy() {
        assertThat(request.header("Max-Forwards")).isEqualTo("42");
    }

    @Test
    void t2_9_theBodyIsTheReadableTextInUtf8() {
        assertThat(cpim.content()).isEqualTo("Hi Bob, the 14:00 review moved to room 4.2. Grüße, Alice");
        assertThat(request.header("Content-Length"))
                .isEqualTo(Integer.toString(request.body().getBytes(StandardCharsets.UTF_8).length));
    }

    @Test
    void t2_10_viaIsTheGatewaysAddress() {
        assertThat(request.header("Via"))
                .startsWith("SIP/2.0/UDP 127.0.0.1:" + gateway.sipPort("udp") + ";")
                .contains(";branch=z9hG4bK");
    }

    @Test
    void t2_11_cseqIsSetByTheGateway() {
        assertThat(request.header("CSeq")).isEqualTo("1 MESSAGE");
    }

    @Test
    void t2_12_callIdIsSetByTheGatewayAndNewForEveryRequest() throws Exception {
        try (SmtpClient client = SmtpClient.greeted(gateway.smtpPort())) {
            assertThat(client.mail("alice@corp.example", "carol@op.example", "Subject: x", "", "y").code()).isEqualTo(250);
        }
        SipMessage next = sipp.receivedFor("carol").get(0);
        assertThat(next.header("Call-ID")).isNotEqualTo(request.header("Call-ID"));
        assertThat(next.header("Via")).isNotEqualTo(request.header("Via"));
        assertThat(next.header("From").replaceFirst(".*;tag=", "")).isNotEqualTo(request.header("From").replaceFirst(".*;tag=", ""));
    }

    @Test
    void cpmServiceAndConversationStandInTheRequest() {
        assertThat(request.header("P-Asserted-Service")).isEqualTo("urn:urn-7:3gpp-service.ims.icsi.oma.cpm.msg");
        assertThat(request.header("Accept-Contact")).isEqualTo("*;+g.3gpp.icsi-ref=\"urn%3Aurn-7%3A3gpp-service.ims.icsi.oma.cpm.msg\"");
        assertThat(request.header("Conversation-ID")).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
        assertThat(request.header("Contribution-ID")).matches("[0-9a-f]{32}");
    }
}
