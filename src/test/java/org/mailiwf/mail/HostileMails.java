package org.mailiwf.mail;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/** Mails of about 5 MB, each made to cost as much as it can in one place. */
final class HostileMails {

    static final int SIZE = 5_000_000;
    private static final int HTML = 256 * 1024;

    private HostileMails() {
    }

    /** The mails by what is nasty about them; each is made only when asked for. */
    static Map<String, Supplier<byte[]>> all() {
        Map<String, Supplier<byte[]>> mails = new LinkedHashMap<>();
        header(mails);
        structure(mails);
        body(mails);
        html(mails);
        return mails;
    }

    private static void header(Map<String, Supplier<byte[]>> mails) {
        mails.put("subject of encoded words, folded, 5 MB", () -> fill("Subject:", " =?utf-8?q?=C3=BC?=\r\n", "\r\nbody"));
        mails.put("subject of encoded words, 64 KB", () -> field("Subject", "=?utf-8?q?=C3=BC?= ", 65000));
        mails.put("subject of encoded words in two charsets, 64 KB", () -> field("Subject", "=?utf-8?q?a?= =?koi8-r?b?4Q==?= ", 65000));
        mails.put("subject of encoded words in unknown charsets, 64 KB", () -> numbered("Subject: ", "=?x-%d?q?a?= ", 65000));
        mails.put("subject of one encoded word, 64 KB", () -> field("Subject", "=?utf-8?q?" + "=C3=BC".repeat(10_000) + "?=", 65000));
        mails.put("subject of beginnings of encoded words, 64 KB", () -> field("Subject", "=?", 65000));
        mails.put("subject of unfinished encoded words, 64 KB", () -> field("Subject", "=?utf-8?q?a ", 65000));
        mails.put("subject in iso-2022-jp escapes, 64 KB", () -> field("Subject", "=?iso-2022-jp?q?=1B$B=1B(B?= ", 65000));
        mails.put("header fields without end, 5 MB", () -> fill("", "X-A: b\r\n", "\r\nbody"));
        mails.put("header field of one letter, 64 KB of them", () -> fill("", "a:\r\n", "\r\nbody", 65000));
        mails.put("header line without end, 5 MB", () -> fill("Subject: ", "x", "\r\n\r\nbody"));
        mails.put("header of blank continuations, 5 MB", () -> fill("Subject: x\r\n", " \r\n", "\r\nbody"));
        mails.put("100k mailboxes", () -> fill("To: a@b.example", ",\r\n a@b.example", "\r\n\r\nbody"));
        mails.put("mailboxes, 64 KB", () -> field("From", "a@b,", 65000));
        mails.put("encoded display names, 64 KB", () -> field("From", "=?utf-8?q?=C3=BC?= <a@b>,", 65000));
        mails.put("nested comments in From, 64 KB", () -> field("From", "(", 65000));
        mails.put("closing comments in From, 64 KB", () -> field("From", "()", 65000));
        mails.put("open quotes in From, 64 KB", () -> field("From", "\"\\", 65000));
        mails.put("open brackets in From, 64 KB", () -> field("From", "<", 65000));
        mails.put("nested groups in From, 64 KB", () -> field("From", "a:", 65000));
        mails.put("RFC 2231 continuations, 64 KB", () -> numbered("Content-Type: text/plain", ";charset*%d*=utf-8''%%41", 65000));
        mails.put("parameters, 64 KB", () -> numbered("Content-Type: text/plain", ";p%d=1", 65000));
        mails.put("comments in Content-Type, 64 KB", () -> field("Content-Type", "(", 65000));
    }

