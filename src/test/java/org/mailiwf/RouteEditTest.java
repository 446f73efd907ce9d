package org.mailiwf;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;

import org.apache.camel.EndpointInject;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.main.MainConfigurationProperties;
import org.apache.camel.test.junit5.CamelContextConfiguration;
import org.apache.camel.test.main.junit5.CamelMainTestSupport;
import org.junit.jupiter.api.Test;
import org.mailiwf.msrp.MsrpConstants;
import org.mailiwf.sip.SipConstants;
import org.mailiwf.smtpd.SmtpConstants;
import org.mailiwf.smtpd.SmtpRecipient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How to test an edit of the routes without a network; written to be copied. The SMTP consumer is replaced by {@code direct:in}, the SIP
 * and MSRP producers by mocks that answer what the test says.
 */
class RouteEditTest extends CamelMainTestSupport {

    @EndpointInject("mock:sip:MESSAGE")
    private MockEndpoint sip;

    @EndpointInject("mock:msrp:message")
    private MockEndpoint msrp;

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
        Properties settings = new Properties();
        settings.setProperty("iwf.demo-handset.enabled", "false");
        settings.setProperty("iwf.sip.listen", "udp:127.0.0.1:0,tcp:127.0.0.1:0");
        settings.setProperty("iwf.msrp.listen", "tcp:127.0.0.1:0");
        context.withUseOverridePropertiesWithPropertiesComponent(settings);
        context.replaceRouteFromWith("email-to-cpm", "direct:in");
        context.withMockEndpointsAndSkip("(sip|msrp):.*");
    }

    @Test
    void theSubjectOfTheMailIsTheSubjectOfTheMessage() throws InterruptedException {
        farSideAnswers(200);
        sip.expectedHeaderReceived(SipConstants.REQUEST_URI, "sip:bob@op.example");
        sip.expectedHeaderReceived(SipConstants.HEADER_PREFIX + "Subject", "Review moved");
        sip.expectedMessageCount(1);

        Message reply = send("From: alice@corp.example\r\nSubject: Review moved\r\n\r\nThe 14:00 review moved to room 4.2.\r\n");

        sip.assertIsSatisfied();
        assertThat(reply.getHeader(SmtpConstants.REPLY_CODE)).isEqualTo(250);
    }

    @Test
    void anUnknownUserOfTheFarSideIs550() {
        farSideAnswers(404);

        Message reply = send("From: alice@corp.example\r\n\r\nHello\r\n");

        assertThat(reply.getHeader(SmtpConstants.REPLY_CODE)).isEqualTo(550);
        assertThat(reply.getHeader(SmtpConstants.ENHANCED_STATUS)).isEqualTo("5.1.1");
    }

    @Test
    void anAttachmentGoesInLargeMessageMode() throws InterruptedException {
        sip.expectedMessageCount(0);
        msrp.expectedHeaderReceived(SipConstants.REQUEST_URI, "sip:bob@op.example");
        msrp.expectedMessageCount(1);
        msrp.whenAnyExchangeReceived(exchange -> exchange.getMessage().setHeader(MsrpConstants.STATUS_CODE, 200));

        Message reply = send("""
                From: alice@corp.example
                MIME-Version: 1.0
                Content-Type: application/pdf

                %PDF
                """.replace("\n", "\r\n"));

        sip.assertIsSatisfied();
        msrp.assertIsSatisfied();
        assertThat(reply.getHeader(SmtpConstants.REPLY_CODE, Integer.class)).isEqualTo(250);
    }

    @Test
    void aMailThatCannotBeReadIs554() {
        Message reply = send("Subject: x\r\n".repeat(2000) + "\r\n");

        assertThat(reply.getHeader(SmtpConstants.REPLY_CODE, Integer.class)).isEqualTo(554);
        assertThat(reply.getHeader(SmtpConstants.ENHANCED_STATUS)).isEqualTo("5.6.0");
    }

    @Test
    void twoRecipientsAreNeverMappedAsOne() throws InterruptedException {
        sip.expectedMessageCount(0);

        Exchange exchange = exchange("From: alice@corp.example\r\n\r\nHello\r\n", 2);

        sip.assertIsSatisfied();
        assertThat(exchange.getException()).hasMessageContaining("One recipient a mail");
    }

    private void farSideAnswers(int status) {
        sip.whenAnyExchangeReceived(exchange -> exchange.getMessage().setHeader(SipConstants.STATUS_CODE, status));
    }

    private Message send(String mail) {
        Exchange exchange = exchange(mail, 1);
        assertThat(exchange.getException()).isNull();
        return exchange.getMessage();
    }

    private Exchange exchange(String mail, int recipients) {
        return template.request("direct:in", request -> {
            request.getMessage().setBody(new ByteArrayInputStream(mail.getBytes(StandardCharsets.UTF_8)));
            request.getMessage().setHeaders(Map.of(
                    SmtpConstants.CLIENT_ADDRESS, "127.0.0.1",
                    SmtpConstants.MAIL_FROM, "alice@corp.example",
                    SmtpConstants.RECIPIENT, SmtpRecipient.of("bob@op.example"),
                    SmtpConstants.RECIPIENT_COUNT, recipients,
                    SmtpConstants.RESOLVED, "sip:bob@op.example"));
        });
    }
}
