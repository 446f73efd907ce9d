package org.mailiwf.sip;

/**
 * A request as it goes out.
 *
 * @param method  the request method, which is also that of the CSeq
 * @param branch  the branch of its Via, by which its responses are known (RFC 3261 section 17.1.3)
 * @param callId  the Call-ID, for the log
 * @param hop     where it goes
 * @param octets  the request, octet for octet
 */
public record SipRequest(String method, String branch, String callId, SipHop hop, byte[] octets) {
}
