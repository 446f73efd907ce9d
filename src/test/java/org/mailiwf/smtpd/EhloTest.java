package org.mailiwf.smtpd;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EhloTest extends SmtpdTestSupport {

    @Test
    void ehloListsWhatIsOffered() throws Exception {
        serve("deliverByMin=90&maxMessageSize=20000000", exchange -> { });
        assertThat(connect().send("EHLO mail.corp.example").reply()).isEqualTo("""
                250-iwf.op.example
                250-PIPELINING
                250-SIZE 20000000
                250-8BITMIME
                250-CHUNKING
                250-SMTPUTF8
                250-ENHANCEDSTATUSCODES
                250-DSN
                250 DELIVERBY 90""");
    }

    @Test
    void heloIsAnsweredInOneLine() throws Exception {
        serve("", exchange -> { });
        connect().send("HELO mail.corp.example").expect("250 iwf.op.example");
    }

    @Test
    void addressLiteralsAndHostNamesThatAreNoDomainsAreGreeted() throws Exception {
        serve("", exchange -> { });
        connect().send("HELO [192.0.2.1]", "HELO my_pc").expect("250 iwf.op.example", "250 iwf.op.example");
    }

    @Test
    void greetingWithoutOneWordIsRefused() throws Exception {
        serve("", exchange -> { });
        connect().send("EHLO", "HELO a b", "EHLO \u00e4")
                .expect("501 5.5.4 Domain or address literal required", "501 5.5.4 Domain or address literal required",
                        "501 5.5.4 Domain or address literal required");
    }

    @Test
    void ehloEndsATransaction() throws Exception {
        serve("", exchange -> { });
        SmtpDialogue client = envelope();
        client.send("EHLO again.example").reply();
        client.send("DATA").expect("503 5.5.1 Send MAIL first");
    }

    @Test
    void mailBeforeEhloIsOutOfSequence() throws Exception {
        serve("", exchange -> { });
        connect().send("MAIL FROM:<a@b.example>").expect("503 5.5.1 Send EHLO or HELO first");
    }

    @Test
    void commandsWithoutATransactionHaveTheirFixedReplies() throws Exception {
        serve("", exchange -> { });
        SmtpDialogue client = connect();
        client.send("NOOP", "NOOP x").expect("250 2.0.0 Ok", "250 2.0.0 Ok");
        client.send("rset", "RSET x").expect("250 2.0.0 Ok", "501 5.5.4 No argument allowed");
        client.send("VRFY bob").expect("252 2.5.0 Cannot verify the user, send the mail and see");
        client.send("VRFY").expect("501 5.5.4 Argument required");
        client.send("HELP").expect("214 2.0.0 EHLO HELO MAIL RCPT DATA BDAT RSET NOOP VRFY HELP QUIT; see RFC 5321");
        client.send("EXPN list").expect("502 5.5.1 Command not implemented");
        client.send("QUIT").expect("221 2.0.0 Bye").expectEnd();
    }

    @Test
    void extensionsThatAreNotOfferedAreNotImplemented() throws Exception {
        serve("", exchange -> { });
        connect().send("STARTTLS", "AUTH PLAIN AGEAYg==")
                .expect("502 5.5.1 Command not implemented", "502 5.5.1 Command not implemented");
    }

    @Test
    void unknownCommandsHaveAnEnhancedStatus() throws Exception {
        serve("", exchange -> { });
        assertThat(connect().send("FOOBAR").reply()).startsWith("500 5.5.2 ");
        assertThat(connect().send("MAILX FROM:<a@b.example>").reply()).startsWith("500 5.5.2 ");
        assertThat(connect().send("X").reply()).startsWith("500 5.5.2 ");
    }

    @Test
    void bareLineFeedInACommandEndsTheConnection() throws Exception {
        serve("", exchange -> { });
        SmtpDialogue client = connect().raw("NOOP\nNOOP\r\n");
        assertThat(client.reply()).startsWith("501 5.5.2 ");
        client.expectEnd();
    }

    @Test
    void lineThatIsTooLongEndsTheConnection() throws Exception {
        serve("", exchange -> { });
        assertThat(connect().send("NOOP " + "x".repeat(1000)).reply()).startsWith("501 5.5.2 ");
    }
}
