package org.mailiwf.sip;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/**
 * A request but for what changes from one attempt to the next: hop, branch and credentials. The answer to a challenge has another CSeq, and
 * the request to the target of a redirection also another Request-URI. All attempts have Call-ID, From tag and To in common (RFC 3261
 * section 8.1.3.4), so that an element that two of them reach can tell.
 *
 * @param method      the request method
 * @param requestUri  the Request-URI
 * @param from        the value of From, with its tag
 * @param to          the value of To
 * @param callId      the Call-ID
 * @param cseq        the CSeq number
 * @param highestCseq the highest CSeq number of all that became of the request
 * @param maxForwards Max-Forwards
 * @param sentBy      the sent-by of the Via, empty for that of the listening point
 * @param fields      the header fields after CSeq and credentials, each ended by CRLF
 * @param body        the body, may be empty
 * @param maxOctets   the largest request that may be sent; 0 for any
 * @param tlsOnly     whether it may go over TLS alone, whatever its Request-URI
 * @param contact     the parameters of our Contact, each with its semicolon; {@code null} for a request without
 */
record SipRequestDraft(String method, SipUri requestUri, String from, String to, String callId, long cseq, AtomicLong highestCseq,
                       int maxForwards, String sentBy, String fields, byte[] body, int maxOctets, boolean tlsOnly, String contact) {

    /**
     * Writes one attempt.
     *
     * @param branch      its own branch
     * @param ownSentBy   the sent-by of the listening point
     * @param credentials Authorization and Proxy-Authorization fields, which replace any that are among {@code fields}
     */
    SipRequest write(String branch, NextHop next, String ownSentBy, List<SipField> credentials) {
        StringBuilder head = new StringBuilder(fields.length() + 512);
        head.append(method).append(' ').append(requestUri.text()).append(" SIP/2.0\r\n");
        // who gives a sent-by knows where responses find us; otherwise they shall come back to where the request came from (RFC 3581)
        append(head, "Via", "SIP/2.0/" + next.hop().transport().toUpperCase(Locale.ROOT) + " "
                + (sentBy.isEmpty() ? ownSentBy + ";branch=" + branch + ";rport" : sentBy + ";branch=" + branch));
        append(head, "Max-Forwards", Integer.toString(maxForwards));
        if (next.route() != null && next.route().loose()) {
            append(head, "Route", "<" + next.route().text() + ">");
        }
        append(head, "From", from);
        append(head, "To", to);
        append(head, "Call-ID", callId);
        append(head, "CSeq", cseq + " " + method);
        if (contact != null) {
            append(head, "Contact", contact(next.hop().transport(), sentBy.isEmpty() ? ownSentBy : sentBy, secure(), contact));
        }
        credentials.forEach(field -> append(head, field.name(), field.value()));
        head.append(credentials.isEmpty() ? fields : fieldsWithoutCredentials());
        append(head, "Content-Length", Integer.toString(body.length));
        head.append("\r\n");
        return new SipRequest(method, branch, callId, next.hop(), octets(head));
    }

    /** The Contact by which a dialog's requests reach us (RFC 3261 section 8.1.1.8). */
    static String contact(String transport, String hostPort, boolean secure, String parameters) {
        return "<" + (secure ? "sips:" : "sip:") + hostPort + (transport.equals("udp") || secure ? "" : ";transport=" + transport) + ">"
                + parameters;
    }

    /** Whether it may go over TLS alone (RFC 3261 section 26.2.2). */
    boolean secure() {
        return tlsOnly || requestUri.scheme().equals("sips");
    }

    /** The request that answers a challenge: the next CSeq (RFC 3261 section 22.2). */
    SipRequestDraft challenged() {
        highestCseq.accumulateAndGet(cseq + 1, Math::max);
        return with(requestUri, cseq + 1);
    }

    /**
     * The request to the next hop: the CSeq that was sent last. Where the hop before has passed it on after all, a user agent that both
     * reach can tell (RFC 3261 section 8.2.2.2); a lower one, which that user agent has challenged, would look like a loop to it.
     */
    SipRequestDraft toNextHop() {
        return highestCseq.get() == cseq ? this : with(requestUri, highestCseq.get());
    }

    /** The request to the target of a redirection: another Request-URI, and a CSeq that was not there before. */
    SipRequestDraft redirectedTo(SipUri target) {
        return with(target, highestCseq.incrementAndGet());
    }

    private SipRequestDraft with(SipUri newRequestUri, long newCseq) {
        return new SipRequestDraft(method, newRequestUri, from, to, callId, newCseq, highestCseq, maxForwards, sentBy, fields, body, maxOctets,
                tlsOnly, contact);
    }

    private String fieldsWithoutCredentials() {
        return fields.lines().filter(line -> !line.regionMatches(true, 0, "Authorization:", 0, 14)
                && !line.regionMatches(true, 0, "Proxy-Authorization:", 0, 20))
                .map(line -> line + "\r\n").collect(Collectors.joining());
    }

    private static void append(StringBuilder head, String name, String value) {
        head.append(name).append(": ").append(value).append("\r\n");
    }

    private byte[] octets(StringBuilder head) {
        byte[] headOctets = head.toString().getBytes(StandardCharsets.UTF_8);
        byte[] request = Arrays.copyOf(headOctets, headOctets.length + body.length);
        System.arraycopy(body, 0, request, headOctets.length, body.length);
        return request;
    }
}
