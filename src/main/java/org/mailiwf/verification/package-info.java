/** Who has sent a mail, as far as the DNS can say: SPF, DKIM, DMARC, and their results as one field. */
package org.mailiwf.verification;
