package org.mailiwf;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.IntFunction;

import org.apache.camel.EndpointInject;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.main.MainConfigurationProperties;
import org.apache.camel.test.junit5.CamelContextConfiguration;
import org.apache.camel.test.main.junit5.CamelMainTestSupport;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.mailiwf.msrp.MsrpConstants;
import org.mailiwf.msrp.MsrpContent;
import org.mailiwf.sip.SipConstants;
import org.mailiwf.smtpd.DeliverBy;
import org.mailiwf.smtpd.SmtpConstants;
import org.mailiwf.smtpd.SmtpRecipient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Which way a mail takes through the routes, and what its sender is told; the far side is two mocks. */
class LargeMessageModeTest {

    private static final String LONG = "From: alice@corp.example\r\nSubject: x\r\nMessage-ID: <1@corp.example>\r\n\r\n" + "The review moved. ".repeat(100);
    private static final String FILE = "From: alice@corp.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nHello\r\n"
            + "--b\r\nContent-Type: application/pdf; name=a.pdf\r\n\r\n%PDF\r\n--b--\r\n";

    abstract static class Routes extends CamelMainTestSupport {

        @EndpointInject("mock:sip:MESSAGE")
        private MockEndpoint sip;
        @EndpointInject("mock:msrp:message")
        private MockEndpoint msrp;

        /** What differs from the default; asked for by the constructor of the superclass. */
        Map<String, String> settings() {
            return Map.of();
        }

        @Override
        protected void configure(MainConfigurationProperties configuration) {
            configuration.withRoutesIncludePattern("file:routes/*.camel.yaml");
        }

        @Override
        protected String getPropertyPlaceholderLocations() {
            return "file:routes/application.properties";
        }

        @Override
        public void configureContext(CamelContextConfiguration context) {
            super.configureContext(context);
            Properties properties = new Properties();
            properties.putAll(settings());
            properties.setProperty("iwf.demo-handset.enabled", "false");
            properties.setProperty("iwf.sip.listen", "udp:127.0.0.1:0,tcp:127.0.0.1:0");
            properties.setProperty("iwf.msrp.listen", "tcp:127.0.0.1:0");
            context.withUseOverridePropertiesWithPropertiesComponent(properties);
            context.replaceRouteFromWith("email-to-cpm", "direct:in");
            context.withMockEndpointsAndSkip("(sip|msrp):.*");
        }

        /** INVITE is answered with this, and the transfer behind a 200 too. */
        void inviteAnswers(int status) {
            msrp.whenAnyExchangeReceived(exchange -> {
                exchange.getMessage().setHeader(SipConstants.STATUS_CODE, status);
                if (status == 200) {
                    exchange.getMessage().setHeader(MsrpConstants.STATUS_CODE, 200);
                }
            });
        }

        /** The n-th MESSAGE is answered with this. */
        void messageAnswers(IntFunction<Integer> status) {
            int[] count = {0};
            sip.whenAnyExchangeReceived(exchange -> exchange.getMessage().setHeader(SipConstants.STATUS_CODE, status.apply(++count[0])));
        }

        Message send(String mail, DeliverBy by) {
            Exchange exchange = template.request("direct:in", request -> {
                request.getMessage().setBody(new ByteArrayInputStream(mail.getBytes(StandardCharsets.UTF_8)));
                request.getMessage().setHeaders(new HashMap<>(Map.of(
                        SmtpConstants.CLIENT_ADDRESS, "127.0.0.1",
                        SmtpConstants.MAIL_FROM, "alice@corp.example",
                        SmtpConstants.RECIPIENT, SmtpRecipient.of("bob@op.example"),
                        SmtpConstants.RECIPIENT_COUNT, 1,
                        SmtpConstants.RESOLVED, "sip:bob@op.example")));
                request.getMessage().setHeader(SmtpConstants.DELIVER_BY, by);
            });
            assertThat(exchange.getException()).isNull();
            return exchange.getMessage();
        }

        String reply(String mail) {
            return reply(send(mail, null));
        }

        static String reply(Message message) {
            return message.getHeader(SmtpConstants.REPLY_CODE) + " " + message.getHeader(SmtpConstants.ENHANCED_STATUS) + " "
                    + message.getHeader(SmtpConstants.REPLY_TEXT);
        }

