package org.mailiwf.mail;

import java.util.List;
import java.util.Locale;

import org.apache.james.mime4j.stream.BodyDescriptor;
import org.apache.james.mime4j.stream.BodyDescriptorBuilder;
import org.apache.james.mime4j.stream.Field;
import org.apache.james.mime4j.stream.RawField;
import org.apache.james.mime4j.util.ByteSequence;

/**
 * The MIME fields of one entity (RFC 2045), in the form that mime4j asks for while it cuts a multipart into parts. Of fields that stand twice the first
 * counts. A multipart without boundary is taken for text/plain, so that its text is not lost.
 */
final class PartDescriptor implements BodyDescriptor, BodyDescriptorBuilder {

    private static final String MIME_FIELDS = "Content-";
    private static final ParameterizedValue NONE = new ParameterizedValue("");

    private final String defaultType;
    private ParameterizedValue contentType;
    private ParameterizedValue disposition;
    private String transferEncoding;
    private boolean contentId;

    PartDescriptor() {
        this("text/plain");
    }

    private PartDescriptor(String defaultType) {
        this.defaultType = defaultType;
        reset();
    }

    @Override
    public void reset() {
        contentType = NONE;
        disposition = NONE;
        transferEncoding = "";
        contentId = false;
    }

    /** What these fields say; {@code defaultType} counts where they name no type. */
    static PartDescriptor of(List<MailHeader.Field> fields, String defaultType) {
        PartDescriptor descriptor = new PartDescriptor(defaultType);
        for (MailHeader.Field field : fields) {
            descriptor.add(field.name(), field.raw());
        }
        return descriptor;
    }

    @Override
    public Field addField(RawField field) {
        if (isMime(field.getName())) {
            add(field.getName(), body(field));
        }
        return field;
    }

    /** Whether a field of this name may say something here. */
    static boolean isMime(String name) {
        return name.regionMatches(true, 0, MIME_FIELDS, 0, MIME_FIELDS.length());
    }

    void add(String name, String value) {
        switch (name.toLowerCase(Locale.ROOT)) {
            case "content-type" -> contentType = contentType == NONE ? new ParameterizedValue(value) : contentType;
            case "content-disposition" -> disposition = disposition == NONE ? new ParameterizedValue(value) : disposition;
            case "content-transfer-encoding" -> transferEncoding =
                    transferEncoding.isEmpty() ? new ParameterizedValue(value).value() : transferEncoding;
            case "content-id" -> contentId = true;
            default -> { }
        }
    }

    boolean isMultipart() {
        return getMimeType().startsWith("multipart/");
    }

    private static String body(RawField field) {
        ByteSequence raw = field.getRaw();
        if (raw == null) {
            return field.getBody();
        }
        int colon = field.getDelimiterIdx();
        byte[] octets = raw.toByteArray();
        String text = Charsets.decode(octets, null);
        return text.substring(Math.min(colon + 1, text.length())).replace("\r", "").replace("\n", "");
    }

    @Override
    public BodyDescriptor build() {
        PartDescriptor built = new PartDescriptor(defaultType);
        built.contentType = contentType;
        built.disposition = disposition;
        built.transferEncoding = transferEncoding;
        built.contentId = contentId;
        return built;
    }

    /** RFC 2046 section 5.1.5: what stands in a multipart/digest is a message unless it says otherwise. */
    @Override
    public BodyDescriptorBuilder newChild() {
        return new PartDescriptor(childType());
    }

    /** What a part of this multipart is that names no type. */
    String childType() {
        return getMimeType().equals("multipart/digest") ? "message/rfc822" : "text/plain";
    }

    /** Whether the type is just what Content-Type says, and not what was made of it. */
    boolean isTypeAsWritten() {
        return getMimeType().equals(contentType.value());
    }

    /** The parameter of Content-Type with this name, {@code null} if there is none. */
    String parameter(String name) {
        return contentType.parameter(name);
    }

    boolean isAttachment() {
        return disposition.value().equals("attachment");
    }

    /** What the part would be called as a file; {@code null} when it says nothing. */
    String fileName() {
        String name = disposition.parameter("filename");
        return name == null ? parameter("name") : name;
    }

    boolean hasContentId() {
        return contentId;
    }

    @Override
    public String getMimeType() {
        String type = contentType.value();
        if (type.startsWith("multipart/")) {
            return getBoundary() == null ? "text/plain" : type;
        }
        if (type.equals("text")) {
            return "text/plain"; // from before MIME (RFC 1049)
        }
        return type.isEmpty() ? defaultType : type;
    }

    @Override
    public String getBoundary() {
        String boundary = parameter("boundary");
        return boundary == null || boundary.isEmpty() ? null : boundary;
    }

    @Override
    public String getMediaType() {
        String type = getMimeType();
        int slash = type.indexOf('/');
        return slash < 0 ? type : type.substring(0, slash);
    }

    @Override
    public String getSubType() {
        String type = getMimeType();
        return type.substring(type.indexOf('/') + 1);
    }

    @Override
    public String getCharset() {
        return parameter("charset");
    }

    @Override
    public String getTransferEncoding() {
        return transferEncoding;
    }

    /** Not what Content-Length says: no standard defines it for mails. */
    @Override
    public long getContentLength() {
        return -1;
    }
}
