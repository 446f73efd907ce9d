package org.mailiwf.smtpd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody gets a second mail through by an end of data that servers read differently (SMTP smuggling). */
class SmugglingTest extends SmtpdTestSupport {

    private static final String EVIL = "MAIL FROM:<evil@x.example>\r\nRCPT TO:<bob@op.example>\r\nDATA\r\nSubject: evil\r\n\r\nevil\r\n.\r\n";
    private static final String BARE = "550 5.6.11 Lines of a mail end in CR LF, it held a bare CR or LF";
    private static final String NUL = "550 5.6.11 A mail holds no NUL";

    private final List<Object> senders = Collections.synchronizedList(new ArrayList<>());
    private final List<Object> mails = Collections.synchronizedList(new ArrayList<>());

    @BeforeEach
    void serve() throws Exception {
        serve("onMail=direct:mail", exchange -> mails.add(exchange.getMessage().getHeader(SmtpConstants.MAIL_FROM)),
                exchange -> senders.add(exchange.getMessage().getBody()), exchange -> { });
    }

    private SmtpDialogue data() throws Exception {
        return envelope().send("DATA").expect("354 End data with <CR><LF>.<CR><LF>");
    }

    private void expectNoSecondTransaction() {
        assertThat(senders).containsExactly("alice@corp.example");
        assertThat(mails).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n.\n", "\n.\r\n", "\n.\r", "\r\n.\n", "\r\n.\r", "\r.\n", "\r.\r", "\r.\r\n", "\r\n.\r\r\n", "\r\r\n.\r\n",
            "\n\n.\r\n", "\r\n\n.\r\n", "\r\n.\n\r\n", "\n\r.\r\n", "\n\r.\n\r", "\r\n.\n.\r\n", "\r", "\n", "\n\r"})
    void whatOnlyLooksLikeTheEndOfDataIsRefusedAndTheConnectionClosed(String end) throws Exception {
        data().raw("Subject: x\r\n\r\nx" + end + EVIL + "QUIT\r\n").expect(BARE).expectEnd();
        expectNoSecondTransaction();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n.\n", "\n.\r\n", "\r\n.\n", "\r\n.\r", "\r.\r", "\r.\r\n"})
    void neitherDoesAPieceOfItInEveryPacket(String end) throws Exception {
        SmtpDialogue client = data();
        for (char c : ("x" + end + "evil\r\n.\r\n").toCharArray()) {
            client.raw(String.valueOf(c));
        }
        client.expect(BARE).expectEnd();
        expectNoSecondTransaction();
    }

    /** The server reads 8192 octets at a time. */
    @ParameterizedTest
    @ValueSource(ints = {8188, 8189, 8190, 8191, 8192})
    void neitherDoesOneThatLiesOnTheBorderOfARead(int octetsBefore) throws Exception {
        for (String end : List.of("\n.\n", "\n.\r\n", "\r\n.\n", "\r.\r", "\r\n.\r")) {
            data().raw("x".repeat(octetsBefore) + end + EVIL + "QUIT\r\n").expect(BARE).expectEnd();
        }
        assertThat(senders).containsOnly("alice@corp.example");
        assertThat(mails).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r\n\u0000.\r\n", "\r\n.\u0000\r\n", "\u0000"})
    void nulIsRefusedAndTheConnectionClosed(String end) throws Exception {
        data().raw("x" + end + EVIL).expect(NUL).expectEnd();
        expectNoSecondTransaction();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r\n.\r\u0000\n", "\r\u0000\n.\r\n"})
    void nulWithinALineEndIsRefusedAndTheConnectionClosed(String end) throws Exception {
        data().raw("x" + end + EVIL).expect(BARE).expectEnd();
        expectNoSecondTransaction();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n.\n", "\n.\r\n", "\r\n.\n", "\r.\r", "\r\n.\r"})
    void chunksAreHeldToTheSameRule(String end) throws Exception {
        String content = "x" + end + EVIL;
        envelope().raw("BDAT " + content.length() + " LAST\r\n" + content + "QUIT\r\n").expect(BARE).expectEnd();
        expectNoSecondTransaction();
    }

    @Test
    void chunkThatEndsInACarriageReturnIsRefused() throws Exception {
        envelope().raw("BDAT 2 LAST\r\nx\r").expect(BARE).expectEnd();
        expectNoSecondTransaction();
    }

    @Test
    void chunkWithNulIsRefused() throws Exception {
        envelope().raw("BDAT 3 LAST\r\nx\u0000x").expect(NUL).expectEnd();
        expectNoSecondTransaction();
    }

    @Test
    void lineEndMayBeSplitBetweenChunks() throws Exception {
        SmtpDialogue client = envelope();
        client.raw("BDAT 2\r\nx\rBDAT 1 LAST\r\n\n").expect("250 2.0.0 2 octets received");
        assertThat(client.reply()).startsWith("250 2.6.0 ");
    }

    @Test
    void mailGluedBehindTheDataCommandIsRefusedAndTheConnectionClosed() throws Exception {
        envelope().raw("DATA\r\nSubject: x\r\n\r\nx\r\n.\r\n" + EVIL)
                .expect("554 5.5.0 DATA is last in a group: its reply comes before the mail").expectEnd();
        expectNoSecondTransaction();
    }

    @Test
    void transactionGluedBehindTheEndOfDataIsRefusedAndTheConnectionClosed() throws Exception {
        SmtpDialogue client = data().raw("Subject: x\r\n\r\nx\r\n.\r\n" + EVIL + "QUIT\r\n");
        assertThat(client.reply()).startsWith("250 2.6.0 ");
        client.expect("421 4.5.0 Command came before the reply to the mail, try again").expectEnd();
        assertThat(senders).containsExactly("alice@corp.example");
        assertThat(mails).containsExactly("alice@corp.example");
    }

    @Test
    void quitBehindTheEndOfDataIsAnswered() throws Exception {
        SmtpDialogue client = data().raw("Subject: x\r\n\r\nx\r\n.\r\nQUIT\r\n");
        assertThat(client.reply()).startsWith("250 2.6.0 ");
        client.expect("221 2.0.0 Bye").expectEnd();
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSET\nMAIL FROM:<evil@x.example>\r\n", "RSET\rMAIL FROM:<evil@x.example>\r\n", "RSET\r\r\nNOOP\r\n"})
    void commandWithABareLineEndClosesTheConnection(String command) throws Exception {
        SmtpDialogue client = envelope().raw(command);
        assertThat(client.reply()).startsWith("501 5.5.2 ");
        client.expectEnd();
        expectNoSecondTransaction();
    }
}
