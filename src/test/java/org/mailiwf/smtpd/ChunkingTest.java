package org.mailiwf.smtpd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** BDAT (RFC 3030). */
class ChunkingTest extends SmtpdTestSupport {

    private final List<String> mails = Collections.synchronizedList(new ArrayList<>());

    private void serve(String options) throws Exception {
        serve(options, exchange -> {
            String mail = new String(exchange.getMessage().getBody(InputStream.class).readAllBytes(), StandardCharsets.UTF_8);
            mails.add(mail.substring(mail.indexOf("+0000\r\n") + 7));
        });
    }

    @Test
    void chunksAreOneMailAndOneExchange() throws Exception {
        serve("");
        SmtpDialogue client = envelope();
        client.raw("BDAT 14\r\nSubject: x\r\n\r\n").expect("250 2.0.0 14 octets received");
        client.raw("bdat 0\r\n").expect("250 2.0.0 0 octets received");
        assertThat(client.raw("BDAT 6 last\r\n.\r\nx\r\n").reply()).startsWith("250 2.6.0 ");
        assertThat(mails).containsExactly("Subject: x\r\n\r\n.\r\nx\r\n");
    }

    @Test
    void lastChunkMayBeEmpty() throws Exception {
        serve("");
        SmtpDialogue client = envelope();
        client.raw("BDAT 5\r\nabc\r\n").expect("250 2.0.0 5 octets received");
        assertThat(client.raw("BDAT 0 LAST\r\n").reply()).startsWith("250 2.6.0 ");
        assertThat(mails).containsExactly("abc\r\n");
    }

    @Test
    void wholeSessionMayBePipelined() throws Exception {
        serve("");
        SmtpDialogue client = ehlo();
        client.raw("MAIL FROM:<a@b.example>\r\nRCPT TO:<bob@op.example>\r\nBDAT 3\r\na\r\nBDAT 3 LAST\r\nb\r\n"
                + "MAIL FROM:<a@b.example>\r\nRCPT TO:<bob@op.example>\r\nBDAT 3 LAST\r\nc\r\nQUIT\r\n");
        client.expect("250 2.1.0 Sender ok", "250 2.1.5 Recipient ok", "250 2.0.0 3 octets received");
        assertThat(client.reply()).startsWith("250 2.6.0 ");
        client.expect("250 2.1.0 Sender ok", "250 2.1.5 Recipient ok");
        assertThat(client.reply()).startsWith("250 2.6.0 ");
        client.expect("221 2.0.0 Bye").expectEnd();
        assertThat(mails).containsExactly("a\r\nb\r\n", "c\r\n");
    }

    @Test
    void chunkWithoutATransactionIsReadAndNotTakenForCommands() throws Exception {
        serve("");
        SmtpDialogue client = ehlo();
        client.raw("BDAT 6 LAST\r\nQUIT\r\nNOOP\r\n").expect("503 5.5.1 Send MAIL first", "250 2.0.0 Ok");
        client.send("MAIL FROM:<a@b.example>").expect("250 2.1.0 Sender ok");
        client.raw("BDAT 6\r\nQUIT\r\nNOOP\r\n").expect("503 5.5.1 No valid recipients", "250 2.0.0 Ok");
    }

    @Test
    void dataCannotFollowBdat() throws Exception {
        serve("");
        SmtpDialogue client = envelope();
        client.raw("BDAT 3\r\na\r\n").expect("250 2.0.0 3 octets received");
        client.send("DATA").expect("503 5.5.1 DATA after BDAT");
        assertThat(client.raw("BDAT 3 LAST\r\nb\r\n").reply()).startsWith("250 2.6.0 ");
        assertThat(mails).containsExactly("a\r\nb\r\n");
    }

