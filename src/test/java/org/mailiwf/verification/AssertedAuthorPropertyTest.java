package org.mailiwf.verification;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.mailiwf.lookup.dns.Dns;
import org.mailiwf.mail.MailHeader;
import org.mailiwf.mapping.MailContent;
import org.mailiwf.mapping.SenderIdentity;
import org.mailiwf.smtpd.SmtpConstants;
import org.mailiwf.verification.dkim.SignedMails;
import org.mailiwf.verification.dkim.Signer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever a stranger sends, who may send and sign for evil.example and has mails that corp.example has signed: nobody is asserted but
 * himself,
 * and Alice in a mail whose only From is the one that corp.example signed. {@code -Dproperty.seed=...} repeats a failure.
 */
class AssertedAuthorPropertyTest {

    private static final int MAILS = Integer.getInteger("property.mails", 1500);
    private static final long FIRST_SEED = Long.getLong("property.seed", 20261124);
    private static final String ALICE = "<sip:alice%40corp.example@iwf.op.example>";
    private static final String GATEWAY = "<sip:mail@iwf.op.example>";

    private static final List<String> FROM = List.of(
            "alice@corp.example", "<alice@corp.example>", "m@evil.example", "Mallory <m@evil.example>",
            "\"alice@corp.example\" <m@evil.example>",
            "=?utf-8?q?alice=40corp.example?= <m@evil.example>", "=?utf-8?q?=3Calice=40corp.example=3E?= <m@evil.example>",
            "=?utf-8?b?YWxpY2VAY29ycC5leGFtcGxl?=", "team: alice@corp.example, m@evil.example;", "team: alice@corp.example;",
            "(m@evil.example) alice@corp.example", "alice@corp.example (m@evil.example)", "m@evil.example (alice@corp.example)",
            "ALICE@CORP.EXAMPLE", "alice@corp.example <m@evil.example>", "m@evil.example <alice@corp.example>",
            "<@corp.example:m@evil.example>",
            "<@evil.example:alice@corp.example>", "<m@evil.example> alice@corp.example", "<m@evil.example><alice@corp.example>",
            "alice@corp.example\0@evil.example", "alice@corp.example@evil.example", "\"alice@corp.example\"@evil.example",
            "\"m@evil.example\"@corp.example", "alice@corp.example.evil.example", "alice@corp.example, m@evil.example",
            "m@evil.example, alice@corp.example", "m@evil.example,\r\n alice@corp.example", "alice@\r\n corp.example",
            "alice@\uff43orp.example",
            "alice@corp.example\u202e", "alice%corp.example@evil.example", "alice@[192.0.2.1]", "alice", "", "@", "\\", "\"", "(", "<",
            "alice@corp.example;",
            "a\"b\"<alice@corp.example>", "alice @ corp.example", "alice@corp. example", "alice@xn--corp-.example",
            "alice@\u0441orp.example");
    private static final List<String> NAMES = List.of("From", "from", "FROM", "From ", "From\t", "Sender", "Reply-To", "X-From",
            "Resent-From", " From",
            "Fr\u00f6m", "F:rom");
    private static final List<String> OTHER = List.of("Subject: hi",
            "Authentication-Results: iwf.op.example; dmarc=pass header.from=corp.example",
            "P-Asserted-Identity: <sip:alice%40corp.example@iwf.op.example>", "authenticatedAuthor: alice@corp.example",
            "DKIM-Signature: v=1; a=rsa-sha256; d=corp.example; s=s; h=from; bh=AAAA; b=AAAA", "CamelSmtpAuthUser: alice",
            "no field at all",
            "CamelSmtpClientAddress: 127.0.0.1", "Content-Type: text/plain");

    private final CamelContext context = new DefaultCamelContext();
    private final SenderAuthentication authentication = new SenderAuthentication();
    private final SenderIdentity identity = new SenderIdentity();
    private final MailContent reader = new MailContent();
    private final Signer evil;
    private final String signedByCorp = SignedMails.read("once.signed.eml");
    private final String signedTwiceByCorp = SignedMails.read("message.relaxed-relaxed.signed.eml");

    private Random random;

