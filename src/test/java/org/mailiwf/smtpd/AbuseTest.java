package org.mailiwf.smtpd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What one client does too much of is refused to it, and to nobody else. */
@Timeout(60)
class AbuseTest extends SmtpdTestSupport {

    private static final byte[] COMMANDS = "MAIL FROM:<a@b.example>\r\nRSET\r\n".repeat(1000).getBytes(StandardCharsets.US_ASCII);
    private static final String TIMED_OUT = "421 4.4.2 Timeout waiting for the client";

    private final List<SmtpDialogue> others = new ArrayList<>();

    @AfterEach
    void closeOthers() throws IOException {
        for (SmtpDialogue other : others) {
            other.close();
        }
    }

    private SmtpDialogue from(String address) throws IOException {
        SmtpDialogue client = new SmtpDialogue(port(), address);
        others.add(client);
        return client;
    }

    @Test
    void connectionsOfOneClientAreLimitedAndOthersAreServed() throws Exception {
        serve("maxConnectionsPerClient=2", exchange -> { });
        SmtpDialogue first = from("127.0.0.2").expect("220 iwf.op.example ESMTP ready");
        from("127.0.0.2").expect("220 iwf.op.example ESMTP ready");
        from("127.0.0.2").expect("421 4.7.0 Too many connections from your address, try again later").expectEnd();
        from("127.0.0.3").expect("220 iwf.op.example ESMTP ready");
        first.send("QUIT").expect("221 2.0.0 Bye").expectEnd();
        await().untilAsserted(() -> {
            try (SmtpDialogue next = new SmtpDialogue(port(), "127.0.0.2")) {
                next.expect("220 iwf.op.example ESMTP ready");
            }
        });
    }

    @Test
    void exemptClientsMayHaveAsManyConnectionsAsThereAre() throws Exception {
        serve("maxConnectionsPerClient=1&exemptNetworks=127.0.0.2,::1", exchange -> { });
        from("127.0.0.2").expect("220 iwf.op.example ESMTP ready");
        from("127.0.0.2").expect("220 iwf.op.example ESMTP ready");
        from("127.0.0.3").expect("220 iwf.op.example ESMTP ready");
        from("127.0.0.3").expect("421 4.7.0 Too many connections from your address, try again later");
    }

    @Test
    void abuserWhoHoldsAllItsConnectionsDoesNotKeepOthersFromTheirMail() throws Exception {
        serve("maxConnections=5&maxConnectionsPerClient=3", exchange -> { });
        for (int i = 0; i < 3; i++) {
            SmtpDialogue slow = from("127.0.0.2").expect("220 iwf.op.example ESMTP ready");
            slow.send("EHLO x", "MAIL FROM:<a@b.example>", "RCPT TO:<bob@op.example>").reply();
            slow.expect("250 2.1.0 Sender ok", "250 2.1.5 Recipient ok");
            slow.send("DATA").expect("354 End data with <CR><LF>.<CR><LF>").raw("x");
        }
        for (int i = 0; i < 10; i++) {
            from("127.0.0.2").expect("421 4.7.0 Too many connections from your address, try again later");
        }
        assertThat(envelope().data("x").reply()).startsWith("250 2.6.0 ");
    }

    @Test
    void sessionEndsWithTheLastErrorThatItMayHave() throws Exception {
        serve("maxErrors=3", exchange -> { });
        SmtpDialogue client = connect();
        client.send("FOOBAR").reply();
        client.send("DATA").expect("503 5.5.1 Send MAIL first");
        client.send("RSET x", "EHLO x", "MAIL FROM:<a@b.example>")
                .expect("501 5.5.4 No argument allowed", "421 4.7.0 Too many errors").expectEnd();
    }

    @Test
    void nothingThatIsPipelinedBehindTooManyErrorsIsDone() throws Exception {
        List<Object> senders = new ArrayList<>();
        serve("maxErrors=1&onMail=direct:mail", exchange -> { }, exchange -> senders.add(exchange.getMessage().getBody()), exchange -> { });
        SmtpDialogue client = ehlo();
        client.send("FOO1", "FOO2", "MAIL FROM:<a@b.example>");
        assertThat(client.reply()).startsWith("500 5.5.2 ");
        client.expect("421 4.7.0 Too many errors").expectEnd();
        assertThat(senders).isEmpty();
    }

