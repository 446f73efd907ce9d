package org.mailiwf.bench.load;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

import org.mailiwf.bench.Run;

/** The mails of the soak, with the first digit of the reply that each must get. */
enum SoakMail {
    SHORT('2', true, text("us-ascii", "Door open.\r\n")),
    LINES('2', true, text("us-ascii", ("x".repeat(70) + "\r\n").repeat(14))),
    EIGHT_BIT('2', true, text("utf-8", "Grüße aus Köln, 5 €. \uD83D\uDE00\r\n".repeat(10))),
    HTML('2', true, "Content-Type: text/html; charset=utf-8\r\n\r\n" + html(12)),
    ALTERNATIVE('2', true, multipart("alternative", text("us-ascii", "Short.\r\n"), "Content-Type: text/html\r\n\r\n" + html(300))),
    /** Over the spool's threshold, and too large for a pager. */
    ATTACHMENT('5', false, multipart("mixed", text("us-ascii", "See the file.\r\n"), file(300_000))),
    /** Refused at RCPT. */
    ELSEWHERE('5', false, text("us-ascii", "No.\r\n")),
    /** Refused by the far side with {@link #status}. */
    NOT_FOUND('5', true, text("us-ascii", "Who?\r\n")),
    UNAVAILABLE('4', true, text("us-ascii", "Later.\r\n")),
    /** Not to be read in one way only. */
    BARE_LINE_FEED('5', false, text("us-ascii", "one\ntwo\r\n")),
    /** The client goes in the middle of it. */
    BROKEN_OFF(' ', false, text("us-ascii", "This is no\r\n"));

    private static final String BOUNDARY = "=_soak";

    private final char reply;
    private final boolean reachesFarSide;
    private final byte[] octets;

    SoakMail(char reply, boolean reachesFarSide, String content) {
        this.reply = reply;
        this.reachesFarSide = reachesFarSide;
        this.octets = ("From: <" + Run.SENDER + ">\r\nSubject: soak\r\nMIME-Version: 1.0\r\n" + content + ".\r\n").getBytes(StandardCharsets.UTF_8);
    }

    boolean reachesFarSide() {
        return reachesFarSide;
    }

    boolean isAnswered(int code) {
        return Integer.toString(code).charAt(0) == reply;
    }

    /** The header section and the text, with the final dot behind them. */
    byte[] octets() {
        return octets;
    }

    String recipient(int number, Run run) {
        String mailbox = name().toLowerCase(Locale.ROOT) + "-" + number + run.recipient();
        return this == ELSEWHERE ? mailbox.replace(Run.DOMAIN, "elsewhere.example") : mailbox;
    }

    /** What the far side answers to a request with this Request-URI. */
    static int status(String requestUri) {
        if (requestUri.startsWith("not_found-")) {
            return 404;
        }
        return requestUri.startsWith("unavailable-") ? 480 : 200;
    }

    private static String text(String charset, String text) {
        return "Content-Type: text/plain; charset=" + charset + "\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" + text;
    }

    private static String html(int rows) {
        return "<html><body><table>\r\n" + "<tr><td>temperature</td><td class=\"v\">21 &deg;C</td></tr>\r\n".repeat(rows) + "</table></body></html>\r\n";
    }

    private static String multipart(String subtype, String... parts) {
        StringBuilder text = new StringBuilder("Content-Type: multipart/" + subtype + "; boundary=\"=_soak\"\r\n\r\n");
        for (String part : parts) {
            text.append("--=_soak\r\n").append(part).append("\r\n");
        }
        return text.append("--=_soak--\r\n").toString();
    }

    private static String file(int octets) {
        String line = "QUJD".repeat(19) + "\r\n";
        return "Content-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\n\r\n" + line.repeat(octets / line.length());
    }
}
