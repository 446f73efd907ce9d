package org.mailiwf.smtpd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.mailiwf.smtpd.SmtpRecipient.Notify;

class RcptTest extends SmtpdTestSupport {

    private final List<SmtpRecipient> asked = new ArrayList<>();
    private final List<List<?>> before = new ArrayList<>();
    private List<?> ofTheMail;

    @BeforeEach
    void start() throws Exception {
        serve("onRcpt=direct:rcpt", exchange -> ofTheMail = exchange.getMessage().getHeader(SmtpConstants.RECIPIENTS, List.class),
                exchange -> { }, exchange -> {
                    SmtpRecipient recipient = exchange.getMessage().getHeader(SmtpConstants.RECIPIENT, SmtpRecipient.class);
                    asked.add(recipient);
                    before.add(exchange.getMessage().getHeader(SmtpConstants.RECIPIENTS, List.class));
                    assertThat(exchange.getMessage().getBody()).isEqualTo(recipient.address());
                    if (recipient.address().startsWith("unknown")) {
                        reply(550, "5.1.1", "No such messaging user").process(exchange);
                    } else {
                        exchange.getMessage().setBody("sip:" + recipient.address());
                    }
                });
    }

    private SmtpDialogue mail() throws Exception {
        return ehlo().send("MAIL FROM:<alice@corp.example>").expect("250 2.1.0 Sender ok");
    }

    @Test
    void parametersReachTheRouteAndWhatItLeavesIsKept() throws Exception {
        SmtpDialogue client = mail();
        client.send("RCPT TO:<bob@op.example> NOTIFY=SUCCESS,failure ORCPT=rfc822;bob+2Bx@op.example").expect("250 2.1.5 Recipient ok");
        client.send("RCPT TO:<carol@op.example>").expect("250 2.1.5 Recipient ok");
        assertThat(client.data("Subject: x", "").reply()).matches("250 2\\.6\\.0 [0-9a-z]{14} Message accepted");
        assertThat(ofTheMail).isEqualTo(List.of(
                new SmtpRecipient("bob@op.example", Set.of(Notify.SUCCESS, Notify.FAILURE), "rfc822;bob+x@op.example",
                        "sip:bob@op.example"),
                SmtpRecipient.of("carol@op.example").resolvedTo("sip:carol@op.example")));
    }

    @Test
    void unknownRecipientIsRefusedAndTheOthersStay() throws Exception {
        SmtpDialogue client = mail();
        client.send("RCPT TO:<unknown@op.example>").expect("550 5.1.1 No such messaging user");
        client.send("RCPT TO:<bob@op.example>").expect("250 2.1.5 Recipient ok");
        assertThat(client.data("", "x").reply()).startsWith("250 2.6.0 ");
        assertThat(ofTheMail).hasSize(1);
    }

    @Test
    void dataWithoutAValidRecipientIsOutOfSequence() throws Exception {
        SmtpDialogue client = mail();
        client.send("RCPT TO:<unknown@op.example>", "DATA").expect("550 5.1.1 No such messaging user", "503 5.5.1 No valid recipients");
    }

    @Test
    void routeSeesTheRecipientsAcceptedBefore() throws Exception {
        mail().send("RCPT TO:<bob@op.example>", "RCPT TO:<unknown@op.example>", "RCPT TO:<carol@op.example>")
                .expect("250 2.1.5 Recipient ok", "550 5.1.1 No such messaging user", "250 2.1.5 Recipient ok");
        assertThat(before).extracting(List::size).containsExactly(0, 1, 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<@hop.example,@other.example:bob@op.example>", "<bob@op.example>", " <bob@op.example>"})
    void sourceRouteIsStripped(String path) throws Exception {
        mail().send("RCPT TO:" + path).expect("250 2.1.5 Recipient ok");
        assertThat(asked.get(0).address()).isEqualTo("bob@op.example");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<Postmaster>", "<postmaster@op.example>", "<\"john doe\"@op.example>", "<\"a\\\"b>c@d\"@op.example>",
            "<bob@[192.0.2.1]>", "<bob@[IPv6:2001:db8::1]>", "<+491234@op.example>", "<a.b-c_d@x>"})
    void mailboxesAreAccepted(String path) throws Exception {
        mail().send("RCPT TO:" + path).expect("250 2.1.5 Recipient ok");
        assertThat("<" + asked.get(0).address() + ">").isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<>", "garbage", "bob@op.example", "<bob>", "<bob@>", "<@op.example>", "<bob@-x.example>", "<bob@x..example>",
            "<.bob@op.example>", "<bob.@op.example>", "<bo b@op.example>", "<bob@op.example", "<bob@[300.0.0.1]>", "<bob@[IPv6:zz]>",
            "<\"bob@op.example>", "<bob@op.example.>", "<bob@under_score.example>", "<@hop:>", "<@hop,bob@op.example>",
            "<po\u017ftmaster>"})
    void whatIsNoMailboxIs501_5_1_3(String path) throws Exception {
        assertThat(mail().send("RCPT TO:" + path).reply()).startsWith("501 5.1.3 ");
        assertThat(asked).isEmpty();
    }

    @Test
    void lengthsOfRfc5321AreKept() throws Exception {
        SmtpDialogue client = mail();
        client.send("RCPT TO:<" + "l".repeat(64) + "@op.example>").expect("250 2.1.5 Recipient ok");
        assertThat(client.send("RCPT TO:<" + "l".repeat(65) + "@op.example>").reply()).startsWith("501 5.1.3 ");
        assertThat(client.send("RCPT TO:<l@" + ("d".repeat(60) + ".").repeat(4) + "example.example>").reply()).startsWith("501 5.1.3 ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "NOTIFY=NEVER,SUCCESS | 501 5.5.4", "NOTIFY=SOMETIMES | 501 5.5.4", "NOTIFY=SUCCESS, | 501 5.5.4", "NOTIFY | 501 5.5.4",
            "NOTIFY=DELAY NOTIFY=DELAY | 501 5.5.4", "ORCPT=bob@op.example | 501 5.5.4", "ORCPT=rfc822; | 501 5.5.4",
            "ORCPT=rfc822;a+0D+0Ab | 501 5.5.4", "ORCPT=rfc822;a+4 | 501 5.5.4", "SIZE=5 | 555 5.5.4", "XFOO | 555 5.5.4"})
    void badParametersAreRefused(String parameters, String reply) throws Exception {
        assertThat(mail().send("RCPT TO:<bob@op.example> " + parameters).reply()).startsWith(reply + " ");
    }

    @Test
    void originalRecipientOfTypeUtf8IsDecoded() throws Exception {
        mail().send("RCPT TO:<bob@op.example> ORCPT=utf-8;j\\x{FC}rgen@op.example").expect("250 2.1.5 Recipient ok");
        assertThat(asked.get(0).originalRecipient()).isEqualTo("utf-8;j\u00fcrgen@op.example");
    }

    @Test
    void addressOutsideAsciiNeedsSmtpUtf8OfItsMail() throws Exception {
        mail().send("RCPT TO:<j\u00fcrgen@op.example>").expect("553 5.6.7 Address outside ASCII without SMTPUTF8");
        ehlo().send("MAIL FROM:<a@b.example> SMTPUTF8", "RCPT TO:<j\u00fcrgen@op.example>")
                .expect("250 2.1.0 Sender ok", "250 2.1.5 Recipient ok");
    }
}
