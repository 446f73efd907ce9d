package org.mailiwf.mapping;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailiwf.sip.SipConstants;
import org.mailiwf.smtpd.SmtpConstants;

/** The beans as YAML declares them: names, settings as text, and what they leave on the exchange. */
class BeanCallsTest {

    private static final String ROUTES = """
            - beans:
                - name: aliases
                  type: org.mailiwf.lookup.AliasFile
                  properties: {file: ""}
                - name: recipients
                  type: org.mailiwf.mapping.RecipientAddresses
                  properties: {domain: iwf.op.example, domains: op.example, template: "sip:{local}@{domain}"}
                - name: identity
                  type: org.mailiwf.mapping.SenderIdentity
                  properties:
                    domain: iwf.op.example
                    template: "sip:{local}%40{domain}@{iwf}"
                    trustedNetworks: "127.0.0.0/8,::1"
                    assertedIdentity: trusted
                - name: dates
                  type: org.mailiwf.mapping.MessageDates
                  properties: {mode: cr, defaultExpires: ""}
                - name: mail
                  type: org.mailiwf.mapping.MailContent
                - name: subject
                  type: org.mailiwf.mapping.MessageSubject
                - name: priority
                  type: org.mailiwf.mapping.MessagePriority
                - name: notifications
                  type: org.mailiwf.mapping.NotificationRequest
                  properties: {dispositionNotification: cr}
                - name: identifiers
                  type: org.mailiwf.mapping.MessageIdentifiers
                  properties: {domain: iwf.op.example, secret: ""}
                - name: cpim
                  type: org.mailiwf.mapping.CpimBody
                - name: statusMap
                  type: org.mailiwf.mapping.StatusMap
                  properties: {overrides: ""}
            - route:
                from:
                  uri: direct:nomap
                  steps:
                    - bean: {ref: statusMap, method: replyTo('nomap')}
            - route:
                from:
                  uri: direct:reply
                  steps:
                    - bean: {ref: statusMap, method: reply}
            - route:
                from:
                  uri: direct:wrap
                  steps:
                    - setBody: {simple: "${bean:cpim?method=wrap}"}
            - route:
                from:
                  uri: direct:text
                  steps:
                    - setBody: {simple: "${bean:cpim?method=text}"}
            """;

    private final CamelContext context = new DefaultCamelContext();

