package org.mailiwf.msrp.protocol;

import java.util.List;

/**
 * A request or a response without its body: the first line and the header fields, in their order. The typed values are read when they
 * are asked for, so that a request with one bad field can still be answered.
 *
 * @param transactionId an {@code ident}
 * @param method        empty in a response
 * @param status        {@code null} in a request
 * @param fields        all, To-Path and From-Path too
 */
public record MsrpHead(String transactionId, String method, MsrpStatus status, List<MsrpField> fields) {

    public static final String SEND = "SEND";
    public static final String REPORT = "REPORT";
    public static final String AUTH = "AUTH";

    public static final String TO_PATH = "To-Path";
    public static final String FROM_PATH = "From-Path";
    public static final String MESSAGE_ID = "Message-ID";
    public static final String BYTE_RANGE = "Byte-Range";
    public static final String SUCCESS_REPORT = "Success-Report";
    public static final String FAILURE_REPORT = "Failure-Report";
    public static final String STATUS = "Status";
    public static final String CONTENT_TYPE = "Content-Type";
    public static final String USE_PATH = "Use-Path";
    public static final String EXPIRES = "Expires";
    public static final String WWW_AUTHENTICATE = "WWW-Authenticate";
    public static final String AUTHORIZATION = "Authorization";

    private static final ByteRange WHOLE = new ByteRange(1, ByteRange.UNKNOWN, ByteRange.UNKNOWN);

    public MsrpHead {
        fields = List.copyOf(fields);
        if (!MsrpSyntax.isIdent(transactionId) || method.isEmpty() == (status == null)
                || !method.chars().allMatch(c -> c >= 'A' && c <= 'Z')) {
            throw new IllegalArgumentException("is no MSRP request or response");
        }
    }

    /** The head of a request. */
    public static MsrpHead request(String transactionId, String method, List<MsrpField> fields) {
        return new MsrpHead(transactionId, method, null, fields);
    }

    /** Whether this is a response. */
    public boolean isResponse() {
        return status != null;
    }

    /** The value of a field; {@code null} if it is not there. Of several the first. */
    public String value(String name) {
        for (MsrpField field : fields) {
            if (field.name().equalsIgnoreCase(name)) {
                return field.value();
            }
        }
        return null;
    }

    /** @throws MsrpSyntaxException if there is none, or it is no path */
    public MsrpPath toPath() throws MsrpSyntaxException {
        return MsrpPath.parse(required(TO_PATH));
    }

    /** @throws MsrpSyntaxException if there is none, or it is no path */
    public MsrpPath fromPath() throws MsrpSyntaxException {
        return MsrpPath.parse(required(FROM_PATH));
    }

    /** @throws MsrpSyntaxException if there is none, or it is no {@code ident} */
    public String messageId() throws MsrpSyntaxException {
        String id = required(MESSAGE_ID);
        if (!MsrpSyntax.isIdent(id)) {
            throw new MsrpSyntaxException("no Message-ID");
        }
        return id;
    }

    /** {@code 1-&#42;/&#42;} if there is none. @throws MsrpSyntaxException if it is no Byte-Range */
    public ByteRange byteRange() throws MsrpSyntaxException {
        String value = value(BYTE_RANGE);
        return value == null ? WHOLE : ByteRange.parse(value);
    }

    /** False if there is none. @throws MsrpSyntaxException if it is neither yes nor no */
    public boolean successReport() throws MsrpSyntaxException {
        String value = value(SUCCESS_REPORT);
        if (value == null || value.equals("no")) {
            return false;
        }
        if (!value.equals("yes")) {
            throw new MsrpSyntaxException("no Success-Report");
        }
        return true;
    }

    /** Yes if there is none. @throws MsrpSyntaxException if it is none of the three */
    public FailureReport failureReport() throws MsrpSyntaxException {
        String value = value(FAILURE_REPORT);
        return value == null ? FailureReport.YES : FailureReport.parse(value);
    }

    /** What a REPORT tells. @throws MsrpSyntaxException if there is no Status in it, or one of another namespace */
    public MsrpStatus reportedStatus() throws MsrpSyntaxException {
        return MsrpStatus.parse(required(STATUS));
    }

    private String required(String name) throws MsrpSyntaxException {
        String value = value(name);
        if (value == null) {
            throw new MsrpSyntaxException("no " + name);
        }
        return value;
    }

    /** The response to this request (section 7.2): to the previous hop alone, but for AUTH; none but this is sent for a REPORT, ever. */
    public MsrpHead response(MsrpStatus answer) throws MsrpSyntaxException {
        MsrpPath back = fromPath();
        return new MsrpHead(transactionId, "", answer, List.of(
                new MsrpField(TO_PATH, method.equals(SEND) ? back.first().toString() : back.toString()),
                new MsrpField(FROM_PATH, toPath().first().toString())));
    }
}