    private static void structure(Map<String, Supplier<byte[]>> mails) {
        mails.put("multiparts 5 MB deep", () -> depth(70_000, SIZE));
        mails.put("multiparts 20 deep, 5 MB in the middle", () -> depth(20, SIZE));
        mails.put("multiparts 20 deep, 5 MB of CR LF in the middle", () -> deep(20, "b", "\r\n"));
        mails.put("multiparts 20 deep, 5 MB of --- in the middle", () -> deep(20, "-", "-"));
        mails.put("multiparts 20 deep, 5 MB of beginnings of boundaries", () -> deep(20, "b".repeat(60), "\r\n--" + "b".repeat(50)));
        mails.put("multiparts 20 deep, boundaries of one letter in the middle of lines", () -> deep(20, "", "x--a--b--c--d--e--f--g--h"));
        mails.put("multiparts 20 deep, one boundary in the middle of lines", () -> deep(20, "", "x--t"));
        mails.put("multiparts 20 deep, 5 MB of hyphens", () -> deep(20, "", "-"));
        mails.put("multiparts 5 deep, 5 MB of hyphens", () -> deep(5, "", "-"));
        mails.put("multiparts 20 deep, image", () -> deepImage(20));
        mails.put("100k parts", () -> fill(multipart("b"), "--b\r\n\r\n\r\n", "--b--\r\n"));
        mails.put("200 parts of text", () -> fill(multipart("b"), "--b\r\n\r\n" + "text\r\n".repeat(4350), "--b--\r\n"));
        mails.put("200 parts of HTML", () -> fill(multipart("b"),
                "--b\r\nContent-Type: text/html\r\n\r\n" + "<b>x\r\n".repeat(4350), "--b--\r\n"));
        mails.put("alternatives of HTML", () -> fill("Content-Type: multipart/alternative; boundary=b\r\n\r\n",
                "--b\r\nContent-Type: text/html\r\n\r\n" + "<b>x\r\n".repeat(4350), "--b--\r\n"));
        mails.put("boundary look-alikes", () -> fill(multipart("b".repeat(70)), "--" + "b".repeat(69) + "\r\n",
                "--" + "b".repeat(70) + "--\r\n"));
        mails.put("boundary in the middle of lines", () -> fill(multipart("b".repeat(70)), "x--" + "b".repeat(70), "\r\n"));
        mails.put("boundary of one letter in the middle of lines", () -> fill(multipart("b"), "x--b", "\r\n"));
        mails.put("boundary of hyphens", () -> fill(multipart("-".repeat(70)), "-".repeat(71) + "\r\n", "\r\n"));
        mails.put("boundary of 60 KB", () -> fill(multipart("b".repeat(60_000)), "--" + "b".repeat(59_999) + "\r\n", "\r\n"));
        mails.put("boundary without parts", () -> fill(multipart("b"), "text\r\n", ""));
        mails.put("boundary line without end", () -> fill(multipart("b") + "--b", "x", ""));
        mails.put("part header without end", () -> fill(multipart("b") + "--b\r\n", "X-A: b\r\n", ""));
        mails.put("part header line without end", () -> fill(multipart("b") + "--b\r\nSubject: ", "x", ""));
        mails.put("200 parts with 24 KB header each", () -> fill(multipart("b"),
                "--b\r\n" + "X: b\r\n".repeat(990) + "Y: " + "y".repeat(20_000) + "\r\n\r\n\r\n", "--b--\r\n"));
        mails.put("part header of lines that are no fields", () -> fill(multipart("b") + "--b\r\n", "no field\r\n", ""));
        mails.put("nested messages", () -> fill("Content-Type: message/rfc822\r\n\r\n", "Content-Type: message/rfc822\r\n\r\n", ""));
    }

    private static void body(Map<String, Supplier<byte[]>> mails) {
        mails.put("one line", () -> fill("\r\n", "x", ""));
        mails.put("empty lines", () -> fill("\r\n", "\r\n", ""));
        mails.put("NULs", () -> fill("\r\n", "\0", ""));
        mails.put("random octets", () -> random("\r\n"));
        mails.put("base64 of nothing in the alphabet", () -> fill(encoded("base64"), "!", ""));
        mails.put("base64 of random octets", () -> random(encoded("base64")));
        mails.put("base64 without line ends", () -> fill(encoded("base64"), "QUJD", ""));
        mails.put("base64 padding", () -> fill(encoded("base64"), "=", ""));
        mails.put("quoted-printable =", () -> fill(encoded("quoted-printable"), "=", ""));
        mails.put("quoted-printable soft line breaks", () -> fill(encoded("quoted-printable"), "=\r\n", ""));
        mails.put("quoted-printable blanks", () -> fill(encoded("quoted-printable"), " ", ""));
        mails.put("quoted-printable broken escapes", () -> fill(encoded("quoted-printable"), "=X", ""));
        mails.put("flowed quotes, one line", () -> fill(flowed(), ">", ""));
        mails.put("flowed quotes of changing depth", () -> fill(flowed(), "> a \r\n>> b \r\n", ""));
        mails.put("flowed lines that all flow", () -> fill(flowed(), "a \r\n", ""));
        mails.put("flowed empty quotes", () -> fill(flowed(), ">\r\n", ""));
        for (String charset : new String[] {"utf-7", "iso-2022-jp", "iso-2022-kr", "iso-2022-cn", "x-iso-2022-cn-gb", "utf-16", "utf-32",
                "hz-gb-2312", "big5-hkscs", "gb18030", "x-compound_text", "x-jisautodetect"}) {
            mails.put("escapes in " + charset, () -> fill(charset(charset), "\u001b$B\u001b(B~{+/v8-", ""));
        }
    }

