package org.mailiwf.mail;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Octets to characters, by the charset that a mail names, or by the best guess when it names none that is known. */
final class Charsets {

    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    /**
     * All charsets of this JVM by their names and aliases in lower case. {@link Charset#forName} asks every provider for a name that it
     * does not know, which a mail with thousands of made-up names would turn into a load.
     */
    private static final Map<String, Charset> BY_NAME = new HashMap<>();

    static {
        for (Charset charset : Charset.availableCharsets().values()) {
            BY_NAME.put(charset.name().toLowerCase(Locale.ROOT), charset);
            charset.aliases().forEach(alias -> BY_NAME.putIfAbsent(alias.toLowerCase(Locale.ROOT), charset));
        }
        // what senders mean by these labels, as the WHATWG Encoding Standard section 4.2 has it: the superset
        supersede("windows-1252", "iso-8859-1", "latin1", "iso_8859-1", "8859_1", "iso8859_1", "l1", "cp819");
        supersede("windows-1254", "iso-8859-9", "latin5", "iso_8859-9", "l5");
        supersede("gb18030", "gb2312", "gb_2312-80", "euc-cn", "gbk", "cp936");
        supersede("x-windows-949", "ks_c_5601-1987", "ksc5601", "ksc_5601", "euc-kr");
        supersede("windows-31j", "shift_jis", "shift-jis", "sjis", "x-sjis", "ms_kanji");
        supersede("x-windows-874", "tis-620", "iso-8859-11");
        supersede("utf-8", "unicode-1-1-utf-8", "utf_8");
    }

    private Charsets() {
    }

    private static void supersede(String name, String... labels) {
        Charset charset = BY_NAME.get(name);
        if (charset != null) {
            for (String label : labels) {
                BY_NAME.put(label, charset);
            }
        }
    }

    /** The charset of this name, {@code null} when it is not known. */
    static Charset find(String name) {
        return name == null ? null : BY_NAME.get(name.strip().toLowerCase(Locale.ROOT));
    }

    /** As {@link #decode(byte[], int, Charset, boolean)} of octets that are whole. */
    static String decode(byte[] octets, Charset charset) {
        return decode(octets, octets.length, charset, false);
    }

    /**
     * Decodes; malformed octets become U+FFFD.
     *
     * @param octets  read up to {@code length}
     * @param charset {@code null} if not known: then, and if it is US-ASCII, what is valid UTF-8 is UTF-8, all else windows-1252
     * @param cut     whether the text goes on behind {@code length}: a character begun there is left out
     */
    static String decode(byte[] octets, int length, Charset charset, boolean cut) {
        Charset decoded = charset;
        if (charset == null || charset.equals(StandardCharsets.US_ASCII)) {
            if (isAscii(octets, length)) {
                return new String(octets, 0, length, StandardCharsets.ISO_8859_1);
            }
            decoded = isUtf8(octets, length, cut) ? StandardCharsets.UTF_8 : WINDOWS_1252;
        }
        CharsetDecoder decoder = decoded.newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
        return run(decoder, octets, length, cut);
    }

    private static boolean isAscii(byte[] octets, int length) {
        for (int i = 0; i < length; i++) {
            if (octets[i] < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isUtf8(byte[] octets, int length, boolean cut) {
        CharBuffer chars = CharBuffer.allocate(length);
        return !StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets, 0, length), chars, !cut).isError();
    }

    private static String run(CharsetDecoder decoder, byte[] octets, int length, boolean cut) {
        ByteBuffer in = ByteBuffer.wrap(octets, 0, length);
        CharBuffer out = CharBuffer.allocate((int) Math.ceil(length * (double) decoder.maxCharsPerByte()) + 16);
        decoder.decode(in, out, !cut);
        if (!cut) {
            decoder.flush(out);
        }
        return out.flip().toString();
    }
}
