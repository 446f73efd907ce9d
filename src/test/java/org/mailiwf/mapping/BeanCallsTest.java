package org.mailiwf.mapping;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
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

/** The beans as YAML declares them and calls their methods: names, settings as text, results of their own type. */
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
        "identity|from|\"Alice\" <sip:alice%40corp.example@iwf.op.example>",
        "identity|cpimFrom|Alice <sip:alice%40corp.example@iwf.op.example>",
        "identity|assertedIdentity|<sip:alice%40corp.example@iwf.op.example>", "identity|trusted|true",
        "dates|date|Mon, 24 Nov 2025 08:15:02 GMT", "dates|dateTime|2025-11-24T09:15:02+01:00", "dates|expires|null", "dates|expired|false",
        "priority|of|urgent", "notifications|dispositionNotification|negative-delivery"
    })
    void methodsOfTheMailAnswerToTheSimpleLanguage(String bean, String method, String result) {
        TestMail mail = TestMail.of("From: Alice <alice@corp.example>", "Date: Mon, 24 Nov 2025 09:15:02 +0100", "X-Priority: 1")
                .receivedAt(Instant.parse("2025-11-24T08:15:03Z"));

        assertResult(simple(bean, method, mail.exchange(), Object.class), result);
    }

    @ParameterizedTest
    @CsvSource(nullValues = "null", value = {
        "aliases,find,bob@op.example,null", "recipients,serves,bob@op.example,true", "recipients,serves,bob@corp.example,false",
        "recipients,plain,bob%corp.example@op.example,false", "recipients,fromTemplate,bob@op.example,sip:bob@op.example",
        "recipients,fromTemplate,bob@[192.0.2.1],null", "identity,fullyQualified,alice@localhost,false", "identity,fullyQualified,'',true"
    })
    void methodsOfAnAddressTakeTheBody(String bean, String method, String body, String result) {
        Exchange exchange = TestMail.of().exchange();
        exchange.getMessage().setBody(body);

        assertResult(simple(bean, method, exchange, Object.class), result);
    }

    @Test
    void identifiersAreMadeByTheSimpleLanguage() {
        Exchange exchange = TestMail.of("Message-ID: <1@corp.example>").header(SipConstants.CALL_ID, "call@iwf").exchange();

        assertThat(simple("identifiers", "callId", exchange, String.class)).endsWith("@iwf.op.example");
        assertThat(simple("identifiers", "imdnMessageId", exchange, String.class)).hasSize(20);
        assertThat(simple("identifiers", "conversationId", exchange, String.class)).hasSize(36);
        assertThat(simple("identifiers", "contributionId", exchange, String.class)).hasSize(32);
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

    private static void assertResult(Object result, String expected) {
        assertThat(result == null ? null : result.toString()).isEqualTo(expected);
    }

    private <T> T simple(String bean, String method, Exchange mail, Class<T> type) {
        Exchange exchange = new DefaultExchange(context);
        exchange.setMessage(mail.getMessage().copy());
        mail.getProperties().forEach(exchange::setProperty);
        return context.resolveLanguage("simple").createExpression("${bean:" + bean + "?method=" + method + "}").evaluate(exchange, type);
    }

    private Exchange send(String uri, Object body, Map<String, Object> headers) {
        return context.createProducerTemplate().send(uri, exchange -> {
            exchange.getMessage().setBody(body);
            exchange.getMessage().setHeaders(new HashMap<>(headers));
            exchange.getMessage().setHeader(SmtpConstants.RECIPIENTS, List.of());
        });
    }
}
