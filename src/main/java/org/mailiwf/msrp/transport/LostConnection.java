package org.mailiwf.msrp.transport;

/**
 * Why there is no connection, or none any more.
 *
 * @param kind   {@code NO_CONNECTION}, {@code CONNECTION_LOST}, {@code TIMEOUT} or {@code CANCELLED}
 * @param detail in words
 */
record LostConnection(MsrpOutcome.Kind kind, String detail) {
}
