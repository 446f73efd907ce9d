package org.mailiwf.smtpd;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailParametersTest extends SmtpdTestSupport {

    private final Map<String, Object> seen = new HashMap<>();
    private Object body;

    @BeforeEach
    void start() throws Exception {
        serve("onMail=direct:mail&maxMessageSize=1000", exchange -> { }, exchange -> {
            seen.clear();
            seen.putAll(exchange.getMessage().getHeaders());
            body = exchange.getMessage().getBody();
        }, exchange -> { });
    }

    @Test
    void everyParameterReachesTheRoute() throws Exception {
        Instant before = Instant.now();
        ehlo().send("MAIL FROM:<alice@corp.example> SIZE=999 BODY=8bitmime SMTPUTF8 RET=hdrs ENVID=QQ+2B314 BY=120;RT")
                .expect("250 2.1.0 Sender ok");
        assertThat(body).isEqualTo("alice@corp.example");
        assertThat(seen).containsEntry(SmtpConstants.MAIL_FROM, "alice@corp.example")
                .containsEntry(SmtpConstants.SIZE, 999L)
                .containsEntry(SmtpConstants.BODY, "8BITMIME")
                .containsEntry(SmtpConstants.SMTPUTF8, true)
                .containsEntry(SmtpConstants.RET, "HDRS")
                .containsEntry(SmtpConstants.ENVID, "QQ+314")
                .containsEntry(SmtpConstants.CLIENT_ADDRESS, "127.0.0.1")
                .containsEntry(SmtpConstants.HELO, "client.example");
        assertThat((Instant) seen.get(SmtpConstants.RECEIVED_AT)).isBetween(before, Instant.now());
        DeliverBy by = (DeliverBy) seen.get(SmtpConstants.DELIVER_BY);
        assertThat(by.seconds()).isEqualTo(120);
        assertThat(by.mode()).isEqualTo(DeliverBy.Mode.RETURN);
        assertThat(by.trace()).isTrue();
        assertThat(by.deadline()).isEqualTo(((Instant) seen.get(SmtpConstants.RECEIVED_AT)).plusSeconds(120));
        assertThat((String) seen.get(SmtpConstants.ID)).matches("[0-9a-z]{14}");
    }

    @Test
    void parametersNotGivenAreAbsent() throws Exception {
        ehlo().send("MAIL FROM:<>").expect("250 2.1.0 Sender ok");
        assertThat(body).isEqualTo("");
        assertThat(seen).containsEntry(SmtpConstants.MAIL_FROM, "").doesNotContainKeys(SmtpConstants.SIZE, SmtpConstants.BODY,
                SmtpConstants.SMTPUTF8, SmtpConstants.RET, SmtpConstants.ENVID, SmtpConstants.DELIVER_BY, SmtpConstants.AUTH_USER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"BY=60;R", "by=-5;n", "BY=+999999999;RT", "BY=0;N", "SIZE=1000", "SIZE=00000000000000001000", "BODY=7BIT",
            "ENVID=a+20b", "  RET=FULL  "})
    void goodParametersAreAccepted(String parameters) throws Exception {
        ehlo().send("MAIL FROM:<alice@corp.example> " + parameters).expect("250 2.1.0 Sender ok");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "BY=0;R | 501 5.5.4", "BY=-1;R | 501 5.5.4", "BY=10;R | 555 5.5.4", "BY=59;RT | 555 5.5.4", "BY=1234567890;R | 501 5.5.4",
            "BY=60 | 501 5.5.4", "BY=60;X | 501 5.5.4", "BY=60;RX | 501 5.5.4", "BY=;R | 501 5.5.4", "BY=-;N | 501 5.5.4",
            "BY | 501 5.5.4", "BY=60;R BY=60;R | 501 5.5.4",
            "SIZE=1001 | 552 5.3.4", "SIZE=99999999999999999999 | 552 5.3.4", "SIZE=999999 BODY=8BITMIME | 552 5.3.4",
            "SIZE=123456789012345678901 | 501 5.5.4", "SIZE=-1 | 501 5.5.4", "SIZE= | 501 5.5.4", "SIZE | 501 5.5.4",
            "BODY=BINARYMIME | 501 5.5.4", "SMTPUTF8=yes | 501 5.5.4", "RET=ALL | 501 5.5.4",
            "ENVID=a+0Db | 501 5.5.4", "ENVID=a+4 | 501 5.5.4", "ENVID=a+2b | 501 5.5.4", "ENVID=+C3+A4 | 501 5.5.4",
            "NOTIFY=NEVER | 555 5.5.4", "MT-PRIORITY=3 | 555 5.5.4", "-X=1 | 501 5.5.4", "RET==FULL | 501 5.5.4"})
    void badParametersAreRefused(String parameters, String reply) throws Exception {
        assertThat(ehlo().send("MAIL FROM:<alice@corp.example> " + parameters).reply()).startsWith(reply + " ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"S\u0131ZE=1", "\u017fIZE=1", "BODY=8B\u0131TMIME", "\u017fMTPUTF8"})
    void charactersOutsideAsciiAreNoLettersOfAKeyword(String parameters) throws Exception {
        assertThat(ehlo().send("MAIL FROM:<alice@corp.example> " + parameters).reply()).startsWith("501 5.5.4 ");
    }

    @Test
    void senderWithoutBracketsOrDomainIs501_5_1_7() throws Exception {
        SmtpDialogue client = ehlo();
        for (String garbage : new String[] {"FROM:alice@corp.example", "FROM:<alice>", "FROM:<alice@corp.example", "TO:<a@b.example>", "",
                "FROM:<a@b.example>SIZE=1", "FROM:<a b@c.example>", "FROM:<Postmaster>"}) {
            assertThat(client.send("MAIL " + garbage).reply()).as(garbage).startsWith("501 5.1.7 ");
        }
    }

    @Test
    void addressOutsideAsciiNeedsSmtpUtf8() throws Exception {
        SmtpDialogue client = ehlo();
        client.send("MAIL FROM:<j\u00fcrgen@corp.example>").expect("553 5.6.7 Address outside ASCII without SMTPUTF8");
        client.send("MAIL FROM:<j\u00fcrgen@b\u00fccher.example> SMTPUTF8").expect("250 2.1.0 Sender ok");
        assertThat(body).isEqualTo("j\u00fcrgen@b\u00fccher.example");
    }

    @Test
    void spaceBehindTheColonIsForgiven() throws Exception {
        ehlo().send("mail from: <alice@corp.example>").expect("250 2.1.0 Sender ok");
    }

    @Test
    void secondMailIsOutOfSequence() throws Exception {
        SmtpDialogue client = ehlo();
        client.send("MAIL FROM:<a@b.example>").expect("250 2.1.0 Sender ok");
        client.send("MAIL FROM:<a@b.example>").expect("503 5.5.1 Sender already given");
    }
}
