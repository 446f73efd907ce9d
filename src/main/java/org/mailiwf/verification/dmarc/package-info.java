/** DMARC (RFC 9989, which replaced RFC 7489): does what SPF and DKIM say stand for the author, and what does his domain ask for if not? */
package org.mailiwf.verification.dmarc;