    @Test
    void refusedRecipientsAreNoProtocolErrors() throws Exception {
        serve("maxErrors=1&onRcpt=direct:rcpt", exchange -> { }, exchange -> { }, reply(550, "5.1.1", "no"));
        SmtpDialogue client = ehlo();
        client.send("MAIL FROM:<a@b.example>").expect("250 2.1.0 Sender ok");
        client.send("RCPT TO:<a@op.example>", "RCPT TO:<b@op.example>").expect("550 5.1.1 no", "550 5.1.1 no");
    }

    @Test
    void mailsThatTheRouteRefusesAreNoProtocolErrors() throws Exception {
        serve("maxErrors=1", reply(554, "5.5.0", "no"));
        SmtpDialogue client = envelope();
        client.data("x").expect("554 5.5.0 no");
        client.send("NOOP").expect("250 2.0.0 Ok");
    }

    @Test
    void whoTriesOutRecipientsIsCutOff() throws Exception {
        serve("maxUnknownRecipients=2&onRcpt=direct:rcpt", exchange -> { }, exchange -> { }, reply(550, "5.1.1", "no"));
        SmtpDialogue client = ehlo();
        client.send("MAIL FROM:<a@b.example>").expect("250 2.1.0 Sender ok");
        client.send("RCPT TO:<a@op.example>", "RCPT TO:<b@op.example>", "RCPT TO:<c@op.example>").expect("550 5.1.1 no", "550 5.1.1 no",
                "421 4.7.0 Too many unknown recipients, try again later").expectEnd();
    }

    @Test
    void recipientsRefusedForNowAreNotUnknown() throws Exception {
        serve("maxUnknownRecipients=1&onRcpt=direct:rcpt", exchange -> { }, exchange -> { }, reply(450, "4.2.0", "later"));
        SmtpDialogue client = ehlo();
        client.send("MAIL FROM:<a@b.example>").expect("250 2.1.0 Sender ok");
        client.send("RCPT TO:<a@op.example>", "RCPT TO:<b@op.example>").expect("450 4.2.0 later", "450 4.2.0 later");
    }

