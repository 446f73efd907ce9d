package org.mailiwf.smtpd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;

class LimitsTest extends SmtpdTestSupport {

    @Test
    void recipientsBeyondTheLimitAreTemporarilyRefused() throws Exception {
        serve("maxRecipients=2", exchange -> { });
        SmtpDialogue client = ehlo();
        client.send("MAIL FROM:<a@b.example>", "RCPT TO:<a@x.example>", "RCPT TO:<b@x.example>", "RCPT TO:<c@x.example>")
                .expect("250 2.1.0 Sender ok", "250 2.1.5 Recipient ok", "250 2.1.5 Recipient ok", "452 4.5.3 Too many recipients");
        assertThat(client.data("x").reply()).startsWith("250 2.6.0 ");
    }

    @Test
    void aHundredRecipientsAreTakenByDefault() throws Exception {
        serve("", exchange -> { });
        SmtpDialogue client = ehlo();
        client.send("MAIL FROM:<a@b.example>").expect("250 2.1.0 Sender ok");
        for (int i = 0; i < 100; i++) {
            client.send("RCPT TO:<r" + i + "@x.example>").expect("250 2.1.5 Recipient ok");
        }
        client.send("RCPT TO:<r100@x.example>").expect("452 4.5.3 Too many recipients");
    }

    @Test
    void connectionsBeyondTheLimitGet421AndAPlaceIsFreeAfterOneCloses() throws Exception {
        serve("maxConnections=2", exchange -> { });
        SmtpDialogue first = connect();
        connect();
        try (SmtpDialogue third = new SmtpDialogue(port())) {
            third.expect("421 4.3.2 Too many connections, try again later").expectEnd();
        }
        first.send("QUIT").expect("221 2.0.0 Bye").expectEnd();
        await().untilAsserted(() -> {
            try (SmtpDialogue next = new SmtpDialogue(port())) {
                next.expect("220 iwf.op.example ESMTP ready");
            }
        });
    }

    @Test
    void silentClientIsToldAndClosed() throws Exception {
        serve("idleTimeout=200", exchange -> { });
        connect().expect("421 4.4.2 Timeout waiting for the client").expectEnd();
    }

    @Test
    void clientThatFallsSilentWithinTheDataIsToldAndClosed() throws Exception {
        serve("idleTimeout=200", exchange -> { });
        SmtpDialogue client = envelope();
        client.send("DATA").reply();
        client.send("half a").expect("421 4.4.2 Timeout waiting for the client").expectEnd();
    }

    @Test
    void zeroIsNoSizeLimit() throws Exception {
        serve("maxMessageSize=0", exchange -> { });
        SmtpDialogue client = connect();
        assertThat(client.send("EHLO x").reply()).contains("250-SIZE 0\n");
        client.send("MAIL FROM:<a@b.example> SIZE=999999999999").expect("250 2.1.0 Sender ok");
    }
}
