/** DKIM (RFC 6376, 8301, 8463): which domains have signed a mail, and is it still what they signed? */
package org.mailiwf.verification.dkim;
