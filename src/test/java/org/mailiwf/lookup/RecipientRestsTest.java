package org.mailiwf.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailiwf.sip.SipConstants;
import org.mailiwf.smtpd.SmtpConstants;

class RecipientRestsTest {

    private final RecipientRests rests = new RecipientRests();

    @ParameterizedTest
    @CsvSource({"30, 4.2.1, 30", "86400, 4.2.1, 3600", "2147483647, 4.2.0, 3600"})
    void theRecipientRestsForTheTimeThatTheFarSideSaidButAnHourAtMost(int retryAfter, String status, long seconds) throws Exception {
        remember(retryAfter, status);

        assertThat(left("sip:bob@op.example")).isBetween(seconds - 1, seconds);
        assertThat(left("sip:carol@op.example")).isNull();
    }

    @Test
    void aServerThatIsBusyIsNotTheRecipient() throws Exception {
        remember(30, "4.3.2");

        assertThat(left("sip:bob@op.example")).isNull();
    }

    @Test
    void nobodyRestsWhereTheLongestRestIsZero() throws Exception {
        rests.setLongest("0");
        remember(30, "4.2.1");

        assertThat(left("sip:bob@op.example")).isNull();
    }

    @Test
    void zeroIsNoTime() throws Exception {
        remember(0, "4.2.1");

        assertThat(left("sip:bob@op.example")).isNull();
    }

    private void remember(int retryAfter, String status) throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            Exchange exchange = new DefaultExchange(camel);
            exchange.getMessage().setHeader(SipConstants.RETRY_AFTER, retryAfter);
            exchange.getMessage().setHeader(SmtpConstants.ENHANCED_STATUS, status);
            exchange.getMessage().setHeader(SmtpConstants.RESOLVED, "sip:bob@op.example");
            rests.remember(exchange);
        }
    }

    private Long left(String uri) throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            Exchange exchange = new DefaultExchange(camel);
            exchange.getMessage().setBody(uri);
            rests.process(exchange);
            return exchange.getProperty("recipientRests", Long.class);
        }
    }
}
