package org.mailiwf.mapping;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;

import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mailiwf.cpim.CpimAddress;
import org.mailiwf.cpim.CpimMessage;
import org.mailiwf.sip.SipConstants;
import org.mailiwf.smtpd.SmtpConstants;
import org.mailiwf.smtpd.SmtpRecipient;

/** Whatever a mail says, no value that crosses to SIP, CPIM or the SMTP reply can end its line or its quotes. */
class HostileTextTest {

    private static final int ROUNDS = 2_000;
    private static final String BITS =
            "\r\n\r\n\u0000\u0001\u007f\u0085\u2028\u2029\u202e\"\\\\<>@,;:%=?{} \tAlice\u00e9\ud83d\ude00\ud83d\ude00\uffff";

    /** A quoted-string whose quotes are closed by the last one only, and a name-addr behind it. */
    private static final Pattern NAME_ADDR = Pattern.compile("(\"(?:[^\"\\\\]|\\\\.)*\" )?<sip:[^<>\" ]+>");

    private final SenderIdentity identity = new SenderIdentity();
    private final RecipientAddresses recipients = new RecipientAddresses();
    private final MessageDates dates = new MessageDates();
    private final MessagePriority priority = new MessagePriority();
    private final NotificationRequest notifications = new NotificationRequest();
    private final MessageIdentifiers identifiers = new MessageIdentifiers();
    private final CpimBody cpim = new CpimBody();
    private final StatusMap statusMap = new StatusMap();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "`Alice\r\nRoute: x`|Alice Route: x", "`a\u0000b`|a b", "`a\u2028b\u202ec`|a b c", "`  a\t\tb  c  `|a b  c", "`é😀`|é😀",
        "`\ud83dx`|\ufffdx"
    })
    void textIsMadeOneLine(String text, String line) {
        assertThat(OneLine.of(text, 100)).isEqualTo(line);
    }

    @Test
    void textIsCutBetweenCharacters() {
        assertThat(OneLine.of("a😀b", 2)).isEqualTo("a");
        assertThat(OneLine.of("a😀b", 3)).isEqualTo("a😀");
        assertThat(OneLine.of("ab cd", 3)).isEqualTo("ab");
    }

    @Test
    void nothingOfAHostileMailBreaksALine() throws Exception {
        recipients.setDomains("op.example");
        recipients.setTemplate("sip:{local}@{domain}");
        Random random = new Random(5322);
        for (int round = 0; round < ROUNDS; round++) {
            Exchange mail = hostileMail(random);
            identity.process(mail);
            dates.process(mail);
            assertThat(found(mail, "senderFrom")).matches(NAME_ADDR);
            assertOneLine(found(mail, "senderFrom"), found(mail, "senderCpimFrom"), found(mail, "senderAsserted"), found(mail, "date"),
                    found(mail, "dateTime"), priority.of(mail), notifications.dispositionNotification(mail), identifiers.conversationId(mail),
                    recipients.fromTemplate(hostile(random) + "@op.example"));
            assertThat(CpimAddress.parse(found(mail, "senderCpimFrom")).toString()).isEqualTo(found(mail, "senderCpimFrom"));
            statusMap.reply(mail);
            assertOneLine(mail.getMessage().getHeader(SmtpConstants.REPLY_TEXT, String.class));
        }
    }

    @Test
    void nothingOfAHostileValueAddsACpimHeader() throws Exception {
        Random random = new Random(3862);
        for (int round = 0; round < ROUNDS; round++) {
            Exchange mail = TestMail.of().header("CamelCpimHeader-From", "<sip:a@b>" + hostile(random))
                    .header("CamelCpimHeader-Subject", "x" + hostile(random)).exchange();
            mail.getMessage().setBody(hostile(random));

            CpimMessage message = CpimMessage.decode(cpim.wrap(mail));
            assertThat(message.headers()).hasSize(2);
            assertOneLine(message.header("From").value(), message.header("Subject").text());
        }
    }

    private static String found(Exchange mail, String property) {
        return mail.getProperty(property, String.class);
    }

    private static Exchange hostileMail(Random random) {
        String name = hostile(random);
        String encoded = "=?utf-8?b?" + Base64.getEncoder().encodeToString(name.getBytes(UTF_8)) + "?=";
        String raw = name.replaceAll("[\r\n\u0000]", " ");
        return TestMail.of(
                        "From: " + (random.nextBoolean() ? encoded : raw) + " <alice@corp.example>", "Date: " + raw, "X-Priority: " + raw,
                        "Message-ID: <" + raw + ">", "Disposition-Notification-To: " + raw, "Auto-Submitted: " + raw)
                .mailFrom(random.nextBoolean() ? "alice@corp.example" : hostile(random) + "@" + hostile(random))
                .client(random.nextBoolean() ? "127.0.0.1" : hostile(random))
                .header(SmtpConstants.RECIPIENTS, List.of(SmtpRecipient.of(hostile(random))))
                .header(SmtpConstants.SMTPUTF8, random.nextBoolean())
                .header(SipConstants.STATUS_CODE, 200 + random.nextInt(500))
                .header(SipConstants.REASON_PHRASE, hostile(random))
                .exchange();
    }

    private static String hostile(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(20); i > 0; i--) {
            text.append(BITS.charAt(random.nextInt(BITS.length())));
        }
        return text.toString();
    }

    private static void assertOneLine(String... values) {
        for (String value : values) {
            if (value != null) {
                assertThat(value).doesNotContainPattern("[\\x00-\\x1f\\x7f-\\x9f\\u2028\\u2029]");
            }
        }
    }
}
