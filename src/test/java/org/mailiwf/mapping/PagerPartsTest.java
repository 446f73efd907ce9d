package org.mailiwf.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;

import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailiwf.msrp.MsrpConstants;
import org.mailiwf.sip.SipConstants;
import org.mailiwf.smtpd.SmtpConstants;

class PagerPartsTest {

    private static final String MAIL = "Message-ID: <1@corp.example>\r\n\r\nThe review moved to room 4.2.";
    private static final String WITH_FILE = "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nHello\r\n--b\r\n"
            + "Content-Type: application/pdf\r\n\r\n%PDF\r\n--b--";

    private final PagerParts bean = new PagerParts();

    PagerPartsTest() {
        bean.setFallback("split");
        bean.setPartSize("20");
    }

    @Test
    void eachPartIsSentWhenTheOneBeforeWasAcknowledged() throws Exception {
        Exchange exchange = refused(MAIL, 488);

        assertThat(sent(exchange, 200, 202, 200)).containsExactly("(1/3) The review ", "(2/3) moved to room ", "(3/3) 4.2.");
        assertThat(reply(exchange)).isEqualTo("250 2.6.0 Message delivered to messaging client (SIP 200)");
    }

    @Test
    void behindAFailureNothingIsSentAndTheReplySaysWhatWas() throws Exception {
        Exchange exchange = refused(MAIL, 488);

        assertThat(sent(exchange, 200, 480)).containsExactly("(1/3) The review ", "(2/3) moved to room ");
        assertThat(reply(exchange)).isEqualTo("450 4.2.1 <bob@op.example> Recipient temporarily unavailable (SIP 480) after 1 of 3 parts");
    }

    @Test
    void aMailThatComesAgainGoesOnWithThePartThatFailed() throws Exception {
        sent(refused(MAIL, 488), 200, 480);
        Exchange again = refused(MAIL, 488);

        assertThat(sent(again, 200, 200)).containsExactly("(2/3) moved to room ", "(3/3) 4.2.");
        assertThat(reply(again)).startsWith("250 ");
    }

    @Test
    void whatWasDeliveredWholeIsANewMailWhenItComesAgain() throws Exception {
        sent(refused(MAIL, 488), 200, 200, 200);

        assertThat(sent(refused(MAIL, 488), 200, 200, 200)).hasSize(3);
    }

    @Test
    void anotherMailWithTheSameTextBeginsWithItsFirstPart() throws Exception {
        sent(refused(MAIL, 488), 200, 480);

        assertThat(sent(refused(MAIL.replace("<1@", "<2@"), 488), 480)).containsExactly("(1/3) The review ");
    }

    @Test
    void aFirstPartThatFailsIsLikeAnyMail() throws Exception {
        Exchange exchange = refused(MAIL, 488);
        sent(exchange, 404);

        assertThat(reply(exchange)).isEqualTo("550 5.1.1 <bob@op.example> No such messaging user (SIP 404)");
    }

