/**
 * Values that several packages share: sets of addresses, octets that cannot be guessed. They know neither Camel nor any other package here.
 */
package org.mailiwf.net;
