package org.mailiwf.msrp;

/** How we describe ourselves in an offer. */
public enum SdpProfile {
    /** RFC 6135 with RFC 6714: the path has our address, and {@code a=setup:actpass} lets the far side choose who connects. */
    IETF,
    /** 3GPP TS 24.247: the path has a host that is no address, so that only the c= line counts, which the network in between replaces. */
    IMS24247
}