    @ParameterizedTest
    @ValueSource(ints = {405, 415, 488, 501, 606})
    void whatSaysThatThereIsNoLargeMessageMode(int status) throws Exception {
        assertThat(refused(MAIL, status).getProperty("noLargeMessageMode")).isEqualTo(true);
        assertThat(refused(MAIL, status).getProperty("partToSend")).isEqualTo(true);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 302, 401, 404, 408, 413, 480, 486, 487, 500, 503, 603})
    void whatDoesNotSayThat(int status) throws Exception {
        assertThat(refused(MAIL, status).getProperty("noLargeMessageMode")).isEqualTo(false);
        assertThat(refused(MAIL, status).getProperty("partToSend")).isNull();
    }

    @Test
    void aSessionThatTakesNoneOfTheTypesSaysItTooButNotOneThatTookTheMessage() throws Exception {
        Exchange exchange = LargeMessageTest.mail(MAIL);
        exchange.getMessage().setHeader(SipConstants.STATUS_CODE, 200);
        exchange.getMessage().setHeader(MsrpConstants.STATUS_CODE, 415);
        bean.process(exchange);

        assertThat(exchange.getProperty("partToSend")).isEqualTo(true);
        assertThat(sent(exchange, 200, 200, 200)).hasSize(3);
        assertThat(exchange.getMessage().getHeader(MsrpConstants.STATUS_CODE)).isNull();
    }

    @Test
    void codeLeavesTheReplyToTheFarSide() throws Exception {
        bean.setFallback("code");

        assertThat(refused(MAIL, 488).getProperty("partToSend")).isNull();
    }

    @Test
    void truncateSaysThatItIsShortened() throws Exception {
        bean.setFallback("truncate");
        bean.setPartSize("60");
        String text = "word ".repeat(40);

        assertThat(sent(refused("\r\n" + text, 415), 200)).containsExactly("word word word word\r\n[Shortened: the text has 199 octets]");
    }

    @Test
    void truncateWithoutRoomForThatSaysItInThreeDots() throws Exception {
        bean.setFallback("truncate");

        assertThat(sent(refused(MAIL, 415), 200)).containsExactly("The review[...]");
    }

    @Test
    void textThatFitsIsSentAsItIs() throws Exception {
        bean.setFallback("truncate");
        bean.setPartSize("100");

        assertThat(sent(refused(MAIL, 415), 200)).containsExactly("The review moved to room 4.2.");
    }

    @Test
    void aLongerMailThanMayBeSplitIsNotSentAtAll() throws Exception {
        bean.setMaxParts("2");

        assertThat(refused(MAIL, 488).getProperty("partToSend")).isNull();
    }

    @Test
    void attachmentsAreNamedAndTheReplySaysThatTheyAreMissing() throws Exception {
        bean.setPartSize("100");
        Exchange exchange = refused(WITH_FILE, 488);

        assertThat(sent(exchange, 200)).containsExactly("Hello\r\n\r\n[Not sent along: application/pdf]");
        assertThat(reply(exchange)).isEqualTo("250 2.6.4 Message delivered to messaging client, attachments left out (SIP 200)");
    }

    @Test
    void whereAllOfAMailIsToBeDeliveredItsTextAloneIsNot() throws Exception {
        bean.setAttachments("whole");

        assertThat(refused(WITH_FILE, 488).getProperty("partToSend")).isNull();
        assertThat(refused(MAIL, 488).getProperty("partToSend")).isEqualTo(true);
    }

    @Test
    void aMailWithoutTextIsNotSentAsText() throws Exception {
        assertThat(refused("Content-Type: application/pdf\r\n\r\n%PDF", 488).getProperty("partToSend")).isNull();
    }

    @ParameterizedTest
    @CsvSource({"0", "65001", "x", "''"})
    void sizesOutOfBoundsAreNotAllowed(String size) {
        assertThatIllegalArgumentException().isThrownBy(() -> bean.setPartSize(size)).withMessageStartingWith("iwf.large.part-size: ");
    }

    @Test
    void otherValuesAreNotAllowed() {
        assertThatIllegalArgumentException().isThrownBy(() -> bean.setMaxParts("1000")).withMessageStartingWith("iwf.large.max-parts: ");
        assertThatIllegalArgumentException().isThrownBy(() -> bean.setFallback("cut")).withMessageStartingWith("iwf.large.fallback: ");
    }

    /** The mail behind an INVITE that was answered like this. */
    private Exchange refused(String mail, int status) throws Exception {
        Exchange exchange = LargeMessageTest.mail(mail);
        exchange.getMessage().setHeader(SipConstants.STATUS_CODE, status);
        bean.process(exchange);
        return exchange;
    }

    /** Does what the route does; the far side answers with these. */
    private List<String> sent(Exchange exchange, int... answers) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; Boolean.TRUE.equals(exchange.getProperty("partToSend")); i++) {
            bean.next(exchange);
            parts.add(exchange.getProperty("text", String.class));
            exchange.getMessage().setHeader(SipConstants.STATUS_CODE, answers[i]);
            bean.answered(exchange);
        }
        return parts;
    }

    private static String reply(Exchange exchange) {
        new StatusMap().reply(exchange);
        return exchange.getMessage().getHeader(SmtpConstants.REPLY_CODE) + " " + exchange.getMessage().getHeader(SmtpConstants.ENHANCED_STATUS) + " "
                + exchange.getMessage().getHeader(SmtpConstants.REPLY_TEXT);
    }
}
