/** SPF (RFC 7208): may this client send for that domain? */
package org.mailiwf.verification.spf;
