package org.mailiwf.msrp.protocol;

import java.nio.charset.StandardCharsets;

/** Writes requests and responses. */
public final class MsrpEncoder {

    private static final String CRLF = "\r\n";
    private static final String HYPHENS = "-------";

    private MsrpEncoder() {
    }

    /** A request or response without a body. */
    public static byte[] encode(MsrpHead head, Continuation continuation) {
        return octets(head(head).append(endLine(head.transactionId(), continuation)));
    }

    /** What stands before the body: the head, whose last field must be Content-Type, and the empty line. */
    public static byte[] beforeBody(MsrpHead head) {
        return octets(head(head).append(CRLF));
    }

    /** What stands behind the body. */
    public static byte[] afterBody(String transactionId, Continuation continuation) {
        return octets(new StringBuilder(48).append(CRLF).append(endLine(transactionId, continuation)));
    }

    /** A transaction id that can end this body: one that does not stand behind hyphens in it (section 7.1). */
    public static String transactionIdFor(byte[] body, int offset, int length) {
        String id = MsrpIds.next();
        while (EndLine.occurs(body, offset, length, id)) {
            id = MsrpIds.next();
        }
        return id;
    }

    private static StringBuilder head(MsrpHead head) {
        StringBuilder text = new StringBuilder(512).append("MSRP ").append(head.transactionId()).append(' ');
        text.append(head.isResponse() ? head.status() : head.method()).append(CRLF);
        for (MsrpField field : head.fields()) {
            text.append(field.name()).append(": ").append(field.value()).append(CRLF);
        }
        return text;
    }

    private static String endLine(String transactionId, Continuation continuation) {
        return HYPHENS + transactionId + continuation.flag() + CRLF;
    }

    private static byte[] octets(StringBuilder text) {
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
