package org.mailiwf;

import java.lang.reflect.Field;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.mailiwf.cpim.CpimHeader;
import org.mailiwf.cpim.CpimMessage;
import org.mailiwf.mapping.CpimConstants;
import org.mailiwf.peer.SmtpClient;
import org.mailiwf.sip.DryRunSipEngine;
import org.mailiwf.sip.SipConstants;
import org.mailiwf.smtpd.SmtpConstants;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever a mail says: the octets at the far side hold the expected header fields and no other, once each, and the text of the mail; the
 * replies are lines of printable ASCII; and nothing of the mail is evaluated. Mails are drawn at random; the seed of a failure is in its
 * description, and {@code -Dproperty.seed=...} repeats it.
 */
class MailToSipPropertyTest {

    private static final int MAILS = Integer.getInteger("property.mails", 1000);
    private static final long FIRST_SEED = Long.getLong("property.seed", 20261123);

    private static final List<String> FIELDS = List.of("Via", "Max-Forwards", "From", "To", "Call-ID", "CSeq", "P-Asserted-Identity",
            "P-Asserted-Service", "Accept-Contact", "Conversation-ID", "Contribution-ID", "Date", "Subject", "Content-Type",
            "Content-Length");
    private static final List<String> CPIM_FIELDS =
            List.of("From", "To", "DateTime", "Subject", "NS", "imdn.Message-ID", "imdn.Disposition-Notification");
    private static final Map<String, String> ALIASES = Map.of("alice@op.example", "sip:+49-30;x=1@ims.example;user=phone",
            "a?b@op.example", "tel:+4930", "postmaster", "sip:root@[2001:db8::1]:5061");
    private static final List<String> DOMAINS = List.of("op.example", "OP.example", "b\u00fccher.example", "xn--bcher-kva.example");
    private static final List<String> CAMELS_NAMES = Stream.of(Exchange.class, SipConstants.class, SmtpConstants.class, CpimConstants.class)
            .flatMap(type -> Stream.of(type.getFields())).map(MailToSipPropertyTest::constant)
            .filter(name -> name.startsWith("Camel")).map(name -> name.endsWith("-") ? name + "X-Evil" : name).toList();

    private static final OfflineGateway.Wire WIRE = new OfflineGateway.Wire();
    private static OfflineGateway gateway;