    @Test
    void bdatAfterTheLastChunkIsOutOfSequence() throws Exception {
        serve("");
        SmtpDialogue client = envelope();
        assertThat(client.raw("BDAT 3 LAST\r\na\r\n").reply()).startsWith("250 2.6.0 ");
        client.raw("BDAT 3 LAST\r\nb\r\n").expect("503 5.5.1 Send MAIL first");
        assertThat(mails).containsExactly("a\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSET", "EHLO again.example"})
    void chunksBeforeRsetOrEhloAreForgotten(String command) throws Exception {
        serve("");
        SmtpDialogue client = envelope();
        client.raw("BDAT 3\r\na\r\n").expect("250 2.0.0 3 octets received");
        client.send(command).reply();
        client.send("MAIL FROM:<a@b.example>", "RCPT TO:<bob@op.example>").expect("250 2.1.0 Sender ok", "250 2.1.5 Recipient ok");
        assertThat(client.raw("BDAT 3 LAST\r\nb\r\n").reply()).startsWith("250 2.6.0 ");
        assertThat(mails).containsExactly("b\r\n");
    }

    @Test
    void sumOfTheChunksIsHeldToTheSizeLimitBeforeTheyAreKept() throws Exception {
        serve("maxMessageSize=1000");
        SmtpDialogue client = envelope();
        client.raw("BDAT 600\r\n" + "x".repeat(600)).expect("250 2.0.0 600 octets received");
        client.raw("BDAT 401\r\n" + "QUIT\r\n".repeat(66) + "QUIT\r").expect("552 5.3.4 Message too large");
        client.raw("BDAT 3 LAST\r\nb\r\n").expect("503 5.5.1 Send MAIL first");
        client.send("MAIL FROM:<a@b.example>").expect("250 2.1.0 Sender ok");
        assertThat(mails).isEmpty();
    }

    @Test
    void mailOfExactlyTheLimitIsTaken() throws Exception {
        serve("maxMessageSize=1000");
        SmtpDialogue client = envelope();
        client.raw("BDAT 600\r\n" + "x".repeat(600)).expect("250 2.0.0 600 octets received");
        assertThat(client.raw("BDAT 400 LAST\r\n" + "x".repeat(400)).reply()).startsWith("250 2.6.0 ");
    }

    @Test
    void chunkThatIsFarTooLargeIsNotEvenRead() throws Exception {
        serve("maxMessageSize=1000");
        envelope().send("BDAT 999999999999999 LAST").expect("552 5.3.4 Message too large").expectEnd();
    }

    @ParameterizedTest
    @ValueSource(strings = {"BDAT", "BDAT x", "BDAT -1", "BDAT +1 LAST", "BDAT 5 FIRST", "BDAT 5LAST", "BDAT 9999999999999999 LAST", "BDAT LAST",
            "BDAT 0x5", "BDAT 5 LAST LAST", "BDAT \u0665 LAST", "BDAT 5 LA\u017fT"})
    void chunkOfUnknownSizeClosesTheConnection(String command) throws Exception {
        serve("");
        envelope().raw(command + "\r\nNOOP\r\n")
                .expect("501 5.5.4 BDAT needs the size of its chunk in octets, then LAST or nothing").expectEnd();
        assertThat(mails).isEmpty();
    }

    @Test
    void binaryMimeIsNotOffered() throws Exception {
        serve("");
        SmtpDialogue client = connect();
        assertThat(client.send("EHLO x").reply()).contains("250-CHUNKING\n").doesNotContain("BINARYMIME");
        client.send("MAIL FROM:<a@b.example> BODY=BINARYMIME").expect("501 5.5.4 BODY is 7BIT or 8BITMIME");
    }

    @Test
    void routesAnswerIsTheReplyToTheLastChunk() throws Exception {
        serve("", reply(550, "5.1.1", "no"));
        SmtpDialogue client = envelope();
        client.raw("BDAT 3 LAST\r\na\r\n").expect("550 5.1.1 no");
        client.send("NOOP").expect("250 2.0.0 Ok");
    }

    @Test
    void spooledChunksOfAClientThatGoesAwayAreDeleted(@TempDir Path spool) throws Exception {
        serve("spoolThreshold=10&spoolDirectory=" + spool);
        SmtpDialogue client = envelope();
        client.raw("BDAT 20\r\n" + "x".repeat(20)).expect("250 2.0.0 20 octets received");
        assertThat(mailFiles(spool)).hasSize(1);
        client.raw("BDAT 20 LAST\r\nhalf").close();
        await().untilAsserted(() -> assertThat(mailFiles(spool)).isEmpty());
        assertThat(mails).isEmpty();
    }

    private static File[] mailFiles(Path spool) {
        return spool.toFile().listFiles((directory, name) -> !name.endsWith(".lock"));
    }
}
