package org.mailiwf.msrp.protocol;

/**
 * The outcome that a response or a REPORT tells (RFC 4975 section 10).
 *
 * @param code    100 to 999
 * @param comment what it says in words; may be empty; holds no control characters
 */
public record MsrpStatus(int code, String comment) {

    public static final MsrpStatus OK = new MsrpStatus(200, "OK");
    public static final MsrpStatus BAD_REQUEST = new MsrpStatus(400, "Bad Request");
    public static final MsrpStatus UNAUTHORIZED = new MsrpStatus(401, "Unauthorized");
    public static final MsrpStatus FORBIDDEN = new MsrpStatus(403, "Forbidden");
    public static final MsrpStatus TIMEOUT = new MsrpStatus(408, "Request Timeout");
    public static final MsrpStatus STOP_SENDING = new MsrpStatus(413, "Stop Sending Message");
    public static final MsrpStatus UNSUPPORTED_TYPE = new MsrpStatus(415, "Unsupported Media Type");
    public static final MsrpStatus OUT_OF_BOUNDS = new MsrpStatus(423, "Interval Out-of-Bounds");
    public static final MsrpStatus NO_SESSION = new MsrpStatus(481, "No Such Session");
    public static final MsrpStatus UNKNOWN_METHOD = new MsrpStatus(501, "Method Not Understood");
    public static final MsrpStatus OTHER_CONNECTION = new MsrpStatus(506, "Session Already In Use");

    public MsrpStatus {
        if (code < 100 || code > 999 || !MsrpSyntax.isText(comment)) {
            throw new IllegalArgumentException("is no status");
        }
    }

    /** The value of a Status header: namespace 000, code, comment. @throws MsrpSyntaxException if it is none, or of another namespace */
    public static MsrpStatus parse(String value) throws MsrpSyntaxException {
        if (value.length() < 7 || !value.startsWith("000 ")) {
            throw new MsrpSyntaxException("no Status");
        }
        return of(value.substring(4));
    }

    /** Code and comment. */
    static MsrpStatus of(String text) throws MsrpSyntaxException {
        int space = text.indexOf(' ');
        long code = MsrpSyntax.number(space < 0 ? text : text.substring(0, space), 3);
        if (code < 100) {
            throw new MsrpSyntaxException("no status code");
        }
        return new MsrpStatus((int) code, space < 0 ? "" : text.substring(space + 1));
    }

    /** Whether it tells of success. */
    public boolean isSuccess() {
        return code >= 200 && code < 300;
    }

    @Override
    public String toString() {
        return comment.isEmpty() ? Integer.toString(code) : code + " " + comment;
    }
}
