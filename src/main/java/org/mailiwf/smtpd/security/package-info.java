/** What protects an SMTP session: TLS from files that may change, and who may log in. */
package org.mailiwf.smtpd.security;