    @BeforeEach
    void loadRoutes() throws Exception {
        PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString("beans.camel.yaml", ROUTES));
        context.start();
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "null", value = {
        "identity|senderFrom|\"Alice\" <sip:alice%40corp.example@iwf.op.example>",
        "identity|senderCpimFrom|Alice <sip:alice%40corp.example@iwf.op.example>",
        "identity|senderAsserted|<sip:alice%40corp.example@iwf.op.example>",
        "dates|date|Mon, 24 Nov 2025 08:15:02 GMT", "dates|dateTime|2025-11-24T09:15:02+01:00", "dates|expires|null", "dates|expired|false",
        "priority|priority|urgent", "notifications|dispositionNotification|negative-delivery", "subject|subject|Hello"
    })
    void whatABeanFoundOutAboutTheMailIsInAnExchangeProperty(String bean, String property, String value) throws Exception {
        Exchange exchange = TestMail.of("From: Alice <alice@corp.example>", "Date: Mon, 24 Nov 2025 09:15:02 +0100", "X-Priority: 1",
                "Subject: Hello").receivedAt(Instant.parse("2025-11-24T08:15:03Z")).exchange();

        assertThat(process(bean, exchange).getProperty(property, String.class)).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource(nullValues = "null", value = {
        "aliases,alias,bob@op.example,null", "recipients,served,bob@op.example,true", "recipients,served,bob@corp.example,false",
        "recipients,plain,bob%corp.example@op.example,false", "recipients,sipUri,bob@op.example,sip:bob@op.example",
        "recipients,sipUri,bob@[192.0.2.1],null"
    })
    void whatABeanFoundOutAboutAnAddressIsInAnExchangeProperty(String bean, String property, String body, String value) throws Exception {
        Exchange exchange = TestMail.of().exchange();
        exchange.getMessage().setBody(body);

        assertThat(process(bean, exchange).getProperty(property, String.class)).isEqualTo(value);
    }

    @Test
    void theIdentifiersOfARequestBelongTogether() throws Exception {
        Exchange exchange = process("identifiers", TestMail.of("Message-ID: <1@corp.example>").exchange());

        assertThat(exchange.getProperty("callId", String.class)).endsWith("@iwf.op.example");
        assertThat(exchange.getProperty("imdnMessageId", String.class)).hasSize(20);
        assertThat(exchange.getProperty("conversationId", String.class)).hasSize(36);
        assertThat(exchange.getProperty("contributionId", String.class)).isEqualTo(
                context.getRegistry().lookupByNameAndType("identifiers", MessageIdentifiers.class).contributionId(exchange.getProperty("callId", String.class)));
    }

    @Test
    void theContentOfAMailIsReadFromTheBodyAndTheBodyStays() throws Exception {
        InputStream mail = new ByteArrayInputStream("Subject: x\r\n\r\nGr\u00fc\u00dfe\r\n".getBytes(UTF_8));
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setBody(mail);

        process("mail", exchange);

        assertThat(exchange.getProperty("text")).isEqualTo("Gr\u00fc\u00dfe");
        assertThat(exchange.getProperty("textOctets")).isEqualTo(7);
        assertThat(exchange.getProperty("largeOnly")).isNull();
        assertThat(exchange.getMessage().getBody()).isSameAs(mail);
    }

    @ParameterizedTest
    @CsvSource({"true,attachment (application/pdf)", "false,'text too long to be read whole, attachment (application/pdf)'"})
    void whyAMailNeedsLargeMessageModeIsSaid(boolean shortText, String why) throws Exception {
        String text = shortText ? "Hi" : "x".repeat(100_000);
        String mail = "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\n" + text
                + "\r\n--b\r\nContent-Type: application/pdf\r\n\r\n%PDF\r\n--b--\r\n";
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setBody(new ByteArrayInputStream(mail.getBytes(UTF_8)));

        assertThat(process("mail", exchange).getProperty("largeOnly")).isEqualTo(why);
    }

    @Test
    void replyToTakesItsKeyAsALiteralAndLeavesTheBody() {
        Exchange answered = send("direct:nomap", "bob@op.example", Map.of(SmtpConstants.ID, "Q1"));

        assertThat(answered.getMessage().getHeader(SmtpConstants.REPLY_CODE)).isEqualTo(550);
        assertThat(answered.getMessage().getHeader(SmtpConstants.REPLY_TEXT)).isEqualTo("No such messaging user [Q1]");
        assertThat(answered.getMessage().getBody()).isEqualTo("bob@op.example");
    }

    @Test
    void replyReadsTheStatus() {
        Exchange answered = send("direct:reply", "", Map.of(SipConstants.STATUS_CODE, 202));

        assertThat(answered.getMessage().getHeader(SmtpConstants.REPLY_CODE)).isEqualTo(250);
    }

    @Test
    void wrapLeavesOctetsAndTextReadsThem() {
        Object wrapped = send("direct:wrap", "Grüße", Map.of("CamelCpimHeader-To", "<sip:bob@op.example>")).getMessage().getBody();

        assertThat(wrapped)
                .isEqualTo("To: <sip:bob@op.example>\r\n\r\nContent-Type: text/plain; charset=UTF-8\r\n\r\nGrüße".getBytes(UTF_8));
        assertThat(send("direct:text", wrapped, Map.of("Content-Type", "message/cpim")).getMessage().getBody()).isEqualTo("Grüße");
    }

    @Test
    void wrongSettingStopsTheStartAndItsMessageIsInTheCause() {
        String routes = """
                - beans:
                    - name: dates
                      type: org.mailiwf.mapping.MessageDates
                      properties: {mode: later}
                """;

        assertThatThrownBy(() -> PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString("wrong.camel.yaml", routes)))
                .hasStackTraceContaining("iwf.date: 'later' is not allowed; allowed: cr, now");
    }

    private Exchange process(String bean, Exchange exchange) throws Exception {
        context.getRegistry().lookupByNameAndType(bean, Processor.class).process(exchange);
        return exchange;
    }

    private Exchange send(String uri, Object body, Map<String, Object> headers) {
        return context.createProducerTemplate().send(uri, exchange -> {
            exchange.getMessage().setBody(body);
            exchange.getMessage().setHeaders(new HashMap<>(headers));
            exchange.getMessage().setHeader(SmtpConstants.RECIPIENTS, List.of());
        });
    }
}
