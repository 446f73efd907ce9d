package org.mailiwf.smtpd;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReplyTest extends SmtpdTestSupport {

    @Test
    void routeAnswersEveryStage() throws Exception {
        serve("onMail=direct:mail&onRcpt=direct:rcpt", reply("450", "4.2.1", "<bob@op.example> busy"), reply(250, "2.1.0", "hello"),
                reply(251, "2.1.5", "moved"));
        SmtpDialogue client = ehlo();
        client.send("MAIL FROM:<a@b.example>", "RCPT TO:<bob@op.example>").expect("250 2.1.0 hello", "251 2.1.5 moved");
        client.data("x").expect("450 4.2.1 <bob@op.example> busy");
    }

    @Test
    void refusedMailOpensNoTransaction() throws Exception {
        serve("onMail=direct:mail", exchange -> { }, reply(550, "5.7.1", "not you"), exchange -> { });
        SmtpDialogue client = ehlo();
        client.send("MAIL FROM:<a@b.example>", "RCPT TO:<bob@op.example>").expect("550 5.7.1 not you", "503 5.5.1 Send MAIL first");
    }

    @Test
    void routeThatMustAnswerAndDoesNotIsTemporary() throws Exception {
        serve("acceptByDefault=false&exchangePattern=InOnly", exchange -> {
            if (exchange.getMessage().getBody(String.class).contains("answered")) {
                reply(250, "2.6.0", "taken").process(exchange);
            }
        });
        SmtpDialogue client = ehlo();
        client.send("MAIL FROM:<a@b.example>", "RCPT TO:<bob@op.example>").expect("250 2.1.0 Sender ok", "250 2.1.5 Recipient ok");
        client.data("x").expect("451 4.3.0 Gateway error, try again later");
        client.send("MAIL FROM:<a@b.example>", "RCPT TO:<bob@op.example>").expect("250 2.1.0 Sender ok", "250 2.1.5 Recipient ok");
        client.data("answered").expect("250 2.6.0 taken");
    }

    @Test
    void failedRouteIsTemporaryAtEveryStage() throws Exception {
        serve("onRcpt=direct:rcpt", exchange -> {
            reply(250, null, "would be a lie").process(exchange);
            throw new IllegalStateException("broken");
        }, exchange -> { }, exchange -> {
            if (exchange.getMessage().getBody(String.class).startsWith("broken")) {
                throw new IllegalStateException("broken");
            }
        });
        SmtpDialogue client = ehlo();
        client.send("MAIL FROM:<a@b.example>", "RCPT TO:<broken@op.example>", "RCPT TO:<bob@op.example>")
                .expect("250 2.1.0 Sender ok", "451 4.3.0 Gateway error, try again later", "250 2.1.5 Recipient ok");
        client.data("x").expect("451 4.3.0 Gateway error, try again later");
    }

    @Test
    void textOfARouteCannotMakeASecondReply() throws Exception {
        serve("", reply(550, "5.1.1", "no\r\n250 2.0.0 forged\u0000 \u00e4"));
        SmtpDialogue client = envelope();
        client.data("x").expect("550 5.1.1 no  250 2.0.0 forged  ?");
        client.send("NOOP").expect("250 2.0.0 Ok");
    }

    @Test
    void codeThatIsNoReplyIsTemporary() throws Exception {
        serve("", reply("sip:404", "5.1.1", "hm"));
        envelope().data("x").expect("451 4.3.0 hm");
    }

    @Test
    void reply421ClosesTheConnection() throws Exception {
        serve("", reply(421, null, null));
        envelope().data("x").expect("421 4.3.2 Try again later").expectEnd();
    }

    @Test
    void aReplyOfARouteHasItsDefaults() throws Exception {
        serve("", reply(550, null, null));
        assertThat(envelope().data("x").reply()).isEqualTo("550 5.0.0 Refused");
    }
}
