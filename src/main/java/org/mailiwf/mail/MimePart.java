package org.mailiwf.mail;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * One entity of a mail (RFC 2045 section 2.4): what its fields say, and where its body stands. Immutable.
 *
 * @param descriptor what the fields mean
 * @param fields     the fields whose names begin with {@code Content-}, each name once: the first counts
 * @param start      the octet of the mail that the body begins with, counted from 0
 * @param end        the octet behind the body
 * @param parts      the parts of a multipart; none of anything else
 */
record MimePart(PartDescriptor descriptor, List<MailHeader.Field> fields, long start, long end, List<MimePart> parts) {

    /** A field longer than this says nothing that a receiver needs, and no receiver must read it. */
    private static final int MAX_FIELD = 4096;

    MimePart {
        fields = List.copyOf(fields);
        parts = List.copyOf(parts);
    }

    /** Those of {@code fields} that a part keeps on its way: not the encoding, which is undone, and no length. */
    static List<MailHeader.Field> contentFields(List<MailHeader.Field> fields) {
        List<MailHeader.Field> kept = new ArrayList<>();
        Set<String> names = new HashSet<>(Set.of("content-transfer-encoding", "content-length"));
        for (MailHeader.Field field : fields) {
            if (field.name().regionMatches(true, 0, "Content-", 0, 8) && names.add(field.name().toLowerCase(Locale.ROOT))) {
                kept.add(field);
            }
        }
        kept.removeIf(field -> field.raw().length() > MAX_FIELD);
        return kept;
    }

    /**
     * The media type, {@code type/subtype} in lower case: what is encoded in a way that nobody need know is but octets (RFC 2045 section
     * 6.4).
     */
    String type() {
        return isMultipart() || encoding() != Segment.Encoding.UNKNOWN ? descriptor.getMimeType() : "application/octet-stream";
    }

    Segment.Encoding encoding() {
        return Segment.Encoding.of(descriptor.getTransferEncoding());
    }

    Multipart.Kind kind() {
        return Multipart.Kind.of(descriptor.getMimeType());
    }

    boolean isMultipart() {
        return descriptor.isMultipart();
    }

    /** What a person calls this part: its file name and its type, or the type alone. */
    String name() {
        StringBuilder type = new StringBuilder();
        type().chars().filter(c -> c > ' ' && c < 0x7f).limit(60).forEach(c -> type.append((char) c));
        String file = descriptor.fileName() == null ? "" : CleanText.ofHeader(EncodedWords.decode(descriptor.fileName()));
        if (file.isEmpty()) {
            return type.toString();
        }
        int end = file.offsetByCodePoints(0, Math.min(80, file.codePointCount(0, file.length())));
        return file.substring(0, end) + " (" + type + ")";
    }
}
