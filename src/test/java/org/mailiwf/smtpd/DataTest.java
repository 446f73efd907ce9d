package org.mailiwf.smtpd;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;

import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataTest extends SmtpdTestSupport {

    private String mail;

    private void serve() throws Exception {
        serve("", exchange -> mail = new String(exchange.getMessage().getBody(InputStream.class).readAllBytes(), StandardCharsets.UTF_8));
    }

    /** The mail without the Received field of the server. */
    private String content() {
        assertThat(mail).startsWith("Received: ");
        int end = mail.indexOf("+0000\r\n") + 7;
        return mail.substring(end);
    }

    @Test
    void mailReachesTheRouteOctetByOctet() throws Exception {
        serve();
        assertThat(envelope().data("Subject: Gr\u00fc\u00dfe", "", "one", "..two", "...", "tab\tend ").reply()).startsWith("250 2.6.0 ");
        assertThat(content()).isEqualTo("Subject: Gr\u00fc\u00dfe\r\n\r\none\r\n.two\r\n..\r\ntab\tend \r\n");
    }

    @Test
    void dotInTheFirstLineIsUnstuffed() throws Exception {
        serve();
        envelope().data("..x").reply();
        assertThat(content()).isEqualTo(".x\r\n");
    }

    @Test
    void emptyMailIsAMail() throws Exception {
        serve();
        SmtpDialogue client = envelope();
        client.send("DATA").expect("354 End data with <CR><LF>.<CR><LF>");
        assertThat(client.send(".").reply()).startsWith("250 2.6.0 ");
        assertThat(content()).isEmpty();
    }

    @Test
    void mailThatComesInPiecesIsWhole() throws Exception {
        serve();
        SmtpDialogue client = envelope();
        client.send("DATA").expect("354 End data with <CR><LF>.<CR><LF>");
        for (char c : "Subject: x\r\n\r\n..a\r\n.\r".toCharArray()) {
            client.raw(String.valueOf(c));
        }
        assertThat(client.raw("\n").reply()).startsWith("250 2.6.0 ");
        assertThat(content()).isEqualTo("Subject: x\r\n\r\n.a\r\n");
    }

    @Test
    void receivedFieldNamesClientServerIdAndTheOnlyRecipient() throws Exception {
        serve();
        String reply = envelope().data("Subject: x", "").reply();
        String id = reply.split(" ")[2];
        assertThat(mail).matches("(?s)Received: from client\\.example \\(\\[127\\.0\\.0\\.1\\]\\)\r\n"
                + "\tby iwf\\.op\\.example with ESMTP id " + id + "\r\n"
                + "\tfor <bob@op\\.example>;\r\n"
                + "\t\\w{3}, \\d{1,2} \\w{3} \\d{4} \\d\\d:\\d\\d:\\d\\d \\+0000\r\nSubject: x\r\n\r\n");
    }

    @Test
    void receivedFieldOfSeveralRecipientsNamesNone() throws Exception {
        serve();
        SmtpDialogue client = connect();
        client.send("HELO bad(helo", "MAIL FROM:<a@b.example>", "RCPT TO:<bob@op.example>", "RCPT TO:<carol@op.example>");
        client.expect("250 iwf.op.example", "250 2.1.0 Sender ok", "250 2.1.5 Recipient ok", "250 2.1.5 Recipient ok");
        client.data("").reply();
        assertThat(mail).startsWith("Received: from unknown ([127.0.0.1])\r\n\tby iwf.op.example with SMTP id ").doesNotContain("for <");
    }

    @ParameterizedTest
    @ValueSource(ints = {250, 451, 550, 554})
    void sessionTakesTheNextMailAfterAnyReply(int code) throws Exception {
        serve("", reply(code, null, "said"));
        SmtpDialogue client = envelope();
        assertThat(client.data("x").reply()).startsWith(code + " ").endsWith(" said");
        client.send("DATA").expect("503 5.5.1 Send MAIL first");
        client.send("MAIL FROM:<a@b.example>").expect("250 2.1.0 Sender ok");
        client.send("RCPT TO:<bob@op.example>").expect("250 2.1.5 Recipient ok");
        assertThat(client.data("x").reply()).startsWith(code + " ");
    }

    @Test
    void bodyThatTheRouteDoesNotReadIsNotTakenForCommands() throws Exception {
        serve("", reply(550, "5.7.1", "no"));
        SmtpDialogue client = envelope();
        client.data("RSET", "MAIL FROM:<evil@x.example>", "RCPT TO:<bob@op.example>", "DATA").expect("550 5.7.1 no");
        client.send("NOOP").expect("250 2.0.0 Ok");
    }

    @Test
    void tooLargeMailIsReadToItsEndAndRefused() throws Exception {
        serve("maxMessageSize=1000", exchange -> mail = "taken");
        SmtpDialogue client = envelope();
        client.data("x".repeat(500), "x".repeat(500)).expect("552 5.3.4 Message too large");
        assertThat(mail).isNull();
        client.send("NOOP").expect("250 2.0.0 Ok");
    }

    @Test
    void mailOfExactlyTheLimitIsTaken() throws Exception {
        serve("maxMessageSize=1000", exchange -> mail = "taken");
        assertThat(envelope().data("x".repeat(498), "x".repeat(498)).reply()).startsWith("250 2.6.0 ");
    }

    @Test
    void endlessMailIsCut() throws Exception {
        serve("maxMessageSize=1000", exchange -> mail = "taken");
        SmtpDialogue client = envelope();
        client.send("DATA").reply();
        client.send("x".repeat(11_200)).expect("552 5.3.4 Message too large").expectEnd();
    }

    @Test
    void mailThroughAHundredServersIsInALoop() throws Exception {
        serve();
        String[] hops = "Received: x\n".repeat(100).split("\n");
        envelope().data(hops).expect("554 5.4.0 Too many Received fields, the mail is in a loop");
    }

    @Test
    void headerSectionThatIsTooLargeIsRefused() throws Exception {
        serve("headerMaxOctets=1000", exchange -> mail = "taken");
        assertThat(envelope().data("Subject: " + "x".repeat(800), "X-A: " + "x".repeat(900), "X-B: " + "x".repeat(900),
                "X-C: " + "x".repeat(900), "", "body").reply()).startsWith("554 5.6.0 ");
        assertThat(mail).isNull();
    }

    @Test
    void dataTakesNoArgument() throws Exception {
        serve();
        envelope().send("DATA now").expect("501 5.5.4 No argument allowed");
    }

    @Test
    void routeMayAnswerOnAnotherThread() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("smtpd:127.0.0.1:0?hostname=iwf.op.example").threads(1).process(reply(451, "4.4.1", "later"));
            }
        });
        context.start();
        envelope().data("x").expect("451 4.4.1 later");
    }
}
