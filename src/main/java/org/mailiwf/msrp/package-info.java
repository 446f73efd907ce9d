/**
 * The Camel component {@code msrp:}: one message per session, which INVITE opens through the component {@code sip}. What speaks MSRP is in
 * the packages below and knows neither Camel nor SIP.
 */
package org.mailiwf.msrp;
