package org.mailiwf.mapping;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailiwf.msrp.MsrpConstants;
import org.mailiwf.msrp.MsrpFailure;
import org.mailiwf.sip.SipConstants;
import org.mailiwf.sip.SipFailure;
import org.mailiwf.smtpd.SmtpConstants;
import org.mailiwf.smtpd.SmtpRecipient;

class StatusMapTest {

    private static final String SHORT_HEADER = "key,smtp_code,enhanced,text\n";

    @TempDir
    Path directory;

    private final StatusMap statusMap = new StatusMap();

    /** The rows of the shipped file, taken apart here by a way of its own. */
    static Stream<List<String>> rows() throws IOException {
        try (InputStream in = StatusMap.class.getResourceAsStream("sip-smtp-map.csv")) {
            return new String(in.readAllBytes(), UTF_8).lines().skip(1)
                    .map(line -> Stream.of(line.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)")).map(field -> field.replace("\"", "")).toList())
                    .toList().stream();
        }
    }

    @Test
    void allRowsAreTried() throws IOException {
        assertThat(rows()).hasSize(101);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void everyRowGivesItsReply(List<String> row) {
        String key = row.get(0);
        boolean status = key.matches("[2-6][0-9x]{2}(\\+RA)?");
        TestMail mail = mail();
        if (status) {
            // 99 stands for a status that has no row of its own
            mail.header(SipConstants.STATUS_CODE, Integer.valueOf(key.substring(0, 3).replace("xx", "99")))
                    .header(SipConstants.RETRY_AFTER, key.endsWith("+RA") ? 120 : null);
            statusMap.reply(mail.exchange());
        } else {
            statusMap.replyTo(key, mail.exchange());
        }

        String sip = status ? " (SIP " + key.substring(0, 3).replace("xx", "99") + ")" : "";
        assertReply(mail, Integer.parseInt(row.get(3)), row.get(4), row.get(3).equals("250")
                ? "Q1 " + row.get(5) + sip
                : "<bob@op.example> " + row.get(5) + sip + " [Q1]");
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 407})
    void aChallengeOfAForeignRealmIsForGoodAndNotForNow(int status) {
        TestMail mail = mail().header(SipConstants.STATUS_CODE, status).header(SipConstants.FOREIGN_REALM, "elsewhere.example");

        statusMap.reply(mail.exchange());

        assertReply(mail, 550, "5.7.1", "<bob@op.example> Recipient domain does not accept mail from this gateway (SIP " + status + ") [Q1]");
    }

    @Test
    void successNamesTheIdFirst() {
        assertReply(replied(200, null), 250, "2.6.0", "Q1 Message delivered to messaging client (SIP 200)");
    }

    @Test
    void failureNamesTheRecipientFirst() {
        assertReply(replied(404, null), 550, "5.1.1", "<bob@op.example> No such messaging user (SIP 404) [Q1]");
    }

    @Test
    void retryAfterCountsWhereTheMapHasARowForIt() {
        assertReply(replied(603, 60), 450, "4.2.1", "<bob@op.example> Recipient not accepting messages now (SIP 603) [Q1]");
        assertReply(replied(486, 60), 450, "4.2.1", "<bob@op.example> Recipient busy (SIP 486) [Q1]");
        assertReply(replied(499, 60), 554, "5.5.0", "<bob@op.example> Messaging network rejected the request (SIP 499) [Q1]");
    }

    @Test
    void everyFinalStatusHasAReplyOfALegalCode() {
        IntStream.rangeClosed(200, 699).forEach(status -> {
            TestMail mail = replied(status, null);
            assertThat(mail.exchange().getMessage().getHeader(SmtpConstants.REPLY_CODE, Integer.class))
                    .isIn(status < 300 ? List.of(250) : List.of(450, 451, 452, 550, 552, 554));
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 100, 199, 700, 999})
    void impossibleStatusIsOurOwnFault(int status) {
        assertReply(replied(status, null), 451, "4.3.0", "<bob@op.example> Gateway error, try later [Q1]");
    }

    @Test
    void missingStatusIsOurOwnFault() {
        assertReply(replied(null, null), 451, "4.3.0", "<bob@op.example> Gateway error, try later [Q1]");
    }

    @ParameterizedTest
    @CsvSource({
        "TIMEOUT,451,4.4.1,No answer from messaging network", "TRANSPORT,451,4.4.1,Cannot reach messaging network",
        "BROKEN,451,4.4.2,Connection to messaging network lost", "TLS,451,4.7.5,Cannot establish a secure connection",
        "TOO_LARGE,552,5.3.4,Message too large for recipient",
        "PENDING,451,4.4.5,Recipient has another message in progress"
    })
    void failureBeforeAnyAnswerComesBeforeTheStatus(SipFailure failure, int code, String enhanced, String text) {
        TestMail mail = mail().header(SipConstants.FAILURE, failure).header(SipConstants.STATUS_CODE, 503);
        statusMap.reply(mail.exchange());

        assertReply(mail, code, enhanced, "<bob@op.example> " + text + " [Q1]");
    }

    @ParameterizedTest
    @CsvSource({
        "200,250,2.6.0,Message delivered to messaging network", "400,554,5.5.0,Protocol error at messaging network",
        "403,550,5.7.1,Message refused by recipient", "408,451,4.4.2,Transfer timed out", "413,552,5.3.4,Message too large for recipient",
        "415,554,5.6.1,Content type not supported by recipient", "423,554,5.5.0,Protocol error at messaging network",
        "481,451,4.4.2,Session lost", "501,554,5.3.3,Recipient system does not support this transfer", "506,451,4.4.2,Session lost",
        "499,554,5.5.0,Protocol error at messaging network", "599,451,4.3.0,'Messaging network error, try later'",
        "700,451,4.3.0,'Gateway error, try later'", "0,451,4.3.0,'Gateway error, try later'"
    })
    void theMsrpStatusOfASessionComesBeforeTheSipStatusOfItsInvite(int status, int code, String enhanced, String text) {
        TestMail mail = mail().header(SipConstants.STATUS_CODE, 200).header(MsrpConstants.STATUS_CODE, status);
        statusMap.reply(mail.exchange());

        assertReply(mail, code, enhanced, code == 250 ? "Q1 " + text + " (MSRP 200)" : "<bob@op.example> " + text + " (MSRP " + status + ") [Q1]");
    }

    @ParameterizedTest
    @CsvSource({
        "TRANSPORT,451,4.4.1,Cannot reach messaging network", "TIMEOUT,451,4.4.2,Transfer timed out",
        "BROKEN,451,4.4.2,Connection to messaging network lost", "BYE,451,4.4.2,Transfer interrupted",
        "UNDESIRED,550,5.7.1,Message refused by recipient"
    })
    void whyASessionFailedComesBeforeItsStatus(MsrpFailure failure, int code, String enhanced, String text) {
        TestMail mail = mail().header(SipConstants.STATUS_CODE, 200).header(MsrpConstants.FAILURE, failure);
        statusMap.reply(mail.exchange());

        assertReply(mail, code, enhanced, "<bob@op.example> " + text + " [Q1]");
    }

    @Test
    void anAnswerThatNoMessageCanBeSentByIsA488() {
        TestMail mail = mail().header(SipConstants.STATUS_CODE, 488).header(MsrpConstants.FAILURE, MsrpFailure.ANSWER);
        statusMap.reply(mail.exchange());

        assertReply(mail, 554, "5.6.1", "<bob@op.example> Content type not supported by recipient (SIP 488) [Q1]");
    }

    @Test
    void aMessageWithoutItsAttachmentsIsConvertedWithLoss() {
        TestMail mail = mail().header(SipConstants.STATUS_CODE, 200).header(MsrpConstants.STATUS_CODE, 200);
        mail.exchange().setProperty("leftOut", List.of("a.pdf (application/pdf)"));
        statusMap.reply(mail.exchange());

        assertReply(mail, 250, "2.6.4", "Q1 Message delivered to messaging network, attachments left out (MSRP 200)");
    }

    @Test
    void reasonPhraseOfTheFarSideIsNotInTheReply() {
        TestMail mail = mail().header(SipConstants.STATUS_CODE, 404).header(SipConstants.REASON_PHRASE, "secret\r\n250 ok");
        statusMap.reply(mail.exchange());

        assertReply(mail, 550, "5.1.1", "<bob@op.example> No such messaging user (SIP 404) [Q1]");
    }

    @Test
    void recipientOfTheExchangeIsNamedBeforeTheFirstOfTheMail() {
        TestMail mail = mail().header(SmtpConstants.RECIPIENT, SmtpRecipient.of("carol@op.example"));
        statusMap.replyTo("nomap", mail.exchange());

        assertReply(mail, 550, "5.1.1", "<carol@op.example> No such messaging user [Q1]");
    }

    @Test
    void replyWithoutRecipientOrIdLeavesThemOut() {
        TestMail mail = mail().header(SmtpConstants.RECIPIENTS, List.of()).header(SmtpConstants.ID, null);
        statusMap.replyTo("shutdown", mail.exchange());
        assertReply(mail, 421, "4.3.2", "Gateway shutting down");

        statusMap.replyTo("msrp200", mail.exchange());
        assertReply(mail, 250, "2.6.0", "Message delivered to messaging network");
    }

    @Test
    void recipientBeyondAsciiIsNamedToAClientThatSpeaksSmtputf8() {
        TestMail mail = mail().to("jörg@op.example");
        statusMap.replyTo("nomap", mail.exchange());
        assertReply(mail, 550, "5.1.1", "No such messaging user [Q1]");

        mail.header(SmtpConstants.SMTPUTF8, true);
        statusMap.replyTo("nomap", mail.exchange());
        assertReply(mail, 550, "5.1.1", "<jörg@op.example> No such messaging user [Q1]");
    }

    @Test
    void recipientWithALineBreakIsNotNamed() {
        TestMail mail = mail().to("bob\r\n250 ok@op.example");
        statusMap.replyTo("nomap", mail.exchange());

        assertReply(mail, 550, "5.1.1", "No such messaging user [Q1]");
    }

    @Test
    void unknownKeyIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> statusMap.replyTo("nomaps", mail().exchange()))
                .withMessageContaining("'nomaps'");
    }

    @Test
    void integratorsRowsReplaceThoseOfTheSameKeyAndAddStatusCodes() throws IOException {
        statusMap.setOverrides(file(SHORT_HEADER + "480,550,5.2.1,No messaging device\r\n486+RA,451,4.2.1,\"Busy, try later\"\n"
                + "nomap,550,5.1.1,Unknown here\n499,451,4.4.0,Strange\n"));

        assertReply(replied(480, null), 550, "5.2.1", "<bob@op.example> No messaging device (SIP 480) [Q1]");
        assertReply(replied(486, 60), 451, "4.2.1", "<bob@op.example> Busy, try later (SIP 486) [Q1]");
        assertReply(replied(486, null), 450, "4.2.1", "<bob@op.example> Recipient busy (SIP 486) [Q1]");
        assertReply(replied(499, null), 451, "4.4.0", "<bob@op.example> Strange (SIP 499) [Q1]");
        assertReply(replied(404, null), 550, "5.1.1", "<bob@op.example> No such messaging user (SIP 404) [Q1]");
    }

    @Test
    void integratorsFileMayHaveAllColumnsOfTheShippedOne() throws IOException {
        statusMap.setOverrides(file("\ufeffkey,meaning,gateway_action_first,smtp_code,enhanced,text,why\n"
                + "480,\"a \"\"b\"\"\",-,550,5.2.1,Gone,\"x\ny\"\n"));

        assertReply(replied(480, null), 550, "5.2.1", "<bob@op.example> Gone (SIP 480) [Q1]");
    }

    @Test
    void emptyOverridesAreNone() {
        statusMap.setOverrides(" ");

        assertReply(replied(200, null), 250, "2.6.0", "Q1 Message delivered to messaging client (SIP 200)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "404,553,5.1.1,x|may not answer DATA", "404,2x0,5.1.1,x|no reply code", "404,550,4.1.1,x|class", "404,550,5.1,x|RFC 3463",
        "404,550,5.01.1,x|RFC 3463", "404,450,4.1.1,x|only for permanent errors", "404,450,4.7.1,x|only for permanent errors",
        "404,550,5.2.2,x|only for transient errors", "404,554,5.4.6,x|only for transient errors", "404,250,2.6.0,x|would lose it",
        "timeout,250,2.6.0,x|would lose it", "202,451,4.3.0,x|send it again", "404,550,5.1.1,|printable", "404,550,5.1.1,Grüße|printable",
        "`404,550,5.1.1,\"a\nb\"`|printable", "704,550,5.1.1,x|no SIP status", "4XX,550,5.1.1,x|no SIP status",
        "404+ra,550,5.1.1,x|no SIP status",
        "100,550,5.1.1,x|no SIP status", ",550,5.1.1,x|no SIP status", "404,550,5.1.1|fields", "404,550,5.1.1,x,y|fields",
        "404,550,5.1.1,x\"y|quote"
    })
    void rowThatIsNotLegalIsNamedWithFileLineAndRule(String row, String rule) {
        assertThatIllegalArgumentException().isThrownBy(() -> statusMap.setOverrides(file(SHORT_HEADER + "480,450,4.2.1,ok\n"
                        + row + "\n")))
                .withMessageContainingAll("iwf.status-map.file", "map.csv line 3: ", rule);
        assertReply(replied(480, null), 450, "4.2.1", "<bob@op.example> Recipient temporarily unavailable (SIP 480) [Q1]");
    }

    @Test
    void textThatIsTooLongIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> statusMap.setOverrides(file(SHORT_HEADER + "404,550,5.1.1," + "x".repeat(121) + "\n")))
                .withMessageContaining("line 2");
    }

    @Test
    void keyThatStandsTwiceIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> statusMap.setOverrides(file(SHORT_HEADER + "404,550,5.1.1,x\n404,550,5.1.1,y\n")))
                .withMessageContainingAll("map.csv line 3", "'404' stands there twice");
    }

    @Test
    void nameThatTheMapDoesNotKnowIsRefusedWithThoseItKnows() {
        assertThatIllegalArgumentException().isThrownBy(() -> statusMap.setOverrides(file(SHORT_HEADER + "timeot,451,4.4.1,x\n")))
                .withMessageContainingAll("map.csv", "'timeot'", "timeout", "nomap");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "key,code\n", "404,550,5.1.1,x\n"})
    void fileWithoutTheHeaderLineIsRefused(String content) {
        assertThatIllegalArgumentException().isThrownBy(() -> statusMap.setOverrides(file(content)))
                .withMessageContainingAll("map.csv line 1", "key,smtp_code,enhanced,text");
    }

    @Test
    void fileThatIsNotUtf8OrCannotBeReadIsRefused() throws IOException {
        Path file = directory.resolve("map.csv");
        Files.write(file, (SHORT_HEADER + "404,550,5.1.1,Grüße").getBytes(ISO_8859_1));

        assertThatIllegalArgumentException().isThrownBy(() -> statusMap.setOverrides(file.toString())).withMessageContaining("UTF-8");
        assertThatIllegalArgumentException().isThrownBy(() -> statusMap.setOverrides(directory.resolve("missing").toString()))
                .withMessageContainingAll("iwf.status-map.file", "missing", "can be read");
    }

    private TestMail mail() {
        return TestMail.of().header(SmtpConstants.ID, "Q1");
    }

    private TestMail replied(Integer status, Integer retryAfter) {
        TestMail mail = mail().header(SipConstants.STATUS_CODE, status).header(SipConstants.RETRY_AFTER, retryAfter);
        statusMap.reply(mail.exchange());
        return mail;
    }

    private static void assertReply(TestMail mail, int code, String enhanced, String text) {
        Exchange exchange = mail.exchange();
        assertThat(exchange.getMessage().getHeader(SmtpConstants.REPLY_CODE)).isEqualTo(code);
        assertThat(exchange.getMessage().getHeader(SmtpConstants.ENHANCED_STATUS)).isEqualTo(enhanced);
        assertThat(exchange.getMessage().getHeader(SmtpConstants.REPLY_TEXT)).isEqualTo(text);
    }

    private String file(String content) throws IOException {
        return Files.writeString(directory.resolve("map.csv"), content).toString();
    }
}
