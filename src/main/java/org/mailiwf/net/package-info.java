/**
 * Values of the network that several packages share: sets of addresses. They know neither Camel nor any other package here.
 */
package org.mailiwf.net;