    @Test
    void tooManyMailsInFlightAreToldAtMail() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        serve("maxMailsInFlight=1", exchange -> {
            entered.countDown();
            go.await(30, TimeUnit.SECONDS);
        });
        SmtpDialogue first = envelope().data("x");
        entered.await();
        SmtpDialogue second = ehlo();
        second.send("MAIL FROM:<a@b.example>").expect("451 4.3.2 Too busy, try again later");
        go.countDown();
        assertThat(first.reply()).startsWith("250 2.6.0 ");
        await().untilAsserted(() -> second.send("MAIL FROM:<a@b.example>").expect("250 2.1.0 Sender ok"));
    }

    @Test
    void commandThatDripsIsCutOff() throws Exception {
        serve("idleTimeout=300", exchange -> { });
        SmtpDialogue client = connect();
        client.drip("NOOP ");
        client.expect(TIMED_OUT);
    }

    @Test
    void commandsEachHaveTheirOwnTime() throws Exception {
        serve("idleTimeout=400", exchange -> { });
        SmtpDialogue client = connect();
        long start = System.nanoTime();
        await().pollInterval(100, TimeUnit.MILLISECONDS).until(() -> {
            client.send("NOOP").expect("250 2.0.0 Ok");
            return System.nanoTime() - start > 1_000_000_000L;
        });
    }

    @Test
    void dataThatDripsIsCutOff() throws Exception {
        serve("dataTimeout=300", exchange -> { });
        SmtpDialogue client = envelope();
        client.send("DATA").expect("354 End data with <CR><LF>.<CR><LF>");
        client.drip("x\r\n");
        client.expect(TIMED_OUT);
    }

    @Test
    void chunkThatDripsIsCutOff() throws Exception {
        serve("dataTimeout=300", exchange -> { });
        SmtpDialogue client = envelope().send("BDAT 1000000 LAST");
        client.drip("x\r\n");
        client.expect(TIMED_OUT);
    }

    @Test
    void mailOfDrippingChunksIsCutOff() throws Exception {
        serve("dataTimeout=300", exchange -> { });
        SmtpDialogue client = envelope();
        long start = System.nanoTime();
        String reply;
        do {
            reply = client.raw("BDAT 1\r\nx").reply();
        } while (reply.startsWith("250 ") && System.nanoTime() - start < 10_000_000_000L);
        assertThat(reply).isEqualTo(TIMED_OUT);
    }

    @Test
    void clientThatDoesNotTakeItsRepliesIsCutOff() throws Exception {
        serve("idleTimeout=1000&maxMailsPerMinutePerClient=0", exchange -> { });
        try (Socket client = new Socket()) {
            client.setReceiveBufferSize(4096);
            client.connect(new InetSocketAddress("127.0.0.1", port()));
            client.getOutputStream().write("HELO x\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThatThrownBy(() -> {
                while (true) {
                    client.getOutputStream().write(COMMANDS);
                }
            }).isInstanceOf(IOException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"NOOP", "RSET", "VRFY x", "HELP", "EHLO x", "AUTH PLAIN|*", "MAIL FROM:<refused@b.example>"})
    void commandsThatBringNoMailAreNotDoneForEver(String command) throws Exception {
        context.getRegistry().bind("users", (SmtpAuthenticator) (user, password) -> false);
        serve("onMail=direct:mail&authenticator=#users&authWithoutTls=true&maxMailsPerMinutePerClient=0", exchange -> { }, exchange -> {
            if (exchange.getMessage().getBody(String.class).startsWith("refused")) {
                reply(450, "4.7.1", "Later").process(exchange);
            }
        }, exchange -> { });
        SmtpDialogue client = ehlo();
        for (int mail = 0; mail < 3; mail++) {
            client.send("MAIL FROM:<a@b.example>", "RSET").expect("250 2.1.0 Sender ok", "250 2.0.0 Ok");
            for (int i = 0; i < 98; i++) {
                assertThat(done(client, command)).doesNotStartWith("421");
            }
        }
        assertThat(done(client, command)).doesNotStartWith("421");
        assertThat(done(client, command)).isEqualTo("421 4.7.0 Too many commands without a mail");
        client.expectEnd();
    }

    /** The last reply to the lines of a command. */
    private static String done(SmtpDialogue client, String lines) throws IOException {
        String reply = null;
        for (String line : lines.split("\\|")) {
            reply = client.send(line).reply();
            if (reply.startsWith("421")) {
                return reply;
            }
        }
        return reply;
    }

    @Test
    void refusedRecipientsOfOneMailAreNotReadForEver() throws Exception {
        serve("maxRecipients=2&maxRecipientsPerMinutePerClient=0", exchange -> { });
        SmtpDialogue client = envelope().send("RCPT TO:<eve@op.example>").expect("250 2.1.5 Recipient ok");
        for (int i = 0; i < 1000; i++) {
            client.send("RCPT TO:<bob@op.example>").expect("452 4.5.3 Too many recipients");
        }
        client.send("RCPT TO:<bob@op.example>").expect("421 4.7.0 Too many commands without a mail").expectEnd();
    }

    @Test
    void waitingForTheRouteIsNotTheClientsTime() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        serve("dataTimeout=200&idleTimeout=200", exchange -> never.await(500, TimeUnit.MILLISECONDS));
        SmtpDialogue client = envelope();
        assertThat(client.data("x").reply()).startsWith("250 2.6.0 ");
        client.send("NOOP").expect("250 2.0.0 Ok");
    }

    @Test
    void clientThatTalksBeforeTheGreetingIsRefused() throws Exception {
        serve("greetingDelay=20000", exchange -> { });
        from("127.0.0.2").send("EHLO spam.example").expect("554 5.5.1 Wait for the greeting").expectEnd();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 50})
    void clientThatWaitsIsGreeted(int delay) throws Exception {
        serve("greetingDelay=" + delay, exchange -> { });
        connect().send("EHLO x").reply();
    }

    @Test
    void refusedConnectionsFreeTheirPlaces() throws Exception {
        serve("greetingDelay=20000&maxConnectionsPerClient=1", exchange -> { });
        for (int i = 0; i < 3; i++) {
            int attempt = i;
            await().untilAsserted(() -> from("127.0.0.2").send("EHLO spam" + attempt).expect("554 5.5.1 Wait for the greeting"));
        }
    }
}
