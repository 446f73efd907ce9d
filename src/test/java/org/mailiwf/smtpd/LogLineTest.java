package org.mailiwf.smtpd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

class LogLineTest extends SmtpdTestSupport {

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger("org.mailiwf.smtpd.mail");
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            lines.add(event.getFormattedMessage());
        }
    };

    @BeforeEach
    void listen() {
        logger.setLevel(Level.INFO);
        appender.start();
        logger.addAppender(appender);
    }

    @AfterEach
    void listenNoMore() {
        logger.detachAppender(appender);
    }

    @Test
    void mailIsOneLineWithTheIdOfItsReply() throws Exception {
        serve("", exchange -> exchange.getMessage().setHeader(SmtpConstants.LOG, "mode=pager\r\nsip=200"));
        SmtpDialogue client = envelope();
        String id = client.data("Subject: x", "").reply().split(" ")[2];
        client.send("QUIT").reply();
        assertThat(lines).hasSize(1);
        assertThat(lines.get(0)).matches(id + " client=127\\.0\\.0\\.1 helo=client\\.example from=<alice@corp\\.example>"
                + " to=<bob@op\\.example> size=14 mode=pager\\?\\?sip=200 reply=\"250 2\\.6\\.0 " + id + " Message accepted\" ms=\\d+");
    }

    @Test
    void anAddressCannotWriteAKeyOfItsOwn() throws Exception {
        serve("", exchange -> { });
        SmtpDialogue client = ehlo();
        client.send("MAIL FROM:<\"a> reply=x\"@corp.example>", "RCPT TO:<\"b> size=0\"@op.example>", "QUIT")
                .expect("250 2.1.0 Sender ok", "250 2.1.5 Recipient ok", "221 2.0.0 Bye");
        await().until(() -> lines.size() == 1);
        assertThat(lines.get(0)).contains(" from=<\"a??reply=x\"@corp.example> to=<\"b??size=0\"@op.example> reason=");
    }

    @Test
    void refusedMailAndRcptAreALineEach() throws Exception {
        serve("onRcpt=direct:rcpt", exchange -> { }, exchange -> { }, reply(550, "5.1.1", "No \"such\" user"));
        SmtpDialogue client = ehlo();
        client.send("MAIL FROM:<a\u202eb@c.example> SMTPUTF8").reply();
        client.send("MAIL FROM:<a@b.example>", "RCPT TO:<bob@op.example>").expect("250 2.1.0 Sender ok", "550 5.1.1 No \"such\" user");
        client.send("QUIT").expect("221 2.0.0 Bye");
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).matches("[0-9a-z]{14} reject=MAIL client=127\\.0\\.0\\.1 helo=client\\.example"
                + " argument=\"FROM:<a\\?b@c\\.example> SMTPUTF8\" reply=\"501 5\\.1\\.7 .*\"");
        assertThat(lines.get(1)).matches("[0-9a-z]{14} reject=RCPT client=127\\.0\\.0\\.1 helo=client\\.example from=<a@b\\.example>"
                + " argument=\"TO:<bob@op\\.example>\" reply=\"550 5\\.1\\.1 No \\\\\"such\\\\\" user\"");
        assertThat(lines.get(2)).matches("[0-9a-z]{14} client=.* from=<a@b\\.example> to= reason=quit reply=\"-\" ms=\\d+");
    }

    @Test
    void connectionLostWithinTheDataIsALine() throws Exception {
        serve("", exchange -> { });
        SmtpDialogue client = envelope();
        client.send("DATA").reply();
        client.send("half").close();
        await().untilAsserted(() -> assertThat(lines).hasSize(1));
        assertThat(lines.get(0)).contains(" to=<bob@op.example> reason=lost reply=\"-\" ms=");
    }

    @Test
    void rsetAndALostConnectionEndATransactionWithOneLine() throws Exception {
        serve("", exchange -> { });
        SmtpDialogue client = envelope();
        client.send("RSET").expect("250 2.0.0 Ok");
        client.send("MAIL FROM:<a@b.example>").expect("250 2.1.0 Sender ok");
        client.close();
        await().untilAsserted(() -> assertThat(lines).hasSize(2));
        assertThat(lines.get(0)).contains(" reason=rset ");
        assertThat(lines.get(1)).contains(" reason=lost ");
    }

    @Test
    void manyRecipientsAreCounted() throws Exception {
        serve("", exchange -> { });
        SmtpDialogue client = ehlo();
        client.send("MAIL FROM:<a@b.example>").reply();
        for (int i = 0; i < 12; i++) {
            client.send("RCPT TO:<r" + i + "@x.example>").reply();
        }
        client.data("x").reply();
        assertThat(lines.get(0)).contains(",<r9@x.example>,+2 size=");
    }

    @Test
    void idIsInTheMdcOfTheRoute() throws Exception {
        List<String> ids = new CopyOnWriteArrayList<>();
        serve("onMail=direct:mail&onRcpt=direct:rcpt", exchange -> ids.add(MDC.get("smtpId")), exchange -> ids.add(MDC.get("smtpId")),
                exchange -> ids.add(MDC.get("smtpId")));
        String id = envelope().data("x").reply().split(" ")[2];
        assertThat(ids).containsExactly(id, id, id);
    }
}
