package org.mailiwf.mail;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What is sent of one entity. */
sealed interface MimeOutput {

    /** Its fields, Content-Type among them: one line each, without controls. */
    List<MailHeader.Field> fields();

    /** Appends its body. */
    void addTo(List<Segment> segments);

    /** The fields of a part, Content-Type being this. */
    private static List<MailHeader.Field> withType(MimePart part, String contentType) {
        List<MailHeader.Field> fields = new ArrayList<>();
        fields.add(new MailHeader.Field("Content-Type", contentType));
        part.fields().stream().filter(field -> !field.name().equalsIgnoreCase("Content-Type")).forEach(fields::add);
        fields.replaceAll(field -> new MailHeader.Field(field.name(), CleanText.ofHeader(field.raw())));
        return fields;
    }

    /** What the part says of its type; the bare type if that is not what it counts for. */
    private static String typeOf(MimePart part) {
        return part.fields().stream().filter(field -> field.name().equalsIgnoreCase("Content-Type")).map(MailHeader.Field::raw)
                .filter(raw -> part.descriptor().isTypeAsWritten() && part.type().equals(part.descriptor().getMimeType()))
                .findFirst().orElse(part.type());
    }

    /**
     * The octets of a part, their encoding undone.
     *
     * @param charset what text is in that becomes UTF-8; {@code null} to leave it
     */
    record Decoded(MimePart part, Charset charset) implements MimeOutput {

        @Override
        public List<MailHeader.Field> fields() {
            String type = typeOf(part);
            return withType(part, charset == null ? type : ContentTypeField.with(type, "charset", "UTF-8"));
        }

        @Override
        public void addTo(List<Segment> segments) {
            segments.add(new Segment.Stretch(part.start(), part.end(), part.encoding(), charset));
        }
    }

    /** A multipart with every octet that it came with. */
    record Untouched(MimePart part) implements MimeOutput {

        @Override
        public List<MailHeader.Field> fields() {
            return withType(part, typeOf(part));
        }

        @Override
        public void addTo(List<Segment> segments) {
            segments.add(new Segment.Stretch(part.start(), part.end(), Segment.Encoding.NONE, null));
        }
    }

    /**
     * A multipart made anew, without what stood before its first and behind its last part.
     *
     * @param mixed    whether it is sent as multipart/mixed, whatever it was
     * @param boundary one that nobody who wrote a part could know
     */
    record Parts(MimePart part, boolean mixed, String boundary, List<MimeOutput> parts) implements MimeOutput {

        @Override
        public List<MailHeader.Field> fields() {
            return withType(part, ContentTypeField.with(mixed ? "multipart/mixed" : typeOf(part), "boundary", boundary));
        }

        @Override
        public void addTo(List<Segment> segments) {
            StringBuilder head = new StringBuilder();
            for (MimeOutput output : parts) {
                head.append("--").append(boundary).append("\r\n");
                for (MailHeader.Field field : output.fields()) {
                    head.append(field.name()).append(": ").append(field.raw()).append("\r\n");
                }
                segments.add(new Segment.Literal(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8)));
                output.addTo(segments);
                head.setLength(0);
                head.append("\r\n");
            }
            head.append("--").append(boundary).append("--\r\n");
            segments.add(new Segment.Literal(head.toString().getBytes(StandardCharsets.UTF_8)));
        }
    }

    /** Text that was made of the mail. */
    record Text(String text) implements MimeOutput {

        @Override
        public List<MailHeader.Field> fields() {
            return List.of(new MailHeader.Field("Content-Type", "text/plain; charset=UTF-8"));
        }

        @Override
        public void addTo(List<Segment> segments) {
            segments.add(new Segment.Literal(text.getBytes(StandardCharsets.UTF_8)));
        }
    }
}
