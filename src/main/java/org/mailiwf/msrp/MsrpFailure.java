package org.mailiwf.msrp;

/** Why a message got no MSRP response from the far side, although it had taken the session. */
public enum MsrpFailure {
    /** The SDP answer is none that a message can be sent by; nothing was sent. {@code CamelSipStatusCode} is 488. */
    ANSWER,
    /** No connection with the far side: it cannot be reached, TLS failed, or it has not connected in time. Nothing was sent. */
    TRANSPORT,
    /** No response to a chunk in 30 seconds (RFC 4975 section 7.1.1), or the time of the endpoint was over; {@code CamelMsrpStatusCode} is 408. */
    TIMEOUT,
    /** The connection was lost before the last chunk was acknowledged. The far side may have taken the message. */
    BROKEN,
    /** The far side sent BYE before the last chunk was acknowledged. */
    BYE,
    /** 413 though the message is within the max-size of the answer: it is not wanted (RFC 4975 section 10.5). */
    UNDESIRED
}
