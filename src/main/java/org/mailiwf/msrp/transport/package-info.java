/**
 * MSRP connections and sessions on plain sockets (RFC 4975, RFC 4976, RFC 6135, RFC 6714): {@link org.mailiwf.msrp.transport.MsrpEndpoint}
 * opens and accepts connections, {@link org.mailiwf.msrp.transport.MsrpSession} sends and receives messages over them. Knows neither Camel
 * nor SIP: who negotiates the paths is somebody else.
 */
package org.mailiwf.msrp.transport;
