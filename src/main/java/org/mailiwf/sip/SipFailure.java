package org.mailiwf.sip;

/** Why a request got no final response from the far side. */
public enum SipFailure {
    /** No final response in time: Timer F, or the time limit of the endpoint. The far side may have taken the request. */
    TIMEOUT,
    /** The request could not be sent: refused, unreachable, unknown host. */
    TRANSPORT,
    /** The connection was lost after the request had been sent. The far side may have taken the request. */
    BROKEN,
    /** TLS or the certificate of the next hop failed. */
    TLS,
    /** The request is larger than {@link SipConstants#MAX_REQUEST_SIZE}; it was not sent. */
    TOO_LARGE,
    /** Another MESSAGE to the same URI was under way for too long, or too many wait for it (RFC 3428 section 8); it was not sent. */
    PENDING,
    /** The host of the Request-URI does not exist or has no SIP server (RFC 3263); nothing was sent. */
    NO_ROUTE,
    /** The DNS could not say which servers the host of the Request-URI has; nothing was sent. */
    DNS
}
