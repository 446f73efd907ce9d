package org.mailiwf.sip.engine;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.ListIterator;

import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPRequest;
import org.mailiwf.sip.SipField;
import org.mailiwf.sip.SipResponse;

/** Writes responses (RFC 3261 section 8.2.6). */
final class ResponseWriter {

    private ResponseWriter() {
    }

    /**
     * @param newTag the tag for the To, if neither the request nor the response has one
     */
    static byte[] write(SipResponse response, SIPRequest request, List<SipField> requestFields, String newTag) {
        String toTag = response.toTag() == null ? newTag : response.toTag();
        StringBuilder text = new StringBuilder(512);
        text.append("SIP/2.0 ").append(response.status()).append(' ').append(response.reason()).append("\r\n");
        for (ListIterator<?> vias = request.getViaHeaders().listIterator(); vias.hasNext();) {
            // as the stack has it, with received and rport; it lets controls pass in a comment
            String via = ((Via) vias.next()).encode().substring("Via:".length());
            text.append("Via: ").append(SipField.received("Via", via).value()).append("\r\n");
        }
        for (SipField field : requestFields) {
            boolean to = field.is("To");
            if (to || field.is("From") || field.is("Call-ID") || field.is("CSeq") || field.is("Record-Route")) {
                text.append(field.name()).append(": ").append(field.value());
                text.append(to && request.getTo().getTag() == null ? ";tag=" + toTag : "").append("\r\n");
            }
        }
        for (SipField field : response.fields()) {
            text.append(field.name()).append(": ").append(field.value()).append("\r\n");
        }
        byte[] body = response.body();
        text.append("Content-Length: ").append(body.length).append("\r\n\r\n");
        byte[] head = text.toString().getBytes(StandardCharsets.UTF_8);
        if (body.length == 0) {
            return head;
        }
        byte[] octets = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, octets, head.length, body.length);
        return octets;
    }
}
