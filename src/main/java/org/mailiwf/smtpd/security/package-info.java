/** What protects an SMTP session: TLS from files that may change, and who may log in. Knows nothing of SMTP. */
package org.mailiwf.smtpd.security;
