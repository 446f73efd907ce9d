package org.mailiwf.msrp.transport;

/**
 * A message whose first octets have come.
 *
 * @param messageId   Message-ID
 * @param contentType Content-Type as it stands there
 * @param length      octets; {@link MsrpMessage#UNKNOWN} if the sender does not say
 */
public record IncomingMessage(String messageId, String contentType, long length) {
}
