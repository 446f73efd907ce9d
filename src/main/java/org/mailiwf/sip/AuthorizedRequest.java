package org.mailiwf.sip;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** A request that {@link SipRequestBuilder} has written, to be written once more with credentials. */
final class AuthorizedRequest {

    private final SipRequest request;
    private final String head;
    private final byte[] body;

    AuthorizedRequest(SipRequest request) {
        this.request = request;
        int end = endOfHead(request.octets());
        this.head = new String(request.octets(), 0, end, StandardCharsets.UTF_8);
        this.body = Arrays.copyOfRange(request.octets(), end + 2, request.octets().length);
    }

    String requestUri() {
        int start = head.indexOf(' ') + 1;
        return head.substring(start, head.indexOf(' ', start));
    }

    byte[] body() {
        return body;
    }

    /** Whether the request answers this challenge already. */
    boolean carries(DigestChallenge challenge) {
        return head.contains(", realm=\"" + challenge.realm() + "\", nonce=\"" + challenge.nonce() + "\", ");
    }

    /** The same request with these credentials and no others. */
    SipRequest with(List<SipField> authorizations) {
        return write(authorizations, request.branch(), 0);
    }

    /** The request in a new transaction: CSeq one higher, and another branch (RFC 3261 section 22.2). */
    SipRequest again(List<SipField> authorizations, String branch) {
        return write(authorizations, branch, 1);
    }

    private SipRequest write(List<SipField> authorizations, String branch, int cseqIncrement) {
        StringBuilder text = new StringBuilder(head.length() + 500 * authorizations.size());
        for (String line : head.split("\r\n")) {
            if (line.startsWith("Via: ")) {
                text.append(line.replace(";branch=" + request.branch(), ";branch=" + branch)).append("\r\n");
            } else if (line.startsWith("CSeq: ")) {
                long cseq = Long.parseLong(line.substring(6, line.indexOf(' ', 6))) + cseqIncrement;
                text.append("CSeq: ").append(cseq).append(' ').append(request.method()).append("\r\n");
                authorizations.forEach(field -> text.append(field.name()).append(": ").append(field.value()).append("\r\n"));
            } else if (!line.startsWith("Authorization: ") && !line.startsWith("Proxy-Authorization: ")) {
                text.append(line).append("\r\n");
            }
        }
        byte[] newHead = text.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
        byte[] octets = Arrays.copyOf(newHead, newHead.length + body.length);
        System.arraycopy(body, 0, octets, newHead.length, body.length);
        return new SipRequest(request.method(), branch, request.callId(), request.hop(), octets);
    }

    /** Where the empty line starts. */
    private static int endOfHead(byte[] octets) {
        int i = 0;
        while (octets[i] != '\r' || octets[i + 2] != '\r') {
            i++;
        }
        return i + 2;
    }
}
