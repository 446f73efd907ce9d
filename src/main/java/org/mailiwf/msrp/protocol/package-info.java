/**
 * MSRP on the wire (RFC 4975, RFC 4976): URIs, paths, requests and responses as values, and a codec that knows nothing of sockets. Knows
 * neither Camel nor any other package here.
 */
package org.mailiwf.msrp.protocol;