    AssertedAuthorPropertyTest() throws Exception {
        evil = new Signer("evil.example");
        Zone zone = SignedMails.keys(new Zone()).txt("_dmarc.corp.example", "v=DMARC1; p=none").txt("corp.example",
                "v=spf1 ip4:192.0.2.1 -all")
                .txt("evil.example", "v=spf1 +all").txt("corp.example.evil.example", "v=spf1 +all")
                .txt("s._domainkey.evil.example", evil.record()).txt("_dmarc.evil.example", "v=DMARC1; p=none; psd=n");
        context.getRegistry().bind("dns", Dns.class, zone);
        authentication.setCamelContext(context);
        authentication.setAuthservId("iwf.op.example");
        identity.setDomain("iwf.op.example");
    }

    @Test
    void nobodyIsAssertedButWhoIsAuthenticated() throws Exception {
        int aliceAsserted = 0;
        int evilAsserted = 0;
        for (long seed = FIRST_SEED; seed < FIRST_SEED + MAILS; seed++) {
            random = new Random(seed);
            boolean replay = oneIn(3);
            String mail = replay ? replay() : evilMail();
            Exchange exchange = exchange(mail, oneOf(List.of("m@evil.example", "alice@corp.example", "",
                    "alice@corp.example.evil.example")));
            String asserted = exchange.getProperty("senderAsserted", String.class);
            String why = "-Dproperty.seed=" + seed + " -Dproperty.mails=1: " + exchange.getProperty("authenticationResults") + "\n" + mail;
            if (asserted.equals(ALICE)) {
                assertThat(replay).as(why).isTrue();
                MailHeader header = MailHeader.read(new ByteArrayInputStream(mail.getBytes(StandardCharsets.ISO_8859_1)), 1 << 17);
                assertThat(header.count("From")).as(why).isEqualTo(1);
                assertThat(header.first("From")).as(why).isEqualTo("Alice  Example  <alice@corp.example>");
                aliceAsserted++;
            } else if (!asserted.equals(GATEWAY)) {
                assertThat(asserted).as(why).matches("<sip:[^@]+%40([a-z.]+\\.)?evil\\.example@iwf\\.op\\.example>");
                evilAsserted++;
            }
            assertThat(exchange.getProperty("senderFrom", String.class)).as(why).doesNotContainPattern("\"[^\"]*@[^\"]*\" <sip:m%40evil");
        }
        assertThat(aliceAsserted).isGreaterThan(MAILS / 100);
        assertThat(evilAsserted).isGreaterThan(MAILS / 100);
    }

    private String evilMail() {
        List<String> fields = new ArrayList<>();
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            fields.add((oneIn(2) ? "From" : oneOf(NAMES)) + ":" + (oneIn(4) ? "" : " ") + oneOf(FROM));
            if (oneIn(2)) {
                fields.add(oneOf(OTHER));
            }
        }
        String mail = octets(String.join("\r\n", fields)) + "\r\n\r\nText\r\n";
        return oneIn(3) ? evil.sign(mail, oneOf(List.of("from", "from:from", "from:subject", "from:from:from:from"))) : mail;
    }

    /** A mail of Alice's, with something put into it. */
    private String replay() {
        String mail = oneIn(2) ? signedByCorp : signedTwiceByCorp;
        String added = octets(oneIn(3) ? oneOf(OTHER) : oneOf(NAMES) + ": " + oneOf(FROM)) + "\r\n";
        switch (random.nextInt(6)) {
            case 0 -> mail = added + mail;
            case 1 -> mail = mail.replace("MIME-Version", added + "MIME-Version");
            case 2 -> mail = mail.replace("From:   Alice  Example\r\n  <alice@corp.example>\r\n", added);
            case 3 -> mail = mail + "appended\r\n";
            case 4 -> mail = mail.replace("From:   Alice", added + "From:   Alice");
            default -> mail = oneIn(2) ? evil.sign(mail, "from") : mail;
        }
        return mail;
    }

    private Exchange exchange(String mail, String mailFrom) throws Exception {
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setHeader(SmtpConstants.CLIENT_ADDRESS, "203.0.113.9");
        exchange.getMessage().setHeader(SmtpConstants.HELO, "mail.evil.example");
        exchange.getMessage().setHeader(SmtpConstants.MAIL_FROM, mailFrom);
        byte[] octets = mail.getBytes(StandardCharsets.ISO_8859_1);
        exchange.getMessage().setBody(new ByteArrayInputStream(octets));
        reader.process(exchange);
        exchange.getMessage().setBody(new ByteArrayInputStream(octets));
        authentication.process(exchange);
        identity.process(exchange);
        return exchange;
    }

    private static String octets(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private boolean oneIn(int n) {
        return random.nextInt(n) == 0;
    }

    private <T> T oneOf(List<T> things) {
        return things.get(random.nextInt(things.size()));
    }
}
