package org.mailiwf.sip;

/**
 * How the INVITEs of one caller go out; each as the option of the same name of the {@code sip} endpoint.
 *
 * @param nextHop         SIP URIs separated by commas; empty or {@code null}: the Request-URI says where
 * @param secure          whether they go over TLS alone
 * @param tcpAbove        octets; 0: never
 * @param redirectDomains hosts; empty or {@code null}: no 3xx is followed
 * @param maxForwards     0 to 255
 */
public record SipCallOptions(String nextHop, boolean secure, int tcpAbove, String redirectDomains, int maxForwards) {
}