        /** The texts of the CPIM objects that were sent. */
        List<String> messages() {
            List<String> texts = new ArrayList<>();
            for (Exchange exchange : sip.getExchanges()) {
                String cpim = exchange.getMessage().getBody(String.class);
                texts.add(cpim.substring(cpim.indexOf("\r\n\r\n", cpim.indexOf("\r\n\r\n") + 4) + 4));
            }
            return texts;
        }

        MockEndpoint sip() {
            return sip;
        }

        MockEndpoint msrp() {
            return msrp;
        }

        Message invite() {
            assertThat(msrp.getExchanges()).hasSize(1);
            return msrp.getExchanges().get(0).getMessage();
        }
    }

    @Nested
    class ByDefault extends Routes {

        @Test
        void bothModesHaveTheSameHeaderMapping() throws IOException {
            inviteAnswers(200);
            messageAnswers(n -> 200);
            reply("From: alice@corp.example\r\nSubject: x\r\nX-Priority: 1\r\n\r\nshort");
            assertThat(reply("From: alice@corp.example\r\nSubject: x\r\nX-Priority: 1\r\n\r\n" + "long ".repeat(300)))
                    .isEqualTo("250 2.6.0 Message delivered to messaging network (MSRP 200)");

            Message message = sip().getExchanges().get(0).getMessage();
            Message invite = invite();
            for (String name : List.of("CamelSipRequestUri", "CamelSipTo", "CamelSipFrom", "CamelSipHeader-P-Asserted-Identity", "CamelSipHeader-Subject",
                    "CamelSipHeader-Priority", "CamelCpimHeader-From", "CamelCpimHeader-To", "CamelCpimHeader-Subject", "CamelCpimHeader-NS")) {
                assertThat(invite.getHeader(name, String.class)).as(name).isNotEmpty().isEqualTo(message.getHeader(name, String.class));
            }
            assertThat(message.getHeader("CamelSipHeader-P-Asserted-Service")).isEqualTo("urn:urn-7:3gpp-service.ims.icsi.oma.cpm.msg");
            assertThat(invite.getHeader("CamelSipHeader-P-Asserted-Service")).isEqualTo("urn:urn-7:3gpp-service.ims.icsi.oma.cpm.largemsg");
            assertThat(invite.getHeader("CamelSipHeader-Accept-Contact"))
                    .isEqualTo("*;+g.3gpp.icsi-ref=\"urn%3Aurn-7%3A3gpp-service.ims.icsi.oma.cpm.largemsg\"");
            assertThat(invite.getHeader(MsrpConstants.CONTACT_PARAMETERS))
                    .isEqualTo(";+g.3gpp.icsi-ref=\"urn%3Aurn-7%3A3gpp-service.ims.icsi.oma.cpm.largemsg\"");
            assertThat(invite.getHeader("CamelSipHeader-Content-Type")).isNull();
            assertThat(invite.getHeader(MsrpConstants.MESSAGE_ID)).isEqualTo(invite.getHeader("CamelCpimHeader-imdn.Message-ID"));
            assertThat(invite.getBody()).isInstanceOf(MsrpContent.class);
        }

        @Test
        void whatIsTooLargeForPagerModeGoesOnInLargeMessageMode() {
            inviteAnswers(200);
            messageAnswers(n -> 513);

            assertThat(reply("From: a@b\r\n\r\nshort")).isEqualTo("250 2.6.0 Message delivered to messaging network (MSRP 200)");
            assertThat(invite().getHeader(SipConstants.CALL_ID)).isNotEqualTo(sip().getExchanges().get(0).getMessage().getHeader(SipConstants.CALL_ID));
        }

        @Test
        void whatIsTooLargeForTheOneModeAndHasNotTheOtherIsTooLarge() {
            inviteAnswers(488);
            messageAnswers(n -> 413);

            assertThat(reply("From: a@b\r\n\r\nshort")).isEqualTo("552 5.3.4 <bob@op.example> Message too large for recipient (SIP 413)");
        }

