package org.mailiwf.verification.dkim;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.mailiwf.mail.RawHeader;

/** The octets of the header that a signature is of (RFC 6376 section 3.7), for all signatures of a mail. */
final class HeaderHash {

    private static final byte[] CRLF = {'\r', '\n'};

    private final Map<String, List<byte[]>> fields = new HashMap<>();

    HeaderHash(List<RawHeader.Field> fields) {
        fields.forEach(each -> this.fields.computeIfAbsent(each.name().toLowerCase(Locale.ROOT),
                name -> new ArrayList<>()).add(each.octets()));
    }

    /** The signed fields, from the last of each name upwards (RFC 6376 section 5.4.2), and the signature without its b=. */
    byte[] of(DkimSignature signature, byte[] signatureField) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(4096);
        Map<String, Integer> taken = new HashMap<>();
        for (String name : signature.fields()) {
            List<byte[]> all = fields.getOrDefault(name, List.of());
            int count = taken.merge(name, 1, Integer::sum);
            if (count <= all.size()) {
                write(all.get(all.size() - count), signature.relaxedHeader(), out);
                out.writeBytes(CRLF);
            }
        }
        write(withoutSignature(signatureField), signature.relaxedHeader(), out);
        return out.toByteArray();
    }

    /** One field without its line end. */
    private static void write(byte[] field, boolean relaxed, ByteArrayOutputStream out) {
        int end = contentEnd(field);
        if (!relaxed) {
            out.write(field, 0, end);
            return;
        }
        int colon = 0;
        while (field[colon] != ':') {
            colon++;
        }
        int nameEnd = colon;
        while (nameEnd > 0 && isSpace(field[nameEnd - 1])) {
            nameEnd--;
        }
        for (int i = 0; i < nameEnd; i++) {
            out.write(field[i] >= 'A' && field[i] <= 'Z' ? field[i] + 32 : field[i]);
        }
        out.write(':');
        boolean space = false;
        boolean begun = false;
        for (int i = colon + 1; i < end; i++) {
            if (isSpace(field[i]) || field[i] == '\r' || field[i] == '\n') {
                space = true;
            } else {
                if (space && begun) {
                    out.write(' ');
                }
                out.write(field[i]);
                space = false;
                begun = true;
            }
        }
    }

    private static boolean isSpace(byte octet) {
        return octet == ' ' || octet == '\t';
    }

    private static int contentEnd(byte[] field) {
        int end = field.length;
        if (end > 0 && field[end - 1] == '\n') {
            end--;
        }
        if (end > 0 && field[end - 1] == '\r') {
            end--;
        }
        return end;
    }

    /** The field with nothing between b= and the next semicolon; everything else stays as it is. */
    private static byte[] withoutSignature(byte[] field) {
        int end = contentEnd(field);
        String text = new String(field, 0, end, StandardCharsets.ISO_8859_1);
        int at = text.indexOf(':') + 1;
        while (at < end) {
            int semicolon = text.indexOf(';', at);
            int tagEnd = semicolon < 0 ? end : semicolon;
            int equals = text.indexOf('=', at);
            if (equals >= 0 && equals < tagEnd && text.substring(at, equals).strip().equals("b")) {
                return (text.substring(0, equals + 1) + text.substring(tagEnd)).getBytes(StandardCharsets.ISO_8859_1);
            }
            at = tagEnd + 1;
        }
        return field;
    }
}
