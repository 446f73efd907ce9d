package org.mailiwf.mapping;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

import org.apache.camel.Exchange;
import org.apache.camel.converter.stream.ByteArrayInputStreamCache;
import org.junit.jupiter.api.Test;
import org.mailiwf.mail.MailRefusedException;
import org.mailiwf.msrp.MsrpConstants;
import org.mailiwf.msrp.MsrpContent;
import org.mailiwf.smtpd.DeliverBy;

class LargeMessageTest {

    private static final List<String> CPIM = List.of("message/cpim");
    private static final List<String> ANY = List.of("*");
    private static final long UNLIMITED = Long.MAX_VALUE;

    private static final String MAIL = """
            From: alice@corp.example
            Content-Type: multipart/mixed; boundary=b

            --b
            Content-Type: text/plain; charset=iso-8859-1

            Gr\u00fc\u00dfe
            --b
            Content-Type: application/pdf; name=a.pdf
            Content-Transfer-Encoding: base64

            JVBERg==
            --b--
            """.replace("\n", "\r\n");

    private final LargeMessage bean = new LargeMessage();

    @Test
    void whatPagerModeWouldSayInCpimStandsBeforeThePartsOfTheMail() throws Exception {
        Exchange exchange = mail(MAIL);

        MsrpContent.Body body = body(exchange, CPIM, ANY);

        assertThat(body.contentType()).isEqualTo("message/cpim");
        assertThat(octets(body)).matches("(?s)From: <sip:alice>\r\nTo: <sip:bob>\r\nSubject: x\r\nNS: imdn <urn:ietf:params:imdn>\r\n"
                + "imdn.Message-ID: 1\r\n\r\nContent-Type: multipart/mixed; boundary=\"(iwf0-[-0-9a-f]+)\"\r\n\r\n"
                + "--\\1\r\nContent-Type: text/plain; charset=\"UTF-8\"\r\n\r\nGr\u00c3\u00bc\u00c3\u009fe\r\n"
                + "--\\1\r\nContent-Type: application/pdf; name=a.pdf\r\n\r\n%PDF\r\n--\\1--\r\n");
        assertThat(body.length()).isEqualTo(octets(body).length());
        assertThat(LeftOut.anything(exchange)).isFalse();
    }

    @Test
    void theOctetsAreTheSameAtEachAttempt() throws Exception {
        Exchange exchange = mail(MAIL);

        MsrpContent.Body body = body(exchange, CPIM, ANY);

        assertThat(octets(body)).isEqualTo(octets(body));
        assertThat(octets((MsrpContent.Body) content(exchange).choose(CPIM, ANY, UNLIMITED))).isEqualTo(octets(body));
    }

    @Test
    void whatIsWrappedMayBeOfTheAcceptTypesToo() throws Exception {
        assertThat(octets(body(mail(MAIL), List.of("message/cpim", "text/plain", "multipart/mixed"), List.of("application/*")))).contains("%PDF");
    }

    @Test
    void wrappedTypesDoNotCountWithoutAWrapper() throws Exception {
        MsrpContent.Body body = body(mail(MAIL), List.of("text/plain"), ANY);

        assertThat(body.contentType()).isEqualTo("text/plain; charset=UTF-8");
        assertThat(octets(body)).isEqualTo("Gr\u00c3\u00bc\u00c3\u009fe\r\n\r\n[Not sent along: a.pdf (application/pdf)]");
    }

    @Test
    void whatTheFarSideDoesNotTakeIsRememberedForTheReply() throws Exception {
        Exchange exchange = mail(MAIL);

        assertThat(octets(body(exchange, CPIM, List.of("text/plain")))).contains("[Not sent along: a.pdf (application/pdf)]").doesNotContain("%PDF");
        assertThat(exchange.getProperty("leftOut")).isEqualTo(List.of("a.pdf (application/pdf)"));
    }

    @Test
    void nothingIsSentWhereAllIsToBeAndCannotBe() throws Exception {
        bean.setAttachments("whole");

        assertThat(choice(mail(MAIL), CPIM, List.of("text/plain"), UNLIMITED)).isInstanceOfSatisfying(MsrpContent.Refusal.class,
                refusal -> assertThat(refusal.status()).isEqualTo(415));
        assertThat(choice(mail(MAIL), CPIM, ANY, UNLIMITED)).isInstanceOf(MsrpContent.Body.class);
    }

    @Test
    void aFarSideThatTakesNoneOfTheTypesIsNotSentAnything() throws Exception {
        assertThat(choice(mail(MAIL), List.of("image/png"), List.of(), UNLIMITED)).isEqualTo(
                new MsrpContent.Refusal(415, "the far side takes none of the types of this mail"));
        assertThat(choice(mail(MAIL), List.of(), List.of(), UNLIMITED)).isInstanceOf(MsrpContent.Refusal.class);
    }

    @Test
    void theMaxSizeIsThatOfTheWholeMessage() throws Exception {
        Exchange exchange = mail(MAIL);
        long length = body(exchange, CPIM, ANY).length();

        assertThat(choice(exchange, CPIM, ANY, length)).isInstanceOf(MsrpContent.Body.class);
        assertThat(choice(exchange, CPIM, ANY, length - 1)).isInstanceOfSatisfying(MsrpContent.Refusal.class,
                refusal -> assertThat(refusal.status()).isEqualTo(413));
    }

