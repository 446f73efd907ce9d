package org.mailiwf.bench.jmh;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;

/** Mails as they come, each made from the same octets every time. */
final class Mails {

    private static final String LINE = "The disk of db1 is full: 99 % of 500 GB. Please look after it soon.";
    private static final int LINES_IN_1_KB = 15;

    static final String TEXT_1_KB = (LINE + "\r\n").repeat(LINES_IN_1_KB);

    private static final String HEADER = """
        Received: from mx.example.com (mx.example.com [192.0.2.1]) by gateway.example with ESMTP; Mon, 23 Nov 2026 12:00:00 +0000
        From: =?UTF-8?Q?J=C3=BCrgen_M=C3=BCller?= <juergen@example.com>
        To: bob@op.example
        Subject: =?UTF-8?B?RGlzayB2b2xsIGF1ZiBkYjE=?=
        Date: Mon, 23 Nov 2026 12:00:00 +0000
        Message-ID: <1@example.com>
        MIME-Version: 1.0
        """;

    private static final String ATTACHMENT_NAME = "report.pdf";
    private static final int ATTACHMENT_OCTETS = 3_800_000;
    private static final int TABLE_ROWS = 110;

    private Mails() {
    }

    /** A text of 1 KB. */
    static byte[] plain() {
        return octets(HEADER + "Content-Type: text/plain; charset=UTF-8\n\n" + TEXT_1_KB);
    }

    /** A short text/plain, and an HTML table of about 20 KB in quoted-printable, as a newsletter has it. */
    static byte[] alternative(boolean withPlainText) {
        StringBuilder html = new StringBuilder("<html><head><style>td { padding: 4px }</style></head><body><h1>Report</h1><table>\n");
        for (int row = 0; row < TABLE_ROWS; row++) {
            html.append("<tr><td style=3D\"color: #333\">host ").append(row).append("</td><td>").append(LINE)
                .append("</td>=\n<td><a href=3D\"https://monitor.example/h/").append(row).append("\">gr=C3=BCn</a></td></tr>\n");
        }
        html.append("</table></body></html>\n");
        String plain = withPlainText ? "--b\nContent-Type: text/plain; charset=UTF-8\n\n" + LINE + "\n" : "";
        return octets(HEADER + "Content-Type: multipart/alternative; boundary=b\n\n" + plain
            + "--b\nContent-Type: text/html; charset=UTF-8\nContent-Transfer-Encoding: quoted-printable\n\n" + html + "--b--\n");
    }

    /** A text of 1 KB and an attachment: 5 MB as it is on the wire. */
    static byte[] attachment() {
        byte[] content = new byte[ATTACHMENT_OCTETS];
        new Random(1).nextBytes(content);
        return octets(HEADER + "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain; charset=UTF-8\n\n" + TEXT_1_KB
            + "--b\nContent-Type: application/pdf; name=" + ATTACHMENT_NAME + "\nContent-Disposition: attachment; filename=" + ATTACHMENT_NAME
            + "\nContent-Transfer-Encoding: base64\n\n" + Base64.getMimeEncoder().encodeToString(content) + "\n--b--\n");
    }

    private static byte[] octets(String mail) {
        return mail.replaceAll("\r?\n", "\r\n").getBytes(StandardCharsets.UTF_8);
    }
}
