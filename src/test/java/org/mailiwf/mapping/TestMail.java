package org.mailiwf.mapping;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.mailiwf.mail.Mail;
import org.mailiwf.mail.MailHeader;
import org.mailiwf.mail.MailRefusedException;
import org.mailiwf.smtpd.DeliverBy;
import org.mailiwf.smtpd.SmtpConstants;
import org.mailiwf.smtpd.SmtpRecipient;
import org.mailiwf.smtpd.SmtpRecipient.Notify;

/** An exchange as the route has it when the mail was read: envelope in the headers, the mail in its property. */
final class TestMail {

    private static final CamelContext CONTEXT = new DefaultCamelContext();

    private final Exchange exchange = new DefaultExchange(CONTEXT);

    private TestMail() {
    }

    /** A mail from alice@corp.example to bob@op.example, come from loopback, with these header fields. */
    static TestMail of(String... fields) {
        TestMail mail = new TestMail();
        String section = String.join("\r\n", fields) + (fields.length == 0 ? "\r\n" : "\r\n\r\n");
        try {
            MailHeader header = MailHeader.read(new ByteArrayInputStream(section.getBytes(StandardCharsets.UTF_8)), 1 << 16);
            mail.exchange.setProperty("mail", new Mail(header, "", 0, true, List.of()));
        } catch (IOException | MailRefusedException e) {
            throw new IllegalStateException(e);
        }
        return mail.header(SmtpConstants.MAIL_FROM, "alice@corp.example")
                .header(SmtpConstants.CLIENT_ADDRESS, "127.0.0.1")
                .header(SmtpConstants.RECIPIENTS, List.of(SmtpRecipient.of("bob@op.example")));
    }

    TestMail header(String name, Object value) {
        exchange.getMessage().setHeader(name, value);
        return this;
    }

    TestMail mailFrom(String reversePath) {
        return header(SmtpConstants.MAIL_FROM, reversePath);
    }

    TestMail client(String address) {
        return header(SmtpConstants.CLIENT_ADDRESS, address);
    }

    TestMail to(String recipient, Notify... notify) {
        return header(SmtpConstants.RECIPIENTS, List.of(new SmtpRecipient(recipient, Set.of(notify), null, null)));
    }

    TestMail receivedAt(Instant instant) {
        return header(SmtpConstants.RECEIVED_AT, instant);
    }

    TestMail deliverBy(long seconds, DeliverBy.Mode mode, Instant receivedAt) {
        return receivedAt(receivedAt)
                .header(SmtpConstants.DELIVER_BY, new DeliverBy(seconds, mode, false, receivedAt.plusSeconds(seconds)));
    }

    Exchange exchange() {
        return exchange;
    }

    static CamelContext context() {
        return CONTEXT;
    }
}
