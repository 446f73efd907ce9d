package org.mailiwf.sip;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A request but for what changes from one attempt to the next: hop and branch, and with a redirection the Request-URI and the CSeq.
 * All attempts have Call-ID, From tag and To in common (RFC 3261 section 8.1.3.4), so that an element that two of them reach can tell.
 *
 * @param method      the request method
 * @param requestUri  the Request-URI
 * @param from        the value of From, with its tag
 * @param to          the value of To
 * @param callId      the Call-ID
 * @param cseq        the CSeq number
 * @param maxForwards Max-Forwards
 * @param sentBy      the sent-by of the Via, empty for that of the listening point
 * @param fields      the header fields after CSeq, each ended by CRLF
 * @param body        the body, may be empty
 * @param maxOctets   the largest request that may be sent; 0 for any
 */
record SipRequestDraft(String method, SipUri requestUri, String from, String to, String callId, long cseq, int maxForwards, String sentBy,
                       String fields, byte[] body, int maxOctets) {

    /**
     * Writes one attempt.
     *
     * @param branch its own branch
     * @param route  the URI of the next hop; {@code null} when the Request-URI says where
     * @param ownSentBy the sent-by of the listening point
     */
    SipRequest write(String branch, SipUri route, SipHop hop, String ownSentBy) {
        StringBuilder head = new StringBuilder(1024);
        head.append(method).append(' ').append(requestUri.text()).append(" SIP/2.0\r\n");
        // who gives a sent-by knows where responses find us; otherwise they shall come back to where the request came from (RFC 3581)
        append(head, "Via", "SIP/2.0/" + hop.transport().toUpperCase(Locale.ROOT) + " "
                + (sentBy.isEmpty() ? ownSentBy + ";branch=" + branch + ";rport" : sentBy + ";branch=" + branch));
        append(head, "Max-Forwards", Integer.toString(maxForwards));
        if (route != null && route.loose()) {
            append(head, "Route", "<" + route.text() + ">");
        }
        append(head, "From", from);
        append(head, "To", to);
        append(head, "Call-ID", callId);
        append(head, "CSeq", cseq + " " + method);
        head.append(fields);
        append(head, "Content-Length", Integer.toString(body.length));
        head.append("\r\n");
        return new SipRequest(method, branch, callId, hop, octets(head));
    }

    /** The request to the target of a redirection: another Request-URI and the next CSeq. */
    SipRequestDraft redirectedTo(SipUri target) {
        return new SipRequestDraft(method, target, from, to, callId, cseq + 1, maxForwards, sentBy, fields, body, maxOctets);
    }

    private static void append(StringBuilder head, String name, String value) {
        head.append(name).append(": ").append(value).append("\r\n");
    }

    private byte[] octets(StringBuilder head) {
        byte[] headOctets = head.toString().getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream request = new ByteArrayOutputStream(headOctets.length + body.length);
        request.writeBytes(headOctets);
        request.writeBytes(body);
        return request.toByteArray();
    }
}