    @Test
    void profileSimpleHasNoCpim() throws Exception {
        bean.setProfile("simple");

        assertThat(body(mail(MAIL), ANY, List.of()).contentType()).startsWith("multipart/mixed; boundary=");
    }

    @Test
    void aTransferLastsNoLongerThanTheDeliverByTimeOfModeR() throws Exception {
        Instant now = Instant.parse("2025-11-24T08:15:00Z");
        bean.setClock(Clock.fixed(now, ZoneOffset.UTC));

        assertThat(timeout(new DeliverBy(120, DeliverBy.Mode.RETURN, false, now.plusSeconds(90)))).isEqualTo(90_000L);
        assertThat(timeout(new DeliverBy(120, DeliverBy.Mode.RETURN, false, now.minusSeconds(1)))).isEqualTo(1L);
        assertThat(timeout(new DeliverBy(120, DeliverBy.Mode.NOTIFY, false, now.plusSeconds(90)))).isNull();
        assertThat(timeout(null)).isNull();
    }

    @Test
    void aMailBeyondTheBoundsIsRefusedBeforeAnybodyIsCalled() {
        String boundaries = "Content-Type: multipart/mixed; boundary=b\r\n\r\n" + "--b\r\n\r\n".repeat(300);
        Exchange exchange = TestMail.of().exchange();
        exchange.setProperty("mailStream", new ByteArrayInputStreamCache(new ByteArrayInputStream(boundaries.getBytes(ISO_8859_1))));

        assertThatThrownBy(() -> bean.process(exchange)).isInstanceOf(MailRefusedException.class);
    }

    @Test
    void otherValuesAreNotAllowed() {
        assertThatIllegalArgumentException().isThrownBy(() -> bean.setAttachments("none")).withMessageStartingWith("iwf.attachments: 'none'");
        assertThatIllegalArgumentException().isThrownBy(() -> bean.setProfile("x")).withMessageStartingWith("iwf.profile: 'x'");
        assertThatIllegalArgumentException().isThrownBy(() -> new MailContent().setAttachments("")).withMessageStartingWith("iwf.attachments: ''");
        assertThatIllegalArgumentException().isThrownBy(() -> new PagerParts().setAttachments("some")).withMessageStartingWith("iwf.attachments: 'some'");
    }

    @Test
    void attachmentsBecomeALineWhereTheyAreNotWorthLargeMessageMode() throws Exception {
        MailContent reader = new MailContent();
        reader.setAttachments("note");
        Exchange exchange = unread(MAIL);

        reader.process(exchange);

        assertThat(exchange.getProperty("text")).isEqualTo("Grüße\r\n\r\n[Not sent along: a.pdf (application/pdf)]");
        assertThat(exchange.getProperty("textOctets")).isEqualTo(52);
        assertThat(exchange.getProperty("largeOnly")).isNull();
        assertThat(LeftOut.anything(exchange)).isTrue();
    }

    @Test
    void anEncryptedMailNeedsLargeMessageModeInAnyCase() throws Exception {
        MailContent reader = new MailContent();
        reader.setAttachments("note");
        Exchange exchange = unread("Content-Type: multipart/encrypted; boundary=b\r\n\r\n--b\r\nContent-Type: application/pgp-encrypted\r\n\r\n1\r\n--b--");

        reader.process(exchange);

        assertThat(exchange.getProperty("largeOnly")).isEqualTo("encrypted (multipart/encrypted)");
    }

    private Object timeout(DeliverBy by) throws Exception {
        Exchange exchange = mail(MAIL);
        exchange.getMessage().setHeader("CamelSmtpDeliverBy", by);
        bean.process(exchange);
        return exchange.getMessage().getHeader(MsrpConstants.TIMEOUT);
    }

    private MsrpContent.Choice choice(Exchange exchange, List<String> types, List<String> wrapped, long maxSize) throws Exception {
        bean.process(exchange);
        return content(exchange).choose(types, wrapped, maxSize);
    }

    private MsrpContent.Body body(Exchange exchange, List<String> types, List<String> wrapped) throws Exception {
        return (MsrpContent.Body) choice(exchange, types, wrapped, UNLIMITED);
    }

    private static MsrpContent content(Exchange exchange) {
        return exchange.getMessage().getBody(MsrpContent.class);
    }

    private static String octets(MsrpContent.Body body) throws Exception {
        try (InputStream in = body.source().open()) {
            return new String(in.readAllBytes(), ISO_8859_1);
        }
    }

    /** The exchange as the route has it before the MSRP producer. */
    static Exchange mail(String octets) throws Exception {
        Exchange exchange = unread(octets);
        new MailContent().process(exchange);
        exchange.getMessage().setHeader(CpimConstants.HEADER_PREFIX + "From", "<sip:alice>");
        exchange.getMessage().setHeader(CpimConstants.HEADER_PREFIX + "To", "<sip:bob>");
        exchange.getMessage().setHeader(CpimConstants.HEADER_PREFIX + "Subject", "x");
        exchange.getMessage().setHeader(CpimConstants.HEADER_PREFIX + "NS", "imdn <urn:ietf:params:imdn>");
        exchange.getMessage().setHeader(CpimConstants.HEADER_PREFIX + "imdn.Message-ID", "1");
        return exchange;
    }

    private static Exchange unread(String octets) {
        Exchange exchange = TestMail.of().exchange();
        exchange.getMessage().setBody(new ByteArrayInputStreamCache(new ByteArrayInputStream(octets.getBytes(ISO_8859_1))));
        return exchange;
    }
}