        @Test
        void aBusyRecipientOfTheSecondAttemptIsBusy() {
            inviteAnswers(486);
            messageAnswers(n -> 413);

            assertThat(reply("From: a@b\r\n\r\nshort")).isEqualTo("450 4.2.1 <bob@op.example> Recipient busy (SIP 486)");
        }

        @Test
        void aFarSideWithoutLargeMessageModeHasItsCode() {
            inviteAnswers(405);

            assertThat(reply(LONG)).isEqualTo("554 5.3.3 <bob@op.example> Recipient does not support text messages (SIP 405)");
            assertThat(messages()).isEmpty();
        }

        @Test
        void aTransferThatOutlivesItsDeliverByTimeIsReturned() {
            msrp().whenAnyExchangeReceived(exchange -> {
                exchange.getMessage().setHeader(SipConstants.STATUS_CODE, 487);
                Instant deadline = exchange.getMessage().getHeader(SmtpConstants.DELIVER_BY, DeliverBy.class).deadline();
                await().until(() -> Instant.now().isAfter(deadline));
            });
            Instant now = Instant.now();

            assertThat(reply(send(LONG, new DeliverBy(60, DeliverBy.Mode.RETURN, false, now.plusMillis(1500)))))
                    .isEqualTo("554 5.4.7 <bob@op.example> Delivery time expired");
        }
    }

    @Nested
    class WithSplit extends Routes {

        @Override
        Map<String, String> settings() {
            return Map.of("iwf.large.fallback", "split");
        }

        @Test
        void theTextGoesInNumberedParts() {
            inviteAnswers(488);
            messageAnswers(n -> 200);

            assertThat(reply(LONG)).isEqualTo("250 2.6.0 Message delivered to messaging client (SIP 200)");
            assertThat(messages()).hasSize(2).allSatisfy(part -> assertThat(part.length()).isLessThanOrEqualTo(1300));
            assertThat(messages().get(0)).startsWith("(1/2) The review");
            assertThat(messages().get(1)).startsWith("(2/2) ").endsWith("moved.");
            assertThat(sip().getExchanges()).extracting(exchange -> exchange.getMessage().getHeader(SipConstants.CALL_ID)).doesNotHaveDuplicates();
            assertThat(sip().getExchanges()).extracting(exchange -> exchange.getMessage().getHeader("CamelSipHeader-P-Asserted-Service"))
                    .containsOnly("urn:urn-7:3gpp-service.ims.icsi.oma.cpm.msg");
        }

        @Test
        void theRetryOfAMailBeginsWithThePartThatFailed() {
            inviteAnswers(488);
            messageAnswers(n -> n == 2 ? 480 : 200);

            assertThat(reply(LONG)).isEqualTo("450 4.2.1 <bob@op.example> Recipient temporarily unavailable (SIP 480) after 1 of 2 parts");
            assertThat(reply(LONG)).startsWith("250 2.6.0 ");
            assertThat(messages()).extracting(part -> part.substring(0, 5)).containsExactly("(1/2)", "(2/2)", "(2/2)");
        }
    }

    @Nested
    class InProfileSimple extends Routes {

        @Override
        Map<String, String> settings() {
            return Map.of("iwf.profile", "simple");
        }

        @Test
        void nothingOfTheInviteSpeaksOfCpm() {
            inviteAnswers(200);

            assertThat(reply(LONG)).startsWith("250 2.6.0 ");
            assertThat(invite().getHeader(MsrpConstants.CONTACT_PARAMETERS)).isNull();
            assertThat(invite().getHeaders()).doesNotContainKeys("CamelSipHeader-P-Asserted-Service", "CamelSipHeader-Accept-Contact");
        }
    }

    @Nested
    class WithNotes extends Routes {

        @Override
        Map<String, String> settings() {
            return Map.of("iwf.attachments", "note");
        }

        @Test
        void attachmentsAreNamedInPagerMode() {
            messageAnswers(n -> 200);

            assertThat(reply(FILE)).isEqualTo("250 2.6.4 Message delivered to messaging client, attachments left out (SIP 200)");
            assertThat(messages()).containsExactly("Hello\r\n\r\n[Not sent along: a.pdf (application/pdf)]");
        }
    }
}