    private static void html(Map<String, Supplier<byte[]>> mails) {
        for (String tag : new String[] {"div", "table", "b", "font", "a", "a href=http://x.example", "p", "li", "ul", "ul><li", "blockquote",
                "pre", "td", "tr", "table><tr><td", "select", "form", "nobr", "h1", "svg", "math", "template", "button", "option", "dd", "body",
                "html", "frameset", "ruby><rt", "svg><desc", "math><mi", "optgroup", "table><a", "table><b>x", "b><p", "i><b><p", "a><p",
                "a><table", "b><table", "font size=1><font size=2><font size=3><p", "span style='display:none'", "textarea", "title",
                "plaintext", "xmp"}) {
            mails.put("html of <" + tag + ">", () -> html("<" + tag + ">"));
        }
        mails.put("html depth behind end tags in attributes", () -> html("<table a='</table>'><b a='</b>'>x"));
        mails.put("html depth behind end tags in attributes, tables in b", () -> html("<b a='</b>'><table a='</table>'>"));
        mails.put("html depth behind end tags in comments", () -> html("<b><!--</b>--><table><!--</table>-->"));
        mails.put("html attributes on html after text", () -> numberedHtml(" a%d=1", "x<html", ">y"));
        mails.put("html formatting that crosses", () -> html("<b><i></b></i>"));
        mails.put("html formatting that crosses blocks", () -> html("<b><p><i></b></p><div></i>"));
        mails.put("html links that cross blocks", () -> html("<a><div></a></div>"));
        mails.put("html deep formatting, then closings", () -> htmlOf("<b>".repeat(30_000) + "</b><p></b>".repeat(10_000)));
        mails.put("html deep formatting with attributes", () -> numberedHtml("<font size=%d>x<p>"));
        mails.put("html deep divs, then wrong closings", () -> htmlOf("<div>".repeat(25_000) + "</p></span>".repeat(11_000)));
        mails.put("html deep spans, then wrong closings", () -> htmlOf("<span>".repeat(20_000) + "</b></i></x>".repeat(10_000)));
        mails.put("html deep tables, then cells", () -> htmlOf("<table><tr><td>".repeat(8_000) + "</td>x<td>".repeat(12_000)));
        mails.put("html text where no text belongs", () -> html("<table>x<tr>y"));
        mails.put("html text in a table, between end tags", () -> htmlOf("<table>" + "x</b>".repeat(52_000)));
        mails.put("html wbr in a table", () -> htmlOf("<table>" + "<wbr>".repeat(52_000)));
        mails.put("html comments in a table", () -> htmlOf("<table>" + "x<!---->".repeat(32_000)));
        mails.put("html text in a table, one by one", () -> htmlOf("<table>" + "x<b>".repeat(60_000)));
        mails.put("html of <", () -> html("<"));
        mails.put("html of <<a", () -> html("<a<a "));
        mails.put("html of &", () -> html("&"));
        mails.put("html of entities", () -> html("&amp;&CounterClockwiseContourIntegral;&#x1F600;"));
        mails.put("html of unfinished entities", () -> html("&CounterClockwiseContourIntegra"));
        mails.put("html of numeric entities", () -> html("&#9999999999999;"));
        mails.put("html comment without end", () -> htmlOf("<!--" + "-".repeat(HTML)));
        mails.put("html comments", () -> html("<!---->"));
        mails.put("html conditional comments", () -> html("<!--[if mso]>x<![endif]-->"));
        mails.put("html CDATA", () -> html("<svg><![CDATA["));
        mails.put("html doctypes", () -> html("<!DOCTYPE a>"));
        mails.put("html huge attribute", () -> htmlOf("<p title=\"" + "x".repeat(HTML) + "\">y</p>"));
        mails.put("html huge style", () -> html("<p style=\"" + "a:b;".repeat(1000) + "\">y</p>"));
        mails.put("html many attributes", () -> numberedHtml(" a%d=1", "<p", ">y"));
        mails.put("html same attributes", () -> htmlOf("<p" + " a=1".repeat(60_000) + ">y"));
        mails.put("html many attributes on html", () -> numberedHtml("<html a%d=1>"));
        mails.put("html huge href", () -> htmlOf("<a href=\"http://x.example/" + "x".repeat(HTML) + "\">y</a>"));
        mails.put("html huge table", () -> html("<tr><td>1<td>2"));
        mails.put("html one long row", () -> htmlOf("<table><tr>" + "<td>x".repeat(50_000)));
        mails.put("html nested lists with items", () -> htmlOf("<ul><li>x".repeat(10_000) + "<li>y".repeat(20_000)));
        mails.put("html quotes with line breaks", () -> htmlOf("<blockquote>".repeat(10_000) + "x<br>".repeat(20_000)));
        mails.put("html hidden", () -> html("<p style='display:none'>x</p>"));
        mails.put("html hidden, nested", () -> html("<p style='display:none'><i>x"));
        mails.put("html script without end", () -> htmlOf("<script>" + "</scrip".repeat(30_000)));
        mails.put("html style without end", () -> htmlOf("<style>" + "a{}".repeat(80_000)));
        mails.put("html NULs", () -> html("\0<\0p>"));
        mails.put("html white space", () -> html(" \u00A0\r\n"));
        mails.put("html br", () -> html("<br>"));
        mails.put("html hr", () -> html("<hr>"));
        mails.put("html end tags", () -> html("</p>"));
        mails.put("html br end tags", () -> html("</br>"));
        mails.put("html images", () -> html("<img alt=x>"));
        mails.put("html links", () -> html("<a href=http://x.example>y</a>"));
    }

