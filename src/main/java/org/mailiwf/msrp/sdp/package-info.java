/**
 * What SDP (RFC 8866) says of an MSRP session (RFC 4975 section 8, RFC 6135, RFC 6714, RFC 8122, RFC 5547): values, and a reader and writer
 * with bounds. Knows neither Camel nor sockets.
 */
package org.mailiwf.msrp.sdp;