    private NastyText nasty;
    /** The expected text of the mail. */
    private String text;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        Path aliases = directory.resolve("aliases.txt");
        Files.write(aliases, ALIASES.entrySet().stream().map(alias -> alias.getKey() + " = " + alias.getValue()).toList());
        gateway = new OfflineGateway(new DryRunSipEngine(WIRE), Map.of(
                "iwf.domains", "op.example,xn--bcher-kva.example",
                "iwf.recipients.file", aliases.toString(),
                "iwf.sip.next-hop", "sip:127.0.0.1:5070;transport=udp",
                "iwf.sip.tcp-above", "0"));
    }

    @AfterAll
    static void stop() throws Exception {
        gateway.close();
    }

    @Test
    void nothingOfAMailBecomesAnythingButText() throws Exception {
        int sent = 0;
        for (long seed = FIRST_SEED; seed < FIRST_SEED + MAILS; seed++) {
            nasty = new NastyText(seed);
            try {
                sent += mail() ? 1 : 0;
            } catch (AssertionError e) {
                throw new AssertionError("-Dproperty.seed=" + seed + " -Dproperty.mails=1: " + e.getMessage(), e);
            }
        }
        assertThat(sent).isGreaterThan(MAILS / 3 - 1);
        assertThat(gateway.evaluations()).isZero();
    }

    @Test
    void aTextThatIsTooLongIsOfferedOverMsrpAndNotCut() throws Exception {
        assertThat(gateway.envelope("<alice@corp.example>", "<bob@op.example>").code()).isEqualTo(250);
        SmtpClient.Reply reply = gateway.data("Subject: x\r\n\r\n" + "x".repeat(60_000).replaceAll(".{900}", "$0\r\n"));
        assertThat(reply.line()).startsWith("554 5.6.1 ").matches("[ -~]{1,510}");
        assertThat(new String(WIRE.take(), StandardCharsets.UTF_8)).startsWith("INVITE sip:bob@op.example SIP/2.0\r\n").doesNotContain("MESSAGE sip:");
    }

    /** Sends one mail; whether it was taken. */
    private boolean mail() throws Exception {
        boolean utf8 = nasty.oneIn(3);
        String sender = nasty.oneIn(20) ? "" : nasty.localPart(utf8) + "@" + (utf8 ? "b\u00fccher.example" : "corp.example");
        String recipient = nasty.oneIn(4) ? nasty.oneOf(ALIASES.keySet().stream().sorted().toList())
                : nasty.localPart(utf8) + "@" + nasty.oneOf(utf8 ? DOMAINS : List.of("op.example", "OP.example", "evil.example"));
        SmtpClient.Reply envelope = gateway.envelope("<" + sender + ">" + (utf8 ? " SMTPUTF8" : ""), "<" + recipient + ">");
        if (envelope.code() != 250) {
            assertThat(envelope.line()).matches("(501 5\\.1\\.[37]|550 5\\.7\\.1|550 5\\.1\\.[18]|553 5\\.[16]\\.[37]) [ -~]{1,500}");
            return false;
        }
        String name = "N" + (nasty.oneIn(15) ? "n".repeat(1000) : nasty.textWithControls(4));
        String subject = "S" + (nasty.oneIn(15) ? "\u00e4".repeat(3000) : nasty.textWithControls(6));
        SmtpClient.Reply reply = gateway.data(header(sender, name, subject) + body());
        byte[] octets = WIRE.take();
        assertThat(reply.line()).matches("250 2\\.[0-9]\\.[0-9] [ -~]{1,500}");
        check(new SipOctets(octets), sender, recipient, name, subject);
        return true;
    }

    private String header(String sender, String name, String subject) {
        List<String> fields = new ArrayList<>();
        fields.add("From: " + nasty.encodedWords(name) + " <" + sender + ">");
        fields.add("Subject: " + nasty.encodedWords(subject));
        for (int i = 0; i < 3; i++) {
            String camels = nasty.oneOf(CAMELS_NAMES);
            fields.add((nasty.oneIn(2) ? camels : camels.toLowerCase(Locale.ROOT)) + ": " + nasty.text(2));
            fields.add(nasty.oneOf(List.of("To", "Route", "Via", "Contact", "X-Evil", "P-Asserted-Identity", "Content-Length", "Expires",
                    "Call-ID", "breadcrumbId", "Message-ID", "References")) + ": " + nasty.text(4));
        }
        return String.join("\r\n", fields) + "\r\n";
    }

    /** The MIME fields and the text, in one of the encodings of a mail. */
    private String body() {
        String source = "T" + nasty.text(8) + "\r\n" + (nasty.oneIn(2) ? "." : "") + nasty.text(3) + "\r\n" + nasty.text(3) + "\r\nend";
        text = source.replaceAll("[\u2028\u2029\u0085]", "\r\n").replace("\ufeff", "").replaceAll("(?m)[ ]+$", "");
        byte[] octets = source.getBytes(StandardCharsets.UTF_8);
        String type = "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: ";
        return type + switch (nasty.oneOf(List.of("8bit", "base64", "quoted-printable"))) {
            case "8bit" -> "8bit\r\n\r\n" + source;
            case "base64" -> "base64\r\n\r\n" + Base64.getMimeEncoder().encodeToString(octets);
            default -> "quoted-printable\r\n\r\n" + NastyText.quoted(octets);
        };
    }

    private void check(SipOctets request, String sender, String recipient, String name, String subject) throws Exception {
        assertThat(request.names()).containsExactlyInAnyOrderElementsOf(FIELDS);
        String uri = ALIASES.get(recipient);
        if (uri != null) {
            assertThat(request.requestUri()).isEqualTo(uri);
        } else {
            checkUri(request.requestUri(), recipient);
        }
        assertThat(request.value("To")).isEqualTo("<" + request.requestUri() + ">");
        checkFrom(request.value("From"), sender, name);
        assertThat(request.value("P-Asserted-Identity")).matches("<sip:[!-~&&[^<>\"\\\\@]]+@iwf\\.op\\.example>");
        checkSubject(request.value("Subject"), subject);

        CpimMessage cpim = CpimMessage.decode(request.body());
        List<String> names = cpim.headers().stream().map(CpimHeader::name).toList();
        assertThat(names).isEqualTo(sender.isEmpty() ? CPIM_FIELDS.subList(0, CPIM_FIELDS.size() - 1) : CPIM_FIELDS);
        assertThat(cpim.contentHeaders()).hasSize(1);
        assertThat(cpim.header("To").value()).isEqualTo(request.value("To"));
        checkSubject(cpim.header("Subject").text(), subject);
        assertThat(lines(cpim.text())).isEqualTo(lines(text));
    }

    /** The lines without the spaces at their ends. */
    private static List<String> lines(String text) {
        return Stream.of(text.split("\r\n", -1)).map(String::stripTrailing).toList();
    }

    private static void checkSubject(String value, String subject) {
        String expected = NastyText.visible(subject);
        if (expected.length() > 900) {
            assertThat(value).hasSizeLessThanOrEqualTo(998).endsWith("\u2026");
            assertThat(expected).startsWith(NastyText.visible(value.substring(0, value.length() - 1)));
        } else {
            assertThat(NastyText.visible(value)).isEqualTo(expected);
        }
    }

    private static void checkFrom(String value, String sender, String name) {
        int uri = value.startsWith("\"") ? endOfQuotedString(value) : 0;
        assertThat(value.substring(uri)).matches(" ?<sip:[!-~&&[^<>\"\\\\@]]+@iwf\\.op\\.example>;tag=[0-9a-f]+");
        String shown = uri == 0 ? "" : NastyText.visible(value.substring(1, uri - 1).replaceAll("\\\\(.)", "$1"));
        assertThat(NastyText.visible(name)).startsWith(shown);
        String user = value.substring(value.indexOf("sip:", uri) + 4, value.indexOf('@', uri));
        if (sender.isEmpty()) {
            assertThat(user).isEqualToIgnoringCase("mailer-daemon");
        } else {
            assertThat(unescaped(user)).isEqualTo(sender.replace("b\u00fccher", "xn--bcher-kva"));
        }
    }

    private static int endOfQuotedString(String value) {
        int i = 1;
        while (value.charAt(i) != '"') {
            i += value.charAt(i) == '\\' ? 2 : 1;
        }
        return i + 1;
    }

    private static void checkUri(String uri, String recipient) {
        assertThat(uri).matches("sip:[!-~&&[^<>\"\\\\@]]+@[a-z0-9.-]+");
        int at = recipient.lastIndexOf('@');
        assertThat(unescaped(uri.substring(4, uri.indexOf('@')))).isEqualTo(recipient.substring(0, at));
        assertThat(uri.substring(uri.indexOf('@') + 1))
                .isEqualTo(recipient.substring(at + 1).replace("b\u00fccher", "xn--bcher-kva").toLowerCase(Locale.ROOT));
    }

    private static String unescaped(String user) {
        return URLDecoder.decode(user.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static String constant(Field field) {
        try {
            return Objects.toString(field.get(null));
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }
}