    private static byte[] field(String name, String unit, int octets) {
        return fill(name + ": ", unit, "\r\n\r\nbody", octets);
    }

    private static byte[] numbered(String start, String format, int octets) {
        StringBuilder mail = new StringBuilder(start);
        for (int i = 0; mail.length() < octets; i++) {
            mail.append(String.format(format, i));
        }
        return fill(mail + "\r\n\r\n", "text\r\n", "");
    }

    private static String multipart(String boundary) {
        return "Content-Type: multipart/mixed; boundary=\"" + boundary + "\"\r\n\r\n";
    }

    private static String encoded(String transferEncoding) {
        return "Content-Transfer-Encoding: " + transferEncoding + "\r\n\r\n";
    }

    private static String flowed() {
        return "Content-Type: text/plain; format=flowed; delsp=yes\r\n\r\n";
    }

    private static String charset(String name) {
        return "Content-Type: text/plain; charset=" + name + "\r\n\r\n";
    }

    private static byte[] depth(int levels, int octets) {
        StringBuilder mail = new StringBuilder(multipart("b0"));
        for (int i = 0; i < levels - 1; i++) {
            mail.append("--b").append(i).append("\r\n").append(multipart("b" + (i + 1)));
        }
        mail.append("--b").append(levels - 1).append("\r\n\r\n");
        return fill(mail.toString(), "text\r\n", "", octets);
    }

    /** The boundaries differ in their last letter, so that octets that look like one look like all. */
    private static byte[] deep(int levels, String boundary, String unit) {
        StringBuilder mail = new StringBuilder(multipart(boundary + 'a'));
        for (int i = 1; i < levels; i++) {
            mail.append("--").append(boundary).append((char) ('a' + i - 1)).append("\r\n").append(multipart(boundary + (char) ('a' + i)));
        }
        mail.append("--").append(boundary).append((char) ('a' + levels - 1)).append("\r\n\r\n");
        return fill(mail.toString(), unit, "");
    }

    private static byte[] deepImage(int levels) {
        StringBuilder mail = new StringBuilder(multipart("b0"));
        for (int i = 0; i < levels - 1; i++) {
            mail.append("--b").append(i).append("\r\n").append(multipart("b" + (i + 1)));
        }
        mail.append("--b").append(levels - 1).append("\r\nContent-Type: image/jpeg\r\nContent-Transfer-Encoding: base64\r\n\r\n");
        return fill(mail.toString(), "QUJD".repeat(19) + "\r\n", "");
    }

    private static byte[] html(String unit) {
        return htmlOf(unit.repeat(HTML / unit.length() + 1));
    }

    private static byte[] numberedHtml(String format) {
        return numberedHtml(format, "", "");
    }

    private static byte[] numberedHtml(String format, String start, String end) {
        StringBuilder html = new StringBuilder(start);
        for (int i = 0; html.length() < HTML; i++) {
            html.append(String.format(format, i));
        }
        return htmlOf(html + end);
    }

    private static byte[] htmlOf(String html) {
        return fill("Content-Type: text/html\r\n\r\n" + html, "<p>x</p>\r\n", "");
    }

    private static byte[] random(String start) {
        byte[] random = new byte[SIZE];
        new Random(1).nextBytes(random);
        ByteArrayOutputStream out = new ByteArrayOutputStream(SIZE + start.length());
        out.writeBytes(octets(start));
        out.writeBytes(random);
        return out.toByteArray();
    }

    private static byte[] fill(String start, String unit, String end) {
        return fill(start, unit, end, SIZE);
    }

    private static byte[] fill(String start, String unit, String end, int size) {
        byte[] unitOctets = octets(unit);
        ByteArrayOutputStream out = new ByteArrayOutputStream(size + start.length() + unitOctets.length + end.length());
        out.writeBytes(octets(start));
        while (out.size() < size) {
            out.writeBytes(unitOctets);
        }
        out.writeBytes(octets(end));
        return out.toByteArray();
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
