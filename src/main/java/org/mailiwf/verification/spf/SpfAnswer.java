package org.mailiwf.verification.spf;

/**
 * What SPF says of a client.
 *
 * @param result the result
 * @param domain the domain that was asked for, canonical; empty if the client named none
 * @param helo   whether that was the name in HELO, since the reverse-path is null (RFC 7208 section 2.4)
 * @param reason why there is an error, in words of ours, printable US-ASCII; otherwise empty
 */
public record SpfAnswer(SpfResult result, String domain, boolean helo, String reason) {
}
