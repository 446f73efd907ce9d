package org.mailiwf;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/** Text that means something to somebody between a mail and a phone. The same seed gives the same text. */
final class NastyText {

    private static final List<String> PIECES = List.of(
            // U+760D and U+760A end in the octets of CR and LF where someone cuts characters to octets; the others end a line somewhere
            "\u760d\u760a", "\u010d\u010a", "\u560d\u560a", "\u2028", "\u2029", "\u0085", "\u202e", "\ufeff", "\ud83d\ude00",
            "%0d%0a", "%0D%0AX-Evil: 1", "\\r\\nX-Evil: 1", "\\u000d\\u000aX-Evil: 2", "&#13;&#10;",
            "?", ";", "<", ">", "\"", "\\", ",", "@", ":", "=", "&", "'", "(", ")", "[", "]", "{", "}", "|", "*", " ",
            "<sip:president@op.example>", ";tag=1", ";lr", "?Route=%3Csip:evil.example%3E", "sip:evil.example", ";transport=tcp",
            "Via: SIP/2.0/UDP evil.example", "Content-Length: 0", "MESSAGE sip:evil@op.example SIP/2.0", "imdn.Message-ID: 1",
            "${bean:canary?method=hit}", "$simple{bean:canary?method=hit}", "${body}", "${sys.user.home}", "{{iwf.secret}}", "{{env:HOME}}",
            "#{canary.hit()}", "${header.CamelSmtpId}", "=?utf-8?q?x", "?=", "Gr\u00fc\u00dfe", "\u4f60\u597d", "a", "Bob", "review 14:00");

    /** What only an encoding can bring into a header. */
    private static final List<String> CONTROLS = List.of("\r\n", "\r\nX-Evil: 1", "\n", "\r", "\0", "\r\n\r\n", "\u001b[2J", "\u007f", "\u000b");

    private static final List<String> LOCAL = List.of("a", "bob", "%0d%0a", "%40", "?", "=", "&", "+", "'", "*", "/", "{", "}", "|", "`", "~",
            "!", "#", "$", "^", "-", "_", ".x");
    private static final List<String> QUOTED = List.of(";", "<", ">", ",", "@", ":", "\\\"", "\\\\", " ", "(", ")", "[", "]", ";tag=1",
            "<sip:x@y>", "${body}", "\\a");
    private static final List<String> UTF8 = List.of("\u00fc", "\u760d\u760a", "\u4f60", "\ud83d\ude00", "\u0130", "\u0131");

    private final Random random;

    NastyText(long seed) {
        random = new Random(seed);
    }

    boolean oneIn(int n) {
        return random.nextInt(n) == 0;
    }

    <T> T oneOf(List<T> things) {
        return things.get(random.nextInt(things.size()));
    }

    /** Up to {@code pieces} pieces, without controls of US-ASCII. */
    String text(int pieces) {
        return join(PIECES, 1 + random.nextInt(pieces));
    }

    /** The same with controls in it. */
    String textWithControls(int pieces) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(pieces); i >= 0; i--) {
            text.append(oneIn(3) ? oneOf(CONTROLS) : oneOf(PIECES));
        }
        return text.toString();
    }

    /** A local-part, as it may stand in a command; beyond US-ASCII only if wanted. */
    String localPart(boolean utf8) {
        String atom = "l" + join(LOCAL, random.nextInt(5)) + (utf8 ? join(UTF8, random.nextInt(3)) : "");
        return oneIn(3) ? "\"" + atom + join(QUOTED, random.nextInt(4)) + "\"" : atom;
    }

    /** One or more encoded words (RFC 2047) of a text, cut anywhere between characters. */
    String encodedWords(String text) {
        StringBuilder words = new StringBuilder();
        int[] characters = text.codePoints().toArray();
        for (int from = 0; from < characters.length;) {
            int to = Math.min(characters.length, from + 1 + random.nextInt(12));
            byte[] octets = new String(characters, from, to - from).getBytes(StandardCharsets.UTF_8);
            words.append(words.isEmpty() ? "" : oneIn(2) ? " " : "\r\n ");
            words.append(oneIn(2) ? "=?utf-8?b?" + Base64.getEncoder().encodeToString(octets) + "?=" : "=?UTF-8?Q?" + quoted(octets) + "?=");
            from = to;
        }
        return words.toString();
    }

    /** Quoted-printable (RFC 2045 section 6.7), or the Q encoding, of everything but letters and digits. */
    static String quoted(byte[] octets) {
        StringBuilder out = new StringBuilder();
        for (byte octet : octets) {
            boolean plain = octet >= 'a' && octet <= 'z' || octet >= 'A' && octet <= 'Z' || octet >= '0' && octet <= '9';
            if (plain) {
                out.append((char) octet);
            } else {
                out.append('=').append(HexFormat.of().withUpperCase().toHexDigits(octet));
            }
        }
        return out.toString();
    }

    private String join(List<String> pieces, int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(oneOf(pieces));
        }
        return text.toString();
    }

    /** What is left of a text for the eye: no white space, no controls, nothing that reorders. */
    static String visible(String text) {
        return text.codePoints()
                .filter(c -> !Character.isWhitespace(c) && !Character.isSpaceChar(c) && !Character.isISOControl(c) && c != 0xfeff
                        && !(c >= 0x202a && c <= 0x202e))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    }
}
